import { expect, test } from 'vitest'
import { closedSheet, finding, groupPage, sheet } from '../../../../test/support/finding-samples.ts'
import { hours, many, noon } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { FindingFacts } from '../../../domain/finding-facts.ts'
import { findingFixView, groupFixView } from '../fix-view.ts'
import { detailsView } from './details-view.ts'
import { closedView, unknownView } from './sheet.ts'
import { notVerifiedView, severalVerifiedView, verifiedView } from './verify-view.ts'
import type { For } from './viewer.ts'
import { whyView } from './why-view.ts'

const admin: For = { may: 'decide', place: null }
const reader: For = { may: 'read', place: { channelId: 'C0ACCESS', ts: '1.1' } }

const asked = (seen: 'seen' | 'absent' | 'gone' = 'seen', peopleRead = true) => ({
  outcome: 'asked' as const,
  accounts: [{ id: '7', seen }],
  peopleRead,
})

test('why: each step with its source, who decided it, and when', () => {
  expect(readable(whyView(sheet(), admin))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    *Result*
    • Olivia Fischer left and can still use Miro.
    • Found <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.
    • The deadline counts from <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.
    • Deadline <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
    • All accounts were last checked <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    *Who uses it*
    • Has the e-mail address of Olivia Fischer: olivia@acme.com since <!date^1792281600^{date_short_pretty} at {time}|18 Oct 2026 at 00:00 UTC>.
    *Staff status*
    • Olivia Fischer: deactivated in Slack, first seen <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.
    • Slack’s staff list: complete, synced <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    *Account in Miro*
    • Active in Miro, role Member, license Full.
    • Miro’s accounts: complete, synced <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    • Last active <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>.
    [How to fix → finding.fix {"f":"f1"}] [Verify now → finding.verify {"f":"f1"}] [Open → accounts.card {"o":"3074457345618265000","a":"7"}]"
  `)
  const rule = {
    version: 3,
    rule: { way: 'by_role', miroRoles: ['organization_internal_user'], staffRoles: [] },
    savedBy: 'U0ADA',
    savedAt: hours(-200),
  } as const
  const decision = { class: 'service', reason: 'Export', decidedBy: 'U0BEN', decidedAt: hours(-300) }
  expect(
    readable(
      whyView(
        sheet({
          checkId: 'valid',
          result: { verdict: 'fail', why: 'role_too_high' },
          finding: null,
          rule,
          decision,
          class: 'service',
        }),
        admin,
      ),
    ),
  ).toMatchInlineSnapshot(`
    "*User access to Critical System should be valid* · *Acme*
    \`olivia@acme.com\` · service account, owner *Olivia Fischer*
    *Result*
    • The rule does not allow the role Member; Member would be valid.
    • All accounts were last checked <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    *Who uses it*
    • Service account (Export), decided by <@U0BEN> <!date^1794441600^{date_short_pretty} at {time}|12 Nov 2026 at 00:00 UTC>.
    • Olivia Fischer is the owner.
    *Staff status*
    • Olivia Fischer: deactivated in Slack, first seen <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.
    • Slack’s staff list: complete, synced <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    *Account in Miro*
    • Active in Miro, role Member, license Full.
    • Miro’s accounts: complete, synced <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    • Last active <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>.
    *Rule for valid users*
    • Version 3, saved by <@U0ADA> <!date^1794801600^{date_short_pretty} at {time}|16 Nov 2026 at 04:00 UTC>.
    • Valid: Members.
    [Open → accounts.card {"o":"3074457345618265000","a":"7"}]"
  `)
})

test('after Miro was disconnected: nothing was put right, and who disconnected it', () => {
  const closed = { closedAt: noon, closedAs: 'disconnected', closedBy: 'U0ADA' } as const
  const { finding: open } = sheet()
  if (open === null) throw new Error('the sample has one')
  const ended = sheet({ finding: { ...open, ...closed } })
  expect(readable(whyView(ended, admin)).split('\n').slice(2, 9)).toMatchInlineSnapshot(`
    [
      "*Result*",
      "• Olivia Fischer left and can still use Miro.",
      "• Found <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.",
      "• The deadline counts from <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.",
      "• Closed by <@U0ADA> <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>.",
      "• All accounts were last checked <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.",
      "• Nothing was fixed: Acme was disconnected, and this is no longer watched.",
    ]
  `)
  expect(readable(closedView(ended, admin))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    This button is out of date. Closed <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>: no longer watched. Acme was disconnected by <@U0ADA> <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>.
    [Why? → finding.why {"f":"f1"}] [Open the checks → checks.open]"
  `)
  expect(readable(detailsView(groupPage([finding('one', closed)]), noon, admin))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    1 finding: 0 open, 1 closed.
    Acme was disconnected by <@U0ADA> <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>. What was open then is no longer watched.
    ---
    • *Person one* \`one@acme.com\` · Member · no longer watched <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>
    [overflow → finding.menu]"
  `)
})

