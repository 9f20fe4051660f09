import { expect, test } from 'vitest'
import { closedSheet, finding, groupPage, sheet } from '../../../../test/support/finding-samples.ts'
import { hours, many, noon } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { findingFixView, groupFixView } from '../fix-view.ts'
import { detailsView } from './details-view.ts'
import { closedView, unknownView } from './sheet.ts'
import { notVerifiedView, severalVerifiedView, verifiedView } from './verify-view.ts'
import { whyView } from './why-view.ts'

const asked = (seen: 'seen' | 'absent' | 'gone' = 'seen', peopleRead = true) => ({
  outcome: 'asked' as const,
  accounts: [{ id: '7', seen }],
  peopleRead,
})

test('why: each step with its source, who decided it, and when', () => {
  expect(readable(whyView(sheet(), 'admin'))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    *Result*
    • Olivia Fischer left and can still use Miro.
    • Open since <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.
    • The time allowed started <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.
    • To be put right by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
    • All accounts were last checked <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    *Whose account*
    • Has the e-mail address of Olivia Fischer: olivia@acme.com since <!date^1792281600^{date_short_pretty} at {time}|18 Oct 2026 at 00:00 UTC>.
    *Staff status*
    • Olivia Fischer: deactivated in Slack or gone from there, seen since <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.
    • The staff list of Slack was read to its end <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    *Account in Miro*
    • Active in Miro, role Member, license Full.
    • The list of Miro accounts was read to its end <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    • Last active <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>.
    [How to fix → finding.fix {"f":"f1"}] [Verify now → finding.verify {"f":"f1"}] [Account → accounts.card {"o":"3074457345618265000","a":"7"}]"
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
        'admin',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "*User access to Critical System should be valid* · *Acme*
    \`olivia@acme.com\` · service account, owner *Olivia Fischer*
    *Result*
    • The rule does not allow the role Member; Member would be valid.
    • All accounts were last checked <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    *Whose account*
    • Service account (Export), decided by <@U0BEN> <!date^1794441600^{date_short_pretty} at {time}|12 Nov 2026 at 00:00 UTC>.
    • Olivia Fischer is the owner.
    *Staff status*
    • Olivia Fischer: deactivated in Slack or gone from there, seen since <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.
    • The staff list of Slack was read to its end <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    *Account in Miro*
    • Active in Miro, role Member, license Full.
    • The list of Miro accounts was read to its end <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.
    • Last active <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>.
    *Rule for valid users*
    • Version 3, saved by <@U0ADA> <!date^1794801600^{date_short_pretty} at {time}|16 Nov 2026 at 04:00 UTC>.
    • Valid: Members.
    [Account → accounts.card {"o":"3074457345618265000","a":"7"}]"
  `)
})

test('after Miro was disconnected: nothing was put right, and who disconnected it', () => {
  const closed = { closedAt: noon, closedAs: 'disconnected', closedBy: 'U0ADA' } as const
  const { finding: open } = sheet()
  if (open === null) throw new Error('the sample has one')
  const ended = sheet({ finding: { ...open, ...closed } })
  expect(readable(whyView(ended, 'admin')).split('\n').slice(2, 9)).toMatchInlineSnapshot(`
    [
      "*Result*",
      "• Olivia Fischer left and can still use Miro.",
      "• Opened <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.",
      "• The time allowed started <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.",
      "• Closed by <@U0ADA> <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>.",
      "• All accounts were last checked <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.",
      "• Nothing was put right: Acme was disconnected, and this is no longer watched.",
    ]
  `)
  expect(readable(closedView(ended))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    This button is out of date. Closed <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>: no longer watched. Acme was disconnected by <@U0ADA> <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>.
    [Why? → finding.why {"f":"f1"}] [Show the checks → checks.open]"
  `)
  expect(readable(detailsView(groupPage([finding('one', closed)]), noon))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    1 finding: 0 open, 1 closed.
    Acme was disconnected by <@U0ADA> <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>. What was open then is no longer watched.
    ---
    • *Person one* \`one@acme.com\` · Member · no longer watched <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>
    [Why? → finding.why {"f":"one"}] [Account → accounts.card {"o":"3074457345618265000","a":"sone"}]"
  `)
})

