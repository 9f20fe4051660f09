import { describe, expect, test } from 'vitest'
import { card, cardAccount, cardAssessment, cardPerson } from '../../../../test/support/account-samples.ts'
import { hostile, hours, many, noon, refusals } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { AccountCard, CardFinding } from '../../../domain/account-card.ts'
import { accountCardView, type CardFor, noCardView } from './view.ts'

const nothingAsked = { questions: [], hints: [] }

const view = (more: Partial<AccountCard> = {}, viewer: 'admin' | 'own' = 'admin') =>
  accountCardView({ miroOrgId: '307', card: card(more), viewer, asked: nothingAsked, teams: null }, noon)

/** Times are for Slack to write. */
const shown = (more: Partial<AccountCard> = {}, viewer: 'admin' | 'own' = 'admin') =>
  readable(view(more, viewer)).replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')

const finding = (more: Partial<CardFinding> = {}): CardFinding => ({
  id: 'f1',
  checkId: 'removed',
  why: 'left_still_active',
  openedAt: hours(-20),
  clockAt: hours(-20),
  dueAt: hours(4),
  closedAt: null,
  closedAs: null,
  ...more,
})

describe('the card of an account', () => {
  test('of a staff member', () => {
    expect(shown()).toMatchInlineSnapshot(`
      "\`olivia@acme.com\` · *Acme*
      Role: Member
      License: Full, assigned 2 Sep 2026 at 04:00 UTC
      Activity: last active 20 Nov 2026 at 08:00 UTC
      First seen: 22 Nov 2026 at 12:00 UTC
      *Staff member* · *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff
      Matched by the same e-mail address \`olivia@acme.com\`.
      [Identify → identify.open {"o":"307","a":"3074457345618265001"}] [Last day → leaving.open p1]
      ---
      ✅ *User should be identified*: passing
      Belongs to Olivia Fischer: same e-mail address.
      [Why? → finding.why {"o":"307","c":"identified","s":"3074457345618265001"}]
      ➖ *Miro access should be removed for offboarded user*: not applicable
      Olivia Fischer has not left.
      [Why? → finding.why {"o":"307","c":"removed","s":"3074457345618265001"}]
      ✅ *User access to Critical System should be valid*: passing
      The rule allows this account with the role Member.
      [Why? → finding.why {"o":"307","c":"valid","s":"3074457345618265001"}]
      ---
      *History*
      • 22 Nov 2026 at 12:00 UTC: seen for the first time
      (As of the last complete sync 24 Nov 2026 at 11:00 UTC. Miro id \`3074457345618265001\`. Teams are not shown: the Miro app lacks the optional permission \`organizations:teams:read\`.)"
    `)
  })

  test('in a gap: since when nobody knows, and how it was then', () => {
    const gap = { since: hours(-30), staleAt: hours(-28), because: 'unavailable' as const }
    const of = (gaps: AccountCard['gaps']) =>
      shown({ gaps, findings: [finding()] })
        .split('\n')
        .filter(line => /^(⚪|✅|🔴|➖|Finding|Fix by)/u.test(line))
    expect(of({ accounts: gap, staff: null })).toMatchInlineSnapshot(`
      [
        "⚪ Unknown since 23 Nov 2026 at 06:00 UTC, because Miro does not answer. When last checked:",
        "⚪ *User should be identified*: passing",
        "⚪ *Miro access should be removed for offboarded user*: not applicable",
        "Finding open since 23 Nov 2026 at 16:00 UTC.",
        "Fix by 24 Nov 2026 at 16:00 UTC.",
        "⚪ *User access to Critical System should be valid*: passing",
      ]
    `)
    expect(of({ accounts: null, staff: gap })[0]).toMatchInlineSnapshot(
      `"⚪ Unknown since 23 Nov 2026 at 06:00 UTC, because Slack does not answer. When last checked:"`,
    )
  })

  test('names the checks that are off as off, also while what they said is still stored', () => {
    const checks = [{ id: 'licence_used', verdict: 'pass', why: 'licence_used' }] as const
    const text = shown({ assessment: cardAssessment({ checks }), off: ['licence_used'] })
    expect(text).toContain('---\n⏸️ *Miro licence should be used*: off\n---')
  })

  test('of somebody who left, with an open finding, an earlier one, and a decision', () => {
    const left = {
      account: cardAccount({ cameBackAt: hours(-21), adminRoles: ['Billing'], authorises: true }),
      person: cardPerson({ deactivated: true, leftKnownAt: hours(-20) }),
      assessment: cardAssessment({
        matchedBy: 'confirmed',
        matchedAddress: null,
        checks: [
          { id: 'identified', verdict: 'pass', why: 'confirmed' },
          { id: 'removed', verdict: 'fail', why: 'left_still_active' },
          { id: 'valid', verdict: 'not_applicable', why: 'removal_first' },
        ],
      }),
      decision: { class: 'staff', reason: null, reviewAt: null, by: 'U0ADA', at: hours(-40) },
      findings: [
        finding(),
        finding({ id: 'f0', openedAt: hours(-40), closedAt: hours(-30), closedAs: 'fixed' }),
      ],
      logged: [
        {
          at: hours(-40),
          actor: 'U0ADA',
          action: 'account_identified',
          details: {
            before: { class: 'service', person: '<!channel>', personId: 'p-2', by: 'hand' },
            after: { class: 'staff', person: 'Olivia Fischer', personId: 'p-1' },
          },
        },
        { at: hours(-41), actor: 'U0BEN', action: 'account_unlinked', details: { before: { class: 7 } } },
        {
          at: hours(-45),
          actor: 'bot',
          action: 'account_email_changed',
          details: { from: 'old@acme.com', to: null },
        },
      ],
    } satisfies Partial<AccountCard>
    expect(shown(left)).toMatchInlineSnapshot(`
      "\`olivia@acme.com\` · *Acme*
      Role: Member
      Admin roles: Billing
      License: Full, assigned 2 Sep 2026 at 04:00 UTC
      Activity: last active 20 Nov 2026 at 08:00 UTC
      First seen: 22 Nov 2026 at 12:00 UTC
      The bot’s connection to Miro was authorized with this account.
      *Staff member* · *Olivia Fischer* <@U0OLIVIA> · Designer · left (seen 23 Nov 2026 at 16:00 UTC)
      ⚠️ Slack says active, the staff list says that they are gone. The list counts: they have left.
      Confirmed by <@U0ADA> 22 Nov 2026 at 20:00 UTC.
      [Identify → identify.open {"o":"307","a":"3074457345618265001"}] [Last day → leaving.open p1]
      ---
      ✅ *User should be identified*: passing
      Belongs to Olivia Fischer: confirmed by hand.
      [Why? → finding.why {"o":"307","c":"identified","s":"3074457345618265001"}]
      🔴 *Miro access should be removed for offboarded user*: failing
      Olivia Fischer left and can still use Miro.
      Finding open since 23 Nov 2026 at 16:00 UTC.
      Fix by 24 Nov 2026 at 16:00 UTC.
      [Why? → finding.why {"o":"307","c":"removed","s":"3074457345618265001"}]
      ➖ *User access to Critical System should be valid*: not applicable
      The person left: removing the access comes first.
      [Why? → finding.why {"o":"307","c":"valid","s":"3074457345618265001"}]
      ---
      *History*
      • 23 Nov 2026 at 16:00 UTC: finding opened, Miro access should be removed for offboarded user
      • 23 Nov 2026 at 15:00 UTC: came back after it was removed or deactivated
      • 23 Nov 2026 at 06:00 UTC: finding closed, Miro access should be removed for offboarded user: access removed
      • 22 Nov 2026 at 20:00 UTC: finding opened, Miro access should be removed for offboarded user
      • 22 Nov 2026 at 20:00 UTC: marked as staff member Olivia Fischer (before: service account, owner &lt;!channel&gt;), by <@U0ADA>
      • 22 Nov 2026 at 19:00 UTC: decision forgotten: not identified, by <@U0BEN>
      • 22 Nov 2026 at 15:00 UTC: e-mail address changed from \`old@acme.com\` to none
      • 22 Nov 2026 at 12:00 UTC: seen for the first time
      (As of the last complete sync 24 Nov 2026 at 11:00 UTC. Miro id \`3074457345618265001\`. Teams are not shown: the Miro app lacks the optional permission \`organizations:teams:read\`.)"
    `)
  })

  test('of a guest with sponsor, approved for another role, with an exception', () => {
    const guest = {
      account: cardAccount({ role: 'organization_external_user', lastActivityAt: null, email: null }),
      assessment: cardAssessment({
        class: 'external',
        matchedBy: 'confirmed',
        matchedAddress: null,
        checks: [
          { id: 'identified', verdict: 'pass', why: 'external_with_sponsor' },
          { id: 'removed', verdict: 'not_applicable', why: 'nobody' },
          { id: 'valid', verdict: 'excepted', why: 'excepted' },
        ],
      }),
      decision: {
        class: 'external',
        reason: 'Client review',
        reviewAt: hours(900),
        by: 'U0BEN',
        at: hours(-40),
      },
      approval: { role: 'organization_internal_user', by: 'U0BEN', at: hours(-30) },
      exceptions: [
        {
          checkId: 'valid',
          reason: 'Until the redesign is over',
          approvedBy: 'U0BEN',
          createdAt: hours(-9),
          expiresAt: hours(90),
          revokedAt: null,
        },
      ],
    } satisfies Partial<AccountCard>
    expect(shown(guest)).toMatchInlineSnapshot(`
      "no e-mail address, Miro id \`3074457345618265001\` · *Acme*
      Role: Guest
      License: Full, assigned 2 Sep 2026 at 04:00 UTC
      Activity: never signed in
      First seen: 22 Nov 2026 at 12:00 UTC
      *External person* · sponsor *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff
      Confirmed by <@U0BEN> 22 Nov 2026 at 20:00 UTC.
      Reason: Client review
      Next review: 1 Jan 2027 at 00:00 UTC.
      [Identify → identify.open {"o":"307","a":"3074457345618265001"}]
      ---
      ✅ *User should be identified*: passing
      External person, with Olivia Fischer as sponsor.
      [Why? → finding.why {"o":"307","c":"identified","s":"3074457345618265001"}]
      ➖ *Miro access should be removed for offboarded user*: not applicable
      Not the account of a staff member, so there is nobody who could have left.
      [Why? → finding.why {"o":"307","c":"removed","s":"3074457345618265001"}]
      🔵 *User access to Critical System should be valid*: excepted
      Let through by an exception.
      [Why? → finding.why {"o":"307","c":"valid","s":"3074457345618265001"}]
      Approved by <@U0BEN> 23 Nov 2026 at 06:00 UTC for the role Member, which it has no more.
      Exception from User access to Critical System should be valid, until 28 Nov 2026 at 06:00 UTC. Reason: Until the redesign is over
      Approved by <@U0BEN> 24 Nov 2026 at 03:00 UTC.
      ---
      *History*
      • 22 Nov 2026 at 12:00 UTC: seen for the first time
      (As of the last complete sync 24 Nov 2026 at 11:00 UTC. Miro id \`3074457345618265001\`. Teams are not shown: the Miro app lacks the optional permission \`organizations:teams:read\`.)"
    `)
  })

  test('unidentified, removed, and never looked at by the checks', () => {
    const about = (more: Partial<AccountCard>) => shown(more).split('\n---\n')[0]
    expect([
      about({
        person: null,
        assessment: cardAssessment({ class: 'unidentified', matchedBy: null, matchedAddress: null }),
        decision: { class: 'unidentified', reason: null, reviewAt: null, by: 'U0BEN', at: hours(-4) },
      }),
      about({ account: cardAccount({ removedAt: hours(-3), missingSince: hours(-7) }) }),
      about({ person: null, assessment: null }),
    ]).toMatchInlineSnapshot(`
      [
        "\`olivia@acme.com\` · *Acme*
      Role: Member
      License: Full, assigned 2 Sep 2026 at 04:00 UTC
      Activity: last active 20 Nov 2026 at 08:00 UTC
      First seen: 22 Nov 2026 at 12:00 UTC
      *Not identified*
      Marked as not identified by <@U0BEN> 24 Nov 2026 at 08:00 UTC.
      [Identify → identify.open {"o":"307","a":"3074457345618265001"}]",
        "\`olivia@acme.com\` · *Acme*
      removed from Miro, seen 24 Nov 2026 at 09:00 UTC
      Role: Member
      License: Full, assigned 2 Sep 2026 at 04:00 UTC
      Activity: last active 20 Nov 2026 at 08:00 UTC
      First seen: 22 Nov 2026 at 12:00 UTC
      *Staff member* · *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff
      Matched by the same e-mail address \`olivia@acme.com\`.",
        "\`olivia@acme.com\` · *Acme*
      Role: Member
      License: Full, assigned 2 Sep 2026 at 04:00 UTC
      Activity: last active 20 Nov 2026 at 08:00 UTC
      First seen: 22 Nov 2026 at 12:00 UTC
      This account was not checked yet.
      [Identify → identify.open {"o":"307","a":"3074457345618265001"}]",
      ]
    `)
  })

  test.each([
    [
      'alias',
      { address: 'o@acme.com', kind: 'former', since: hours(-9) },
      'Matched by `o@acme.com`, a former address',
    ],
    [
      'alias',
      { address: 'o@acme.com', kind: 'alias', since: hours(-9) },
      'Matched by `o@acme.com`, an alias',
    ],
    [
      'alias',
      { address: 'o@acme.com', kind: 'learned', since: hours(-9) },
      'Matched by `o@acme.com`, an alias confirmed with another account since',
    ],
    [
      'equal_domain',
      { address: 'olivia@acme.io', kind: 'primary', since: hours(-9) },
      'Matched by `olivia@acme.io`: the same name',
    ],
    ['kept', null, 'Matched before its e-mail address changed.'],
    ['email', null, 'Matched by the same e-mail address.'],
  ] as const)('how it was matched: %s', (matchedBy, matchedAddress, said) => {
    expect(shown({ assessment: cardAssessment({ matchedBy, matchedAddress }) })).toContain(said)
  })

  test('once its organization is disconnected: how things stood then, and nothing to decide', () => {
    const text = shown({ disconnectedAt: hours(-1) })
    expect(text.split('\n')[0]).toMatchInlineSnapshot(
      `"⚪ *Acme was disconnected* 24 Nov 2026 at 11:00 UTC. This is how things stood then: nothing is checked any more, and nothing can be decided here. \`/miro connect\` connects it again."`,
    )
    expect(text).not.toContain('[Identify')
  })

  test('one’s own says that others decide', () => {
    expect(shown({}, 'own')).toContain('This is your own account. Others decide about it.')
  })

  test('its teams, or why they are not shown', () => {
    const said = (teams: CardFor['teams'], viewer: 'admin' | 'own' = 'admin') => {
      const view = accountCardView(
        { miroOrgId: '307', card: card({ teamsGranted: true }), viewer, asked: nothingAsked, teams },
        noon,
      )
      return readable(view)
        .split('\n')
        .find(line => line.startsWith('Teams'))
    }
    const read = (names: readonly string[], complete = true) =>
      said({ outcome: 'read', teams: names.map(name => ({ name, admin: name === 'Design' })), complete })
    expect([
      said(null),
      said('asking'),
      said({ outcome: 'unavailable', because: null }),
      said({ outcome: 'unavailable', because: 'The database does not answer.' }),
      read([]),
      read(['Design', 'Sales']),
      read(
        many(13, at => `Team ${at}`),
        false,
      ),
    ]).toMatchInlineSnapshot(`
      [
        undefined,
        "Teams: asking Miro …",
        "Teams: Miro did not say in time.",
        "Teams: The database does not answer.",
        "Teams: none",
        "Teams: Design (team admin), Sales",
        "Teams: Team 0, Team 1, Team 2, Team 3, Team 4, Team 5, Team 6, Team 7, Team 8, Team 9 and 3 more. Not every team could be asked.",
      ]
    `)
    expect(shown()).toContain('the Miro app lacks the optional permission `organizations:teams:read`')
    expect(shown({}, 'own')).not.toContain('organizations:teams:read')
  })

  test('a long history is counted', () => {
    const findings = many(20, at => finding({ id: `${at}`, closedAt: hours(-1), closedAs: 'void' }))
    expect(shown({ findings })).toContain('… and 29 earlier.')
  })

  test.each(hostile)('a name like %j is only text', name => {
    const view = accountCardView(
      {
        miroOrgId: '307',
        viewer: 'admin',
        asked: nothingAsked,
        teams: { outcome: 'read', teams: many(20, () => ({ name, admin: true })), complete: false },
        card: card({
          organizationName: name,
          account: cardAccount({ email: name, name, role: name, license: name, adminRoles: [name, name] }),
          person: cardPerson({ name, title: name, department: name, slackUserId: name }),
          decision: { class: 'service', reason: name, reviewAt: null, by: name, at: noon },
          approval: { role: name, by: name, at: noon },
          logged: many(20, () => ({
            at: noon,
            actor: name,
            action: name,
            details: { from: name, to: name },
          })),
        }),
      },
      noon,
    )
    expect(refusals(view)).toEqual([])

    expect(JSON.stringify(view)).not.toMatch(/<!channel>|<@U0ADA>|\u202e/)
  })

  test('an account that is gone from the database', () => {
    expect(refusals(noCardView())).toEqual([])
  })
})
