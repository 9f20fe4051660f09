import { describe, expect, test } from 'vitest'
import {
  card,
  cardAccount,
  cardAssessment,
  cardPerson,
  foundPerson,
  saidOf,
} from '../../../../test/support/account-samples.ts'
import { hours, many, noon, refusals } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { CardFinding } from '../../../domain/account-card.ts'
import type { Whois } from '../../../workflows/people/whois.ts'
import { whoisMessage } from './view.ts'

type Found = Extract<Whois, { outcome: 'found' }>

const key = { workspaceId: 'T0ACME', miroOrgId: '307' }
const shown = (answered: Exclude<Whois, { outcome: 'refused' }>) =>
  readable(whoisMessage(answered, noon)).replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')

/** Looked up by an administrator, connected, with nothing else. */
const found = (of: Pick<Found, 'person'> & Partial<Found>): Found => ({
  ...{
    outcome: 'found',
    accounts: [],
    likely: [],
    joins: [],
    connected: true,
    hasAddress: true,
    more: false,
    viewer: 'admin',
  },
  ...of,
})

describe('whois', () => {
  test('a person with their own account and a guest they answer for', () => {
    const finding: CardFinding = {
      ...{ id: 'f', checkId: 'valid', why: 'role_too_high', openedAt: hours(-9), clockAt: hours(-9) },
      ...{ dueAt: hours(90), closedAt: null, closedAs: null },
    }
    const guest = card({
      account: cardAccount({ id: '9', email: 'kim@park.example', role: 'organization_external_user' }),
      assessment: cardAssessment({ class: 'external', matchedBy: 'confirmed', matchedAddress: null }),
      decision: { class: 'external', reason: 'Redesign', reviewAt: null, by: 'U0BEN', at: hours(-40) },
    })
    const accounts = [
      { key, card: card({ findings: [finding] }) },
      { key, card: guest },
    ]
    const answered = found({ person: cardPerson(), accounts })
    expect(shown(answered)).toMatchInlineSnapshot(`
      "notification: Olivia Fischer: 1 Miro account · answers for 1 other account
      *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff · 1 Miro account · answers for 1 other account
      [Last day → leaving.open p1]
      [Same person as … → joining.open p1]
      *Acme* · \`olivia@acme.com\` · Member · license Full · last active 20 Nov 2026 at 08:00 UTC
      Matched by the same e-mail address \`olivia@acme.com\`.
      🔴 User access to Critical System should be valid: The rule does not allow the role Member; Member would be valid. Open since 24 Nov 2026 at 03:00 UTC.
      Fix by 28 Nov 2026 at 06:00 UTC.
      [Open → accounts.card {"o":"307","a":"3074457345618265001"}]
      *Acme* · \`kim@park.example\` · Guest · license Full · last active 20 Nov 2026 at 08:00 UTC
      *External person* · sponsor *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff
      Confirmed by <@U0BEN> 22 Nov 2026 at 20:00 UTC.
      Reason: Redesign
      [Open → accounts.card {"o":"307","a":"9"}]
      (From Slack, as of 24 Nov 2026 at 11:00 UTC: active or gone.)"
    `)
  })

  test('somebody with a likely account is no all-clear either', () => {
    const likely = [
      {
        ...{ miroOrgId: '307', organizationName: 'Acme', accountId: '8', email: 'olivia@labs.example' },
        ...{ role: 'organization_internal_user', because: 'similar_name' as const },
      },
    ]
    expect(shown(found({ person: cardPerson(), likely }))).toMatchInlineSnapshot(`
      "notification: Olivia Fischer: no Miro account known
      *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff · no Miro account known
      [Last day → leaving.open p1]
      [Same person as … → joining.open p1]
      ⚠️ *No account is known as Olivia’s. Likely:*
      \`olivia@labs.example\` · a name close to theirs · Member · Acme
      [It is Olivia’s → identify.take_likely {"o":"307","a":"8","v":null,"p":"p1"}] [No → identify.deny_likely {"o":"307","a":"8","v":null,"p":"p1"}]
      (Until you say whose, no alert comes for it when Olivia leaves.)
      (From Slack, as of 24 Nov 2026 at 11:00 UTC: active or gone.)"
    `)
    const more = found({ person: cardPerson(), likely, accounts: [{ key, card: card() }] })
    expect(shown(more)).toContain('Likely Olivia’s too:')
  })

  test('somebody without an address is no all-clear', () => {
    const text = 'Slack gives no e-mail address, so no account can be matched'
    expect(shown(found({ person: cardPerson(), hasAddress: false }))).toContain(`on the staff · ${text}`)
    const matched = found({ person: cardPerson(), hasAddress: false, accounts: [{ key, card: card() }] })
    expect(shown(matched)).toContain('1 Miro account')
  })

  test('somebody without an account, and an address that is nobody’s', () => {
    const nobodys = card({
      person: null,
      assessment: cardAssessment({ class: 'unidentified', matchedBy: null, matchedAddress: null }),
    })
    expect([
      shown(found({ person: cardPerson(), viewer: 'own' })),
      shown(found({ person: null, accounts: [{ key, card: nobodys }], more: true })),
    ]).toMatchInlineSnapshot(`
      [
        "notification: Olivia Fischer: no Miro account known
      *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff · no Miro account known
      (From Slack, as of 24 Nov 2026 at 11:00 UTC: active or gone.)
      (This is what the bot knows about you. Only administrators see what it knows about others.)",
        "notification: Nobody in this workspace: more than 1 Miro account
      Nobody in this workspace has this address · more than 1 Miro account
      *Acme* · \`olivia@acme.com\` · Member · license Full · last active 20 Nov 2026 at 08:00 UTC
      *Not identified*
      [Open → accounts.card {"o":"307","a":"3074457345618265001"}]
      (Only the first 1 are shown. \`/miro accounts\` finds the others.)",
      ]
    `)
  })

  test('an account with the address of a guest, for which somebody else answers', () => {
    const guest = cardPerson({ id: 'p9', name: 'Kim Park', slackUserId: 'U0KIM', kind: 'guest', title: null })
    const sponsored = card({
      account: cardAccount({ email: 'kim@park.example', role: 'organization_external_user' }),
      assessment: cardAssessment({ class: 'external', matchedBy: 'confirmed', matchedAddress: null }),
    })
    const accounts = [{ key, card: sponsored }]
    expect(shown(found({ person: guest, accounts }))).toMatchInlineSnapshot(`
      "notification: Kim Park: no Miro account of their own · 1 account with their address, not known as theirs
      *Kim Park* <@U0KIM> · Slack guest · no Miro account of their own · 1 account with their address, not known as theirs
      [Same person as … → joining.open p9]
      *Acme* · \`kim@park.example\` · Guest · license Full · last active 20 Nov 2026 at 08:00 UTC
      *External person* · sponsor *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff
      [Open → accounts.card {"o":"307","a":"3074457345618265001"}]
      (From Slack, as of 24 Nov 2026 at 11:00 UTC: active or gone.)"
    `)
  })

  test('several fit, or nobody', () => {
    const people = many(2, at => foundPerson({ id: `p${at}`, title: at === 0 ? null : 'Designer' }))
    expect([
      shown({ outcome: 'several', people, more: true }),
      shown({ outcome: 'nobody', own: true }),
      shown({ outcome: 'nobody', own: false }),
    ]).toMatchInlineSnapshot(`
      [
        "notification: Many fit this. Who is meant?
      Many fit this. Who is meant?
      *Olivia Fischer*
      [Open → whois.show p0]
      *Olivia Fischer* · Designer
      [Open → whois.show p1]
      (There are more. Write more of the name, or an e-mail address.)",
        "notification: You are not in the staff list yet, so no Miro account is known as yours. The list is synced from Slack every hour.
      You are not in the staff list yet, so no Miro account is known as yours. The list is synced from Slack every hour.",
        "notification: Nobody was found. Mention a person of this workspace, or write an e-mail address or a part of a name: \`/miro whois dana@example.com\`. People who joined Slack today are known after the next sync of the staff list.
      Nobody was found. Mention a person of this workspace, or write an e-mail address or a part of a name: \`/miro whois dana@example.com\`. People who joined Slack today are known after the next sync of the staff list.",
      ]
    `)
  })

  test('names everything a source said', () => {
    const all = { name: 'Olivia Fischer', kind: null, type: 'employee', title: 'Designer' } as const
    const more = {
      department: 'Sales',
      manager: 'ben@acme.com',
      timeZone: 'Europe/Oslo',
      startAt: hours(-99),
    }
    const days = { lastDay: '2026-11-30', endAt: hours(155), gone: false }
    const person = cardPerson({ said: [saidOf('list', { ...all, ...more, ...days })] })
    expect(shown(found({ person }))).toContain(
      'name, employee or contractor, title, department, manager, time zone, start, last day, active or gone.)',
    )
  })

  test('tells which source said what, and when, and where they disagree', () => {
    const person = cardPerson({
      ...{ department: 'Sales', lastDay: '2026-11-30', endAt: hours(155) },
      said: [
        saidOf('entered', { type: 'contractor', saidBy: 'U0ADA', saidAt: hours(-48) }),
        saidOf('list', {
          name: 'Olivia Fischer',
          department: 'Sales',
          lastDay: '2026-11-30',
          endAt: hours(155),
          gone: false,
        }),
        saidOf('slack', { name: 'olivia', title: 'Designer', gone: true, goneSince: hours(-5) }),
      ],
    })
    expect(shown(found({ person }))).toMatchInlineSnapshot(`
      "notification: Olivia Fischer: no Miro account known
      *Olivia Fischer* <@U0OLIVIA> · Designer · Sales · leaves on 30 Nov 2026, in 6 days · no Miro account known
      ⚠️ Slack says deactivated since 24 Nov 2026 at 07:00 UTC, the staff list says active. The list counts.
      [Last day → leaving.open p1]
      [Same person as … → joining.open p1]
      (Entered by <@U0ADA> 22 Nov 2026 at 12:00 UTC: employee or contractor.
      From the staff list, as of 24 Nov 2026 at 11:00 UTC: name, department, last day, active or gone.
      From Slack, as of 24 Nov 2026 at 11:00 UTC: title.)"
    `)
  })

  test('without a connection nothing is said about accounts', () => {
    const said = shown(found({ person: cardPerson(), connected: false, viewer: 'own' }))
    expect(said).toContain('on the staff · no Miro organization is connected')
  })

  test('as many accounts as are shown fit into one message', () => {
    const accounts = many(10, () => ({ key, card: card() }))
    const view = whoisMessage(found({ person: null, accounts, more: true }), noon)
    expect(refusals(view)).toEqual([])
  })
})
