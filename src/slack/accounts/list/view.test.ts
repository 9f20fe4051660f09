import { describe, expect, test } from 'vitest'
import { listed } from '../../../../test/support/account-samples.ts'
import { connection, hostile, hours, many, noon, refusals } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { anyAccount } from '../../../domain/account-list.ts'
import type { AccountsPage } from '../../../workflows/accounts/read-accounts.ts'
import { type ListAsked, readOpening } from '../read.ts'
import { accountsListView } from './view.ts'

const asked: ListAsked = { ...readOpening(''), miroOrgId: '3074457345618265000' }
const words = {
  roles: ['organization_internal_user', 'organization_external_user', 'board_robot'],
  licenses: ['full', 'free'],
  off: [],
}
const olivia = { name: 'Olivia Fischer', lastDay: null, endAt: null, deactivated: false, leftKnownAt: null }
const view = (found: Partial<AccountsPage>, more: Partial<Parameters<typeof accountsListView>[0]> = {}) =>
  accountsListView({
    connections: [connection()],
    connection: connection(),
    asked,
    filter: anyAccount,
    words,
    found: { rows: [], more: false, total: 0, deactivated: null, instead: [], ...found },
    now: noon,
    ...more,
  })

describe('the list of accounts', () => {
  test('with what matters of each: whose, what state, what fails', () => {
    const rows = [
      listed(),
      listed({
        email: null,
        role: 'board_robot',
        lastActivityAt: null,
        class: 'unidentified',
        person: null,
        verdicts: { identified: 'unknown', removed: 'not_applicable', valid: 'unknown' },
      }),
      listed({
        role: 'organization_external_user',
        class: 'external',
        verdicts: { identified: 'fail', removed: 'fail', valid: 'fail' },
      }),
      listed({ class: null, person: null, verdicts: null, active: false }),
      listed({ class: 'shared', removedAt: hours(-3), adminRoles: ['User Admin', 'Night watch <!channel>'] }),
      listed({ person: { ...olivia, deactivated: true, leftKnownAt: hours(-4) } }),
      listed({ class: 'external', person: { ...olivia, lastDay: '2026-11-20', endAt: hours(-80) } }),
    ]
    expect(readable(view({ rows, total: 1_001, more: true }))).toMatchInlineSnapshot(`
      "Search by name or e-mail address: <plain_text_input>
      [static_select → accounts.presence] [static_select → accounts.class] [static_select → accounts.role] [static_select → accounts.verdict] [static_select → accounts.license] [static_select → accounts.inactive]
      *Acme* · more than 1,000 accounts
      \`olivia@acme.com\` · Member · license Full · last active <!date^1795161600^{date_short_pretty} at {time}|20 Nov 2026 at 08:00 UTC>
      Staff member Olivia Fischer
      [Open → accounts.card {"o":"3074457345618265000","a":"3074457345618265001"}]
      no e-mail address, Miro id \`3074457345618265001\` · Unknown role (board_robot) · license Full · never signed in
      Not identified
      ⚪ unknown: User should be identified
      ⚪ unknown: User access to Critical System should be valid
      [Open → accounts.card {"o":"3074457345618265000","a":"3074457345618265001"}]
      \`olivia@acme.com\` · Guest · license Full · last active <!date^1795161600^{date_short_pretty} at {time}|20 Nov 2026 at 08:00 UTC>
      External person, sponsor Olivia Fischer
      🔴 fails: User should be identified
      🔴 fails: Miro access should be removed for offboarded user
      🔴 fails: User access to Critical System should be valid
      [Open → accounts.card {"o":"3074457345618265000","a":"3074457345618265001"}]
      \`olivia@acme.com\` · Member · license Full · last active <!date^1795161600^{date_short_pretty} at {time}|20 Nov 2026 at 08:00 UTC>
      not checked yet · deactivated
      [Open → accounts.card {"o":"3074457345618265000","a":"3074457345618265001"}]
      \`olivia@acme.com\` · Member · ⚠️ admin rights: User Admin and 1 more · license Full · last active <!date^1795161600^{date_short_pretty} at {time}|20 Nov 2026 at 08:00 UTC>
      Shared mailbox, owner Olivia Fischer · removed from Miro, seen <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>
      [Open → accounts.card {"o":"3074457345618265000","a":"3074457345618265001"}]
      \`olivia@acme.com\` · Member · license Full · last active <!date^1795161600^{date_short_pretty} at {time}|20 Nov 2026 at 08:00 UTC>
      Former staff member Olivia Fischer, left (seen <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>)
      [Open → accounts.card {"o":"3074457345618265000","a":"3074457345618265001"}]
      \`olivia@acme.com\` · Member · license Full · last active <!date^1795161600^{date_short_pretty} at {time}|20 Nov 2026 at 08:00 UTC>
      External person, sponsor Olivia Fischer, left, last day 20 Nov 2026
      [Open → accounts.card {"o":"3074457345618265000","a":"3074457345618265001"}]
      (Accounts 1 to 7.)
      [Next → accounts.next_page {"p":["3074457345618265001"],"n":1,"k":"65ee7fcb"}]"
    `)
  })

  test.each([
    [{ total: 17, deactivated: 1 }, '*Acme* · 17 accounts, 1 of them deactivated'],
    [{ total: 2, deactivated: 2 }, '*Acme* · 2 accounts, deactivated'],
    [{ total: 17, deactivated: 0 }, '*Acme* · 17 accounts'],
    [{ total: 1_001, deactivated: 40 }, '*Acme* · more than 1,000 accounts'],
  ])('says how many, and how many of them are deactivated: %j', (found, heading) => {
    expect(readable(view({ rows: [listed()], ...found })).split('\n')).toContain(heading)
  })

  test('the menus show what is chosen, and no choice that is not there', () => {
    const chosen = { ...anyAccount, class: 'external', role: 'gone_role', search: 'ada' } as const
    const { blocks } = view({}, { asked: { ...asked, chosen } })
    const menus = blocks.find(({ type }) => type === 'actions') as { elements: Menu[] }
    expect(menus.elements.map(menu => menu.initial_option.text.text)).toMatchInlineSnapshot(`
      [
        "In Miro today",
        "External person",
        "Any role",
        "Any result",
        "Any license",
        "Any activity",
      ]
    `)
    expect(JSON.stringify(blocks[0])).toContain('"initial_value":"ada"')
  })

  test('a check that is off can be seen to be off, and says nothing of an account', () => {
    const off = { words: { ...words, off: ['licence_used'] } } as const
    const rows = [listed({ verdicts: { licence_used: 'fail' } })]
    expect(readable(view({ rows }))).toContain('fails: Miro licence should be used')
    expect(readable(view({ rows }, off))).not.toContain('Miro licence should be used')
    const options = JSON.stringify(view({ rows }, off).blocks)
    expect(options).toContain('"Off: Miro licence should be used"')
    expect(options).not.toContain('"Passing: Miro licence should be used"')
  })

  test('a menu of organizations where there are several', () => {
    const other = connection({ key: { workspaceId: 'T0ACME', miroOrgId: '9' }, organizationName: 'Other' })
    const { blocks } = view(
      {},
      { connections: [connection(), other], connection: other, asked: { ...asked, miroOrgId: '9' } },
    )
    const menus = blocks.find(({ type }) => type === 'actions') as { elements: Menu[] }
    expect(menus.elements[0]?.initial_option.text.text).toBe('Other')
  })

  test('nothing is found: it says what to give up', () => {
    const said = (found: Partial<AccountsPage>, lastCompleteSyncAt: Date | null = hours(-1)) =>
      readable(view(found, { connection: connection({ lastCompleteSyncAt }) }))
        .split('\n')
        .slice(3)
    expect([
      said({ instead: [{ without: 'search', count: 17 }] }),
      said({
        instead: [
          { without: 'role', count: 1_001 },
          { without: 'search', count: 0 },
        ],
      }),
      said({
        instead: [
          { without: 'role', count: 0 },
          { without: 'class', count: 0 },
        ],
      }),
      said({}),
      said({}, null),
    ]).toMatchInlineSnapshot(`
      [
        [
          "No account fits the search.",
          "• Without the search: 17 accounts.",
          "[Clear all filters → accounts.clear]",
        ],
        [
          "No account fits all of these together.",
          "• Without the role: more than 1,000 accounts.",
          "[Clear all filters → accounts.clear]",
        ],
        [
          "No account fits all of these together.",
          "Taking away one of them is not enough.",
          "[Clear all filters → accounts.clear]",
        ],
        [
          "There is no account in this organization.",
        ],
        [
          "The accounts have not been read from Miro yet. \`/miro sync\` reads them.",
        ],
      ]
    `)
  })

  test('a page further on can be left both ways', () => {
    const here = { ...asked, after: ['5'], page: 1 }
    const lines = readable(view({ rows: [listed()], more: true, total: null }, { asked: here })).split('\n')
    expect(lines.slice(-2)).toMatchInlineSnapshot(`
      [
        "(Account 26.)",
        "[Back → accounts.previous_page {"p":[],"n":0,"k":"65ee7fcb"}] [Next → accounts.next_page {"p":["5","3074457345618265001"],"n":2,"k":"65ee7fcb"}]",
      ]
    `)
    expect(readable(view({}, { asked: here }))).toContain('There are no more accounts.')
  })

  test.each(hostile)('a name like %j is only text', name => {
    const rows = many(25, () =>
      listed({ email: name, role: name, license: name, person: { ...olivia, name } }),
    )
    const shown = view(
      { rows, more: true, total: 1_001 },
      {
        connections: many(3, at =>
          connection({ organizationName: name, key: { workspaceId: 'T', miroOrgId: `${at}` } }),
        ),
        connection: connection({ organizationName: name }),
        words: { roles: many(150, at => `${name}${at}`), licenses: [name], off: [] },
        asked: { ...asked, chosen: { ...anyAccount, search: name } },
      },
    )
    expect(refusals(shown)).toEqual([])
    // What nobody reads comes back as it was: the search, and the menus' values.
    const read = JSON.stringify(shown.blocks.slice(1)).replace(/"value":"[^"]*"/g, '')
    expect(read.includes('\u202e')).toBe(false)
    // In plain text a mention is only letters.
    const marked = read.replace(/"type":"plain_text","text":"[^"]*"/g, '')
    expect(/<!channel>|<@U0ADA>/.test(marked)).toBe(false)
  })
})

type Menu = { initial_option: { text: { text: string } } }