test('how to fix: the steps, the page of Miro, and what comes next', () => {
  const admin = sheet()
  expect(
    readable(
      findingFixView({
        ...admin,
        account: admin.account && { ...admin.account, role: 'organization_internal_admin' },
        authorises: true,
      }),
    ),
  ).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    Somebody who left must not be able to read or change what the company keeps in Miro.
    1. Careful: this account authorized the bot’s connection to Miro. Have another Company Admin connect again with /miro connect first, or syncing stops with it.
    2. Agree who takes over this person’s boards: Miro leaves them where they are.
    3. Revoke the admin role first: Admin console &gt; Users &gt; Active users &gt; … &gt; change the role from Company Admin to Member.
    4. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate (with Reassign user’s content, if somebody takes the boards over).
    (It closes by itself once a sync sees the change. *Verify now* looks at once.)
    [Open the Admin console → common.open_link] [Why? → finding.why {"f":"f1"}] [Verify now → finding.verify {"f":"f1"}] [Account → accounts.card {"o":"3074457345618265000","a":"7"}]"
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
  expect(readable(groupFixView(groupPage([finding('a'), guest, finding('c')])))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    Somebody who left must not be able to read or change what the company keeps in Miro.
    \`a@acme.com\`, \`c@acme.com\`
    1. Agree who takes over this person’s boards: Miro leaves them where they are.
    2. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate (with Reassign user’s content, if somebody takes the boards over).
    \`b@acme.com\`
    1. Remove the guest in Miro: Admin console &gt; Users. Neither Miro’s API nor SCIM can remove guests.
    2. Check boards that are shared by a public link: whoever has the link can still view them.
    (It closes by itself once a sync sees the change. *Verify now* looks at once.)
    [Open the Admin console → common.open_link] [Details → finding.details {"g":"g1"}] [Verify now → finding.verify {"g":"g1"}]"
  `)
})

test('verify: closed, still open, not confirmed, Slack silent', () => {
  expect(readable(verifiedView(closedSheet(), asked()))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    ✅ *Closed: access removed.* Miro says that the account is deactivated. The message is being updated.
    With a password they can still sign in to Miro itself, outside this organization. *Block deactivated users* in Miro stops that for your own domains.
    [Why? → finding.why {"f":"f1"}]"
  `)
  expect(readable(verifiedView(sheet(), asked('seen', false)))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    ❗ *Still to be put right.* Olivia Fischer left and can still use Miro. Miro says that the account is active, with the role Member.
    (Slack could not be asked about the person, so what was known before counts.)
    [How to fix → finding.fix {"f":"f1"}] [Why? → finding.why {"f":"f1"}] [Verify again → finding.verify_again {"f":"f1"}]"
  `)
  expect(readable(verifiedView(sheet(), asked('absent')))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    ⏳ *Not confirmed yet.* Miro no longer lists this account. One answer alone is not enough: the next complete sync confirms it and closes the finding.
    [Sync now → sync.now] [Why? → finding.why {"f":"f1"}]"
  `)
})

test('verify several: what is put right, and what is wrong with the others', () => {
  const other = sheet({ subjectId: '8' })
  expect(readable(severalVerifiedView([closedSheet(), other], asked(), '{"g":"g1"}'))).toMatchInlineSnapshot(`
    "*Acme*
    1 of 2 put right.
    *Olivia Fischer* \`olivia@acme.com\`
    ✅ *Closed: access removed.* Miro says that the account is deactivated. The message is being updated.
    *Olivia Fischer* \`olivia@acme.com\`
    ❗ *Still to be put right.* Olivia Fischer left and can still use Miro. Miro says that the account is active, with the role Member.
    [Details → finding.details {"g":"g1"}] [Verify again → finding.verify_again {"g":"g1"}]"
  `)
})