test('how to fix: the steps, the page of Miro, and what comes next', () => {
  const found = sheet()
  expect(
    readable(
      findingFixView(
        {
          ...found,
          account: found.account && { ...found.account, role: 'organization_internal_admin' },
          authorises: true,
        },
        admin,
      ),
    ),
  ).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    Somebody who left must not be able to read or change what the company keeps in Miro.
    1. Careful: the bot reads Miro with this account. Have another Company Admin type /miro connect first.
    2. Decide who takes over their boards. Miro does not move them.
    3. First make them a Member in Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; change the role from Company Admin.
    4. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate.
        Choose Reassign user’s content if somebody takes the boards over.
    (Closes once fixed. Done already? Press Verify now.)
    [Open in Miro → common.open_link] [Why? → finding.why {"f":"f1"}] [Verify now → finding.verify {"f":"f1"}] [Open → accounts.card {"o":"3074457345618265000","a":"7"}]"
  `)
  const guest = finding('b', {
    account: {
      id: 'b',
      email: 'b@acme.com',
      role: 'organization_external_user',
      license: 'free',
      lastActivityAt: null,
    },
  })
  expect(
    readable(groupFixView(groupPage([finding('a'), guest, finding('c')]), admin)),
  ).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    Somebody who left must not be able to read or change what the company keeps in Miro.
    \`a@acme.com\`, \`c@acme.com\`
    1. Decide who takes over their boards. Miro does not move them.
    2. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate.
        Choose Reassign user’s content if somebody takes the boards over.
    \`b@acme.com\`
    1. In Miro: Admin console &gt; Users &gt; remove the guest.
        Miro lets no program remove guests, so a person has to.
    2. Check boards with a public link. Anybody with the link can still view them.
    (Closes once fixed. Done already? Press Verify now.)
    [Open in Miro → common.open_link] [Show all → finding.details {"g":"g1"}] [Verify now → finding.verify {"g":"g1"}]"
  `)
})

test('verify: closed, still open, not confirmed, Slack silent', () => {
  expect(readable(verifiedView(closedSheet(), asked(), admin))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    ✅ *Closed: access removed.* Miro says that the account is deactivated. The message is being updated.
    With a password they can still sign in to Miro itself, outside this organization. *Block deactivated users* in Miro stops that for your own domains.
    [Why? → finding.why {"f":"f1"}]"
  `)
  expect(readable(verifiedView(sheet(), asked('seen', false), admin))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    ❗ *Not fixed yet.* Olivia Fischer left and can still use Miro. Miro says that the account is active, with the role Member.
    (Slack could not be asked about the person, so what was known before counts.)
    [How to fix → finding.fix {"f":"f1"}] [Why? → finding.why {"f":"f1"}] [Try again → finding.verify_again {"f":"f1"}]"
  `)
  expect(readable(verifiedView(sheet(), asked('absent'), admin))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    ⏳ *Not confirmed yet.* Miro no longer lists this account. One answer alone is not enough: the next complete sync confirms it and closes the finding.
    [Sync now → sync.now] [Why? → finding.why {"f":"f1"}]"
  `)
})

test('verify several: what is put right, and what is wrong with the others', () => {
  const other = sheet({ subjectId: '8' })
  expect(
    readable(severalVerifiedView([closedSheet(), other], asked(), '{"g":"g1"}', admin)),
  ).toMatchInlineSnapshot(`
    "*Acme*
    1 of 2 fixed.
    *Olivia Fischer* \`olivia@acme.com\`
    ✅ *Closed: access removed.* Miro says that the account is deactivated. The message is being updated.
    *Olivia Fischer* \`olivia@acme.com\`
    ❗ *Not fixed yet.* Olivia Fischer left and can still use Miro. Miro says that the account is active, with the role Member.
    [Show all → finding.details {"g":"g1"}] [Try again → finding.verify_again {"g":"g1"}]"
  `)
})

test('verify: Miro gave no answer, or said no', () => {
  const org = '3074457345618265000'
  const no = (verified: Parameters<typeof notVerifiedView>[0]) =>
    readable(notVerifiedView(verified, org, '{"f":"f1"}', admin))
  expect(no({ outcome: 'no_answer', because: 'rate_limited' })).toMatchInlineSnapshot(`
    "*Miro answers no more questions for now (rate limit).* Nothing changed. We try again at the next sync.
    [Try again → finding.verify_again {"f":"f1"}]"
  `)
  expect(no({ outcome: 'refused', trouble: 'reconnect_needed' })).toMatchInlineSnapshot(`
    "*Miro refused the bot’s access.* Nothing changed. An administrator has to connect Miro again.
    [Reconnect → connect.open 3074457345618265000] [Open the checks → checks.open]"
  `)
})

test('details: each with since when, how urgent, and its buttons; then the next page', () => {
  const closed = finding('b', { closedAt: noon, closedAs: 'fixed' })
  expect(readable(detailsView(groupPage([finding('a'), closed]), noon, admin))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    2 findings: 1 open, 1 closed.
    [Open in Miro → common.open_link] [Verify now → finding.verify_page {"g":"g1"}] [How to fix → finding.fix {"g":"g1"}]
    ---
    • *Person a* \`a@acme.com\` · Member · left (seen in the staff list <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>)
    Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
    [overflow → finding.menu]
    ---
    • *Person b* \`b@acme.com\` · Member · access removed <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>
    [overflow → finding.menu]"
  `)
  const second = groupPage(
    many(10, at => finding(`f${at}`)),
    { from: 10, open: 25 },
  )
  const lines = readable(detailsView(second, noon, admin)).split('\n')
  expect([...lines.slice(0, 3), ...lines.slice(-2)]).toMatchInlineSnapshot(`
    [
      "*Miro access should be removed for offboarded user* · *Acme*",
      "25 findings, open.",
      "Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.",
      "(11 to 20 of 25.)",
      "[Back → finding.previous_page {"g":"g1"}] [Next → finding.next_page {"g":"g1","n":20}]",
    ]
  `)
})

test('details of the missing rule: the rule is the fix', () => {
  const system = finding('x', { account: null, person: null, why: 'no_rule', subjectId: 'system' })
  expect(
    readable(detailsView(groupPage([system], { checkId: 'configured' }), noon, admin)),
  ).toMatchInlineSnapshot(`
    "*Critical system access control should be configured* · *Acme*
    1 finding, open.
    [Choose valid users → rule.open 3074457345618265000]
    ---
    • Nobody has chosen yet who may use Miro.
    Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
    [overflow → finding.menu]"
  `)
})

test('an old button says so and offers what is now', () => {
  expect(readable(unknownView())).toMatchInlineSnapshot(
    `"This button is out of date. What it was about is no longer there."`,
  )
  expect(readable(closedView(closedSheet(), admin))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    This button is out of date. Closed <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>: access removed.
    [Why? → finding.why {"f":"f1"}] [Open the checks → checks.open]"
  `)
})

test('in a gap why and details say since when nobody knows', () => {
  const gap = { since: hours(-30), staleAt: hours(-28), because: 'access_lost' as const }
  const gaps = { accounts: gap, staff: null }
  expect(readable(whyView(sheet({ gaps }), admin)).split('\n')[2]).toMatchInlineSnapshot(
    `"⚪ Unknown since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, because Miro refuses to list the accounts. When last checked:"`,
  )
  const lines = readable(detailsView(groupPage([finding('1')], { gaps }), noon, admin)).split('\n')
  expect(lines.filter(line => line.startsWith('Open since'))).toMatchInlineSnapshot(`[]`)
})

test('of eight accounts of nobody each has one button and a menu, and all have one', () => {
  const nobody = { ...finding('a').account, class: 'unidentified' } as FindingFacts['account']
  const eight = many(8, at => finding(`f${at}`, { why: 'no_match', account: nobody, person: null }))
  const text = JSON.stringify(detailsView(groupPage(eight, { checkId: 'identified' }), noon, admin))
  const counted = (type: string) => text.split(`"type":"${type}"`).length - 1
  // There were 41 buttons, eight of them green.
  expect([counted('button'), counted('overflow'), text.split('"style":"primary"').length - 1]).toEqual([
    11, 8, 1,
  ])
  expect(text.split('Their e-mail addresses match nobody on the staff.').length - 1).toBe(1)
  expect(
    JSON.stringify(detailsView(groupPage(eight, { checkId: 'identified' }), noon, reader)),
  ).not.toContain('Identify')
})