test('verify: Miro gave no answer, or said no', () => {
  const org = '3074457345618265000'
  const no = (verified: Parameters<typeof notVerifiedView>[0]) =>
    readable(notVerifiedView(verified, org, '{"f":"f1"}'))
  expect(no({ outcome: 'no_answer', because: 'rate_limited' })).toMatchInlineSnapshot(`
    "*Miro could not be asked now.* Miro answers no more questions for the moment, because of its rate limit. Nothing was changed. It is asked again at the next sync.
    [Verify again → finding.verify_again {"f":"f1"}]"
  `)
  expect(no({ outcome: 'refused', trouble: 'reconnect_needed' })).toMatchInlineSnapshot(`
    "*Miro refused the bot’s access.* Nothing was changed. Somebody has to connect again first.
    [Reconnect → connect.open 3074457345618265000] [Show the checks → checks.open]"
  `)
})

test('details: each with since when, how urgent, and its buttons; then the next page', () => {
  const closed = finding('b', { closedAt: noon, closedAs: 'fixed' })
  expect(readable(detailsView(groupPage([finding('a'), closed]), noon))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    2 findings: 1 open, 1 closed.
    ---
    • *Person a* \`a@acme.com\` · Member · seen as left <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>
    Open since <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>. *Due*. Critical from <!date^1795572000^{date_short_pretty} at {time}|25 Nov 2026 at 02:00 UTC>, overdue from <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
    [How to fix → finding.fix {"f":"a"}] [Why? → finding.why {"f":"a"}] [Verify now → finding.verify {"f":"a"}] [Account → accounts.card {"o":"3074457345618265000","a":"sa"}]
    ---
    • *Person b* \`b@acme.com\` · Member · access removed <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>
    [Why? → finding.why {"f":"b"}] [Account → accounts.card {"o":"3074457345618265000","a":"sb"}]"
  `)
  const second = groupPage(
    many(10, at => finding(`f${at}`)),
    { from: 10, open: 25 },
  )
  const lines = readable(detailsView(second, noon)).split('\n')
  expect([...lines.slice(0, 3), ...lines.slice(-2)]).toMatchInlineSnapshot(`
    [
      "*Miro access should be removed for offboarded user* · *Acme*",
      "25 findings, open.",
      "[Verify these 10 now → finding.verify_page {"g":"g1","n":10}]",
      "(11 to 20 of 25.)",
      "[Back → finding.previous_page {"g":"g1"}] [Next → finding.next_page {"g":"g1","n":20}]",
    ]
  `)
})

test('details of the missing rule: the rule is the fix', () => {
  const system = finding('x', { account: null, person: null, why: 'no_rule', subjectId: 'system' })
  expect(readable(detailsView(groupPage([system], { checkId: 'configured' }), noon))).toMatchInlineSnapshot(`
    "*Critical system access control should be configured* · *Acme*
    1 finding, open.
    ---
    • Nobody has said yet who is a valid user.
    Open since <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>. *Due*. Critical from <!date^1795572000^{date_short_pretty} at {time}|25 Nov 2026 at 02:00 UTC>, overdue from <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
    [Choose valid users → rule.open 3074457345618265000] [Why? → finding.why {"f":"x"}]"
  `)
})

test('an old button says so and offers what is now', () => {
  expect(readable(unknownView())).toMatchInlineSnapshot(`
    "This button is out of date. What it was about is no longer there. The checks show how things stand now.
    [Show the checks → checks.open]"
  `)
  expect(readable(closedView(closedSheet()))).toMatchInlineSnapshot(`
    "*Miro access should be removed for offboarded user* · *Acme*
    *Olivia Fischer* \`olivia@acme.com\`
    This button is out of date. Closed <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>: access removed.
    [Why? → finding.why {"f":"f1"}] [Show the checks → checks.open]"
  `)
})

test('in a gap why and details say since when nobody knows', () => {
  const gap = { since: hours(-30), staleAt: hours(-28), because: 'access_lost' as const }
  const gaps = { accounts: gap, staff: null }
  expect(readable(whyView(sheet({ gaps }), 'admin')).split('\n')[2]).toMatchInlineSnapshot(
    `"⚪ Unknown since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, because Miro refuses to list the accounts. When last checked:"`,
  )
  const lines = readable(detailsView(groupPage([finding('1')], { gaps }), noon)).split('\n')
  expect(lines.filter(line => line.startsWith('Open since'))).toMatchInlineSnapshot(`
    [
      "Open since <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>. As of <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, not checked since: Miro refuses to list the accounts.",
    ]
  `)
})
