import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readable, readableClassic } from '../../../test/support/slack-text.ts'
import type { AlertFacts, FindingsFacts, GroupFacts, TokensFacts } from '../../domain/alert.ts'
import type { FindingFacts } from '../../domain/finding-facts.ts'
import { noGaps } from '../../domain/gap.ts'
import type {
  HeldGroup,
  HeldGroupsFacts,
  HeldListFacts,
  HeldSyncFacts,
  ListTroubleFacts,
  StaffListFacts,
  UnusedRows,
} from '../../domain/source-notice.ts'
import type { ColumnsAsked } from '../../domain/staff-columns.ts'
import { blockProblems } from '../../sandbox/slack/validate-blocks.ts'
import { alertMessage, plainAlert } from './view.ts'

const opened = new Date('2026-11-24T08:00:00Z')
const due = new Date('2026-11-25T08:00:00Z')
const now = new Date('2026-11-24T09:00:00Z')
const miroUrl = 'https://miro.com'

const account = {
  id: '3074457345618260001',
  email: 'olivia@acme.com',
  role: 'organization_internal_user',
  license: 'full',
  lastActivityAt: null,
  class: 'staff',
} as const

const leaver = (more: Partial<FindingFacts> = {}): FindingFacts => ({
  id: 'f1',
  subjectId: '3074457345618260001',
  why: 'left_still_active',
  account,
  person: { id: 'p1', name: 'Olivia Fischer', slackUserId: 'U0OLIVIA', leftKnownAt: null },
  openedAt: opened,
  clockAt: opened,
  endAt: null,
  dueAt: due,
  closedAt: null,
  closedAs: null,
  closedBy: null,
  cameBack: false,
  ...more,
})

const group = (more: Partial<GroupFacts> = {}): GroupFacts => ({
  id: 'g1',
  checkId: 'removed',
  openedAt: opened,
  open: 1,
  closed: 0,
  unwatched: 0,
  findings: [leaver()],
  ...more,
})

const findings = (
  groups: readonly GroupFacts[],
  kind: FindingsFacts['kind'] = 'findings',
): FindingsFacts => ({
  kind,
  organizationName: 'Acme',
  miroOrgId: '3074457345618265000',
  groups,
  firstAccounts: 120,
  unknown: 0,
  gaps: noGaps,
})

const shown = (facts: AlertFacts, more: { mask?: boolean; now?: Date; maybeDouble?: boolean } = {}): string =>
  readable(alertMessage(facts, { mask: false, now, miroUrl, ...more }))

describe('a group of findings', () => {
  test('says what and how many, how bad, who, and how to fix it', () => {
    expect(shown(findings([group()]))).toMatchInlineSnapshot(`
      "notification: Olivia Fischer left but can still use Miro · Acme
      🟡 *Olivia Fischer left but can still use Miro* · Acme
      Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
      • \`olivia@acme.com\` · Member · left (seen in Slack <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>)
      ▸ How to fix
        1. Decide who takes over their boards. Miro does not move them.
        2. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate.
            Choose Reassign user’s content if somebody takes the boards over.
      [Open in Miro → common.open_link] [Verify now → finding.verify {"f":"f1"}] [More → finding.more {"f":"f1"}]
      (Closes once fixed. Done already? Press Verify now.)"
    `)
  })

  test('in a gap it says as of when, and no step', () => {
    const hours = (many: number) => new Date(now.getTime() + many * 3_600_000)
    const gap = { since: hours(-9), staleAt: hours(-8), because: 'unavailable' as const }
    const late = group({ findings: [leaver({ clockAt: hours(-40), dueAt: hours(-6) })] })
    const of = (gaps: FindingsFacts['gaps'], some = late) => {
      const lines = shown({ ...findings([some]), gaps }).split('\n')
      return [...lines.slice(0, 3), ...lines.filter(line => line.includes('Staff list'))]
    }
    expect(of({ accounts: gap, staff: null })).toMatchInlineSnapshot(`
      [
        "notification: Olivia Fischer left but can still use Miro · Acme",
        "🟠 *Olivia Fischer left but can still use Miro* · Acme",
        "Fix by <!date^1795489200^{date_short_pretty} at {time}|24 Nov 2026 at 03:00 UTC>.",
      ]
    `)
    expect(of({ accounts: null, staff: gap })).toMatchInlineSnapshot(`
      [
        "notification: Olivia Fischer left but can still use Miro · Acme",
        "🔴 *Olivia Fischer left but can still use Miro* · Acme",
        "*Overdue* since <!date^1795489200^{date_short_pretty} at {time} ({ago})|24 Nov 2026 at 03:00 UTC>.",
        "(Staff list of <!date^1795478400^{date_short_pretty} at {time}|24 Nov 2026 at 00:00 UTC>. Not synced since: Slack does not answer.)",
      ]
    `)
    const system = group({ checkId: 'configured', findings: [leaver({ account: null, person: null })] })
    expect(of({ accounts: gap, staff: gap }, system)[2]).toMatchInlineSnapshot(
      `"Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>."`,
    )
  })

  test('names who answers for an account as that, never as if it were theirs', () => {
    const lineOf = (kind: 'external' | 'service' | 'shared' | 'unidentified', mask = false) => {
      const guest = leaver({
        why: 'role_not_valid',
        account: { ...account, email: 'kim@park.example', class: kind },
      })
      const line = shown(findings([group({ checkId: 'valid', findings: [guest] })]), { mask }).split('\n')[4]
      return line?.replace(/ · Member.*/, '')
    }
    expect([
      ...(['external', 'service', 'shared', 'unidentified'] as const).map(kind => lineOf(kind)),
      lineOf('external', true),
    ]).toMatchInlineSnapshot(`
      [
        "• \`kim@park.example\` · external, sponsor *Olivia Fischer*",
        "• \`kim@park.example\` · service account, owner *Olivia Fischer*",
        "• \`kim@park.example\` · shared mailbox, owner *Olivia Fischer*",
        "• \`kim@park.example\`",
        "• \`k…@park.example\` · external, sponsor *O. F.*",
      ]
    `)
  })

  test('rises to critical and overdue', () => {
    const at = (time: string) =>
      shown(findings([group()]), { now: new Date(time) })
        .split('\n')
        .slice(0, 3)
    expect(at('2026-11-25T07:00:00Z')).toMatchInlineSnapshot(`
      [
        "notification: Olivia Fischer left but can still use Miro · Acme",
        "🟠 *Olivia Fischer left but can still use Miro* · Acme",
        "Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.",
      ]
    `)
    expect(at('2026-11-25T08:00:00Z')).toMatchInlineSnapshot(`
      [
        "notification: Olivia Fischer left but can still use Miro · Acme",
        "🔴 *Olivia Fischer left but can still use Miro* · Acme",
        "*Overdue* since <!date^1795593600^{date_short_pretty} at {time} ({ago})|25 Nov 2026 at 08:00 UTC>.",
      ]
    `)
  })

  test('lists ten and counts the rest; an admin has other steps', () => {
    const admin = { ...leaver().account, role: 'organization_internal_admin' } as FindingFacts['account']
    const many = Array.from({ length: 12 }, (_, at) =>
      leaver({ id: `f${at}`, ...(at === 1 && { account: admin }) }),
    )
    expect(shown(findings([group({ open: 14, closed: 1, findings: many })]))).toMatchInlineSnapshot(`
      "notification: 14 accounts of people who left can still use Miro: Olivia Fischer and 13 more · Acme
      🟡 *14 accounts of people who left can still use Miro: Olivia Fischer and 13 more* · Acme
      Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
      They left (seen in Slack <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>).
      • *Olivia Fischer* \`olivia@acme.com\` · Member
      • *Olivia Fischer* \`olivia@acme.com\` · Company Admin
      • *Olivia Fischer* \`olivia@acme.com\` · Member
      • *Olivia Fischer* \`olivia@acme.com\` · Member
      • *Olivia Fischer* \`olivia@acme.com\` · Member
      and 9 more
      [Open in Miro → common.open_link] [Verify now → finding.verify {"g":"g1"}] [More → finding.more {"g":"g1"}]
      (1 of 15 closed so far. Closes once fixed. Done already? Press Verify now.)"
    `)
  })

  test('says how long somebody had access after the last day that was entered', () => {
    const lineOf = (endAt: Date) =>
      shown(findings([group({ findings: [leaver({ endAt, openedAt: now })] })])).split('\n')[3]
    const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
    expect(lineOf(ago(12 * 24 + 1))).toContain(', still had access 12 days later')
    expect(lineOf(ago(2))).not.toContain('access')
  })

  test('names the last day, not the midnight that ends it', () => {
    const left = leaver({ endAt: new Date('2026-11-21T00:00:00Z'), openedAt: now })
    const person = left.person === null ? null : { ...left.person, lastDay: '2026-11-20' }
    const line = shown(findings([group({ findings: [{ ...left, person }] })])).split('\n')[3]
    expect(line).toContain('left, last day 20 Nov 2026, still had access')
    expect(line).not.toContain('21 Nov')
  })

  test('hides names and addresses in a public channel', () => {
    const text = shown(findings([group({ findings: [leaver({ cameBack: true })] })]), { mask: true })
    expect(text).not.toMatch(/Olivia|Fischer|olivia/)
    expect(text.split('\n')[3]).toMatchInlineSnapshot(
      `"• \`o…@acme.com\` · Member · came back · left (seen in Slack <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>)"`,
    )
  })

  test('closes, and keeps what it was', () => {
    const closed = leaver({ closedAt: now, closedAs: 'fixed' })
    expect(shown(findings([group({ open: 0, closed: 1, findings: [closed] })]))).toMatchInlineSnapshot(`
      "notification: Closed · Olivia Fischer: access removed · Acme
      ✅ *Closed · Olivia Fischer: access removed* · Acme
      Closed after 1 h, in time (24 h).
      • \`olivia@acme.com\` · Member · <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>
      [More → finding.more {"f":"f1"}]"
    `)
    const taken = leaver({ closedAt: now, closedAs: 'void' })
    expect(shown(findings([group({ open: 0, closed: 1, findings: [taken] })]))).toContain(
      'Closed · Olivia Fischer: last day cancelled or moved',
    )
    const back = leaver({ closedAt: now, closedAs: 'rehired' })
    expect(shown(findings([group({ open: 0, closed: 1, findings: [back] })]))).toMatchInlineSnapshot(`
      "notification: Closed · Olivia Fischer: works here again · Acme
      ✅ *Closed · Olivia Fischer: works here again* · Acme
      • \`olivia@acme.com\` · Member · <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>
      [More → finding.more {"f":"f1"}]"
    `)
  })

  test('says how long it took, whether in time, and who looked', () => {
    const line = (...some: Partial<FindingFacts>[]) => {
      const all = some.map((more, at) => leaver({ id: `f${at}`, closedAs: 'fixed', closedAt: now, ...more }))
      const of = findings([group({ open: 0, closed: all.length, findings: all })])
      return shown(of)
        .split('\n')
        .find(each => each.startsWith('Closed after'))
    }
    const late = { closedAt: new Date(due.getTime() + 3_600_000) }
    expect([
      line({ closedAt: new Date(opened.getTime() + 11_520_000), closedBy: 'U0ADA' }),
      line(late),
      line({}, late),
      line({ closedBy: 'U0ADA' }, { closedBy: 'U0BEN' }),
      line({}, { closedAs: 'rehired' }),
    ]).toMatchInlineSnapshot(`
      [
        "Closed after 3 h 12 min, in time (24 h). Verified by <@U0ADA>.",
        "Closed after 1 day 1 h, too late (24 h).",
        "Closed after 1 day 1 h, 1 of 2 too late (24 h).",
        "Closed after 1 h, in time (24 h). Verified by <@U0ADA> and <@U0BEN>.",
        undefined,
      ]
    `)
  })

  test('is no longer watched once its check is switched off: not put right', () => {
    const off = leaver({ why: 'not_active', closedAt: now, closedAs: 'check_off' })
    const one = group({ checkId: 'licence_used', open: 0, closed: 1, unwatched: 1, findings: [off] })
    expect(shown(findings([one]))).toMatchInlineSnapshot(`
      "notification: Closed · Olivia Fischer: check switched off · Acme
      ⚪ *Closed · Olivia Fischer: check switched off* · Acme
      • \`olivia@acme.com\` · Member · <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>
      [More → finding.more {"f":"f1"}]"
    `)
  })

  test('an unused licence says since when', () => {
    const { account } = leaver()
    const unused = leaver({ why: 'not_active', account: account && { ...account, lastActivityAt: opened } })
    const one = group({ checkId: 'licence_used', findings: [unused] })
    expect(shown(findings([one]))).toMatchInlineSnapshot(`
      "notification: Olivia Fischer does not use a paid Miro licence · Acme
      🟡 *Olivia Fischer does not use a paid Miro licence* · Acme
      Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
      Not active since <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.
      • \`olivia@acme.com\` · Member
      ▸ How to fix
        1. Ask whether they still use Miro. Signing in again keeps the licence.
        2. If not, in Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; change the license to one that costs nothing.
        3. Or take the access away. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate.
            Choose Reassign user’s content if somebody takes the boards over.
      [Open in Miro → common.open_link] [Verify now → finding.verify {"f":"f1"}] [More → finding.more {"f":"f1"}]
      (Closes once fixed. Done already? Press Verify now.)"
    `)
  })

  test('is no longer watched once Miro is disconnected: not put right, by whom, and when', () => {
    const open = leaver({ closedAt: now, closedAs: 'disconnected', closedBy: 'U0ADA' })
    const alone = group({ open: 0, closed: 1, unwatched: 1, findings: [open] })
    expect(shown(findings([alone]))).toMatchInlineSnapshot(`
      "notification: Closed · Olivia Fischer: no longer watched · Acme
      ⚪ *Closed · Olivia Fischer: no longer watched* · Acme
      Acme was disconnected by <@U0ADA> <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>. What was open then stays as it is in Miro.
      • \`olivia@acme.com\` · Member · <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>
      [More → finding.more {"f":"f1"}]"
    `)
    const fixed = leaver({ id: 'f2', closedAt: opened, closedAs: 'fixed' })
    const two = group({ open: 0, closed: 2, unwatched: 1, findings: [open, fixed] })
    const rest = group({ id: 'g2', checkId: 'identified', open: 0, closed: 1, findings: [fixed] })
    expect(shown(findings([two, rest], 'summary'))).toMatchInlineSnapshot(`
      "notification: Closed · First check of Acme: 3 findings, no longer watched · Acme
      ⚪ *Closed · First check of Acme: 3 findings, no longer watched* · Acme
      Acme was disconnected by <@U0ADA> <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>. What was open then stays as it is in Miro.
      ---
      *Closed · no longer watched: 1 account of a person who left: Olivia Fischer and 1 more*
      • \`olivia@acme.com\` · Member · <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>
      [More → finding.more {"g":"g1"}]
      ---
      *Closed · Olivia Fischer: identified*
      Closed after less than a minute, in time (24 h).
      • \`olivia@acme.com\` · Member · <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>
      [More → finding.more {"f":"f2"}]"
    `)
  })

  test('says so when it may stand there twice', () => {
    expect(
      shown(findings([group()]), { maybeDouble: true })
        .split('\n')
        .at(-1),
    ).toMatchInlineSnapshot(`"(This may stand here twice: Slack did not say whether the first one arrived.)"`)
  })
})

test('another channel for alerts: one line in each', () => {
  const here = { kind: 'channel_here', channelId: 'C0NEW', before: 'C0ACCESS', open: 10, overdue: 8 } as const
  const away = { kind: 'channel_away', channelId: 'C0ACCESS', goTo: 'C0NEW' } as const
  const said = [here, { ...here, overdue: 0 }, { ...here, open: 0, overdue: 0 }, away]
  expect(said.map(facts => shown(facts).split('\n').slice(1))).toMatchInlineSnapshot(`
    [
      [
        "Alerts come here from now on. Open: 10, 8 of them overdue. Their messages stay where they were posted, such as <#C0ACCESS>.",
      ],
      [
        "Alerts come here from now on. Open: 10. Their messages stay where they were posted, such as <#C0ACCESS>.",
      ],
      [
        "Alerts come here from now on.",
      ],
      [
        "New alerts go to <#C0NEW>.",
      ],
    ]
  `)
})

describe('the first summary', () => {
  const rule = group({
    id: 'g2',
    checkId: 'configured',
    findings: [leaver({ why: 'no_rule', account: null, person: null, subjectId: 'system' })],
  })

  test('names what matters most first', () => {
    expect(shown(findings([rule, group()], 'summary'))).toMatchInlineSnapshot(`
      "notification: First check of Acme: 2 findings. Most urgent: Olivia Fischer left but can still use Miro · Acme
      🟡 *First check of Acme: 2 findings. Most urgent: Olivia Fischer left but can still use Miro* · Acme
      (These come from the first check (120 accounts). New findings get their own message.)
      ---
      *Olivia Fischer left but can still use Miro*
      Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
      • \`olivia@acme.com\` · Member · left (seen in Slack <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>)
      [Open in Miro → common.open_link] [Verify now → finding.verify {"f":"f1"}] [More → finding.more {"f":"f1"}]
      ---
      *Nobody has chosen who may use Miro*
      Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.
      Nobody has chosen yet who may use Miro.
      [Choose valid users → rule.open 3074457345618265000] [More → finding.more {"f":"f1"}]"
    `)
  })

  test('leaves steps that differ by role to a button', () => {
    const guest = leaver({
      id: 'f2',
      subjectId: '9',
      account: { ...account, id: '9', role: 'organization_external_user' },
    })
    const mixed = group({ open: 2, findings: [leaver(), guest] })
    expect(
      shown(findings([mixed], 'summary'))
        .split('\n')
        .slice(-6),
    ).toMatchInlineSnapshot(`
      [
        "Fix by <!date^1795593600^{date_short_pretty} at {time}|25 Nov 2026 at 08:00 UTC>.",
        "They left (seen in Slack <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>).",
        "• *Olivia Fischer* \`olivia@acme.com\` · Member",
        "• *Olivia Fischer* \`olivia@acme.com\` · Guest",
        "[Open in Miro → common.open_link] [Verify now → finding.verify {"g":"g1"}] [More → finding.more {"g":"g1"}]",
        "(Closes once fixed. Done already? Press Verify now.)",
      ]
    `)
  })

  test('is not good news when somebody could not be judged', () => {
    expect(shown({ ...findings([], 'summary'), unknown: 7 })).toMatchInlineSnapshot(`
      "notification: First check of Acme: no findings so far · Acme
      ⚠️ *First check of Acme: no findings so far* · Acme
      (120 accounts checked. New findings get their own message. 7 accounts cannot be fully judged yet: \`/miro checks\` says why.)"
    `)
  })

  test('is posted also when there is nothing to put right', () => {
    expect(shown(findings([], 'summary'))).toMatchInlineSnapshot(`
      "notification: First check of Acme: no findings · Acme
      ✅ *First check of Acme: no findings* · Acme
      (120 accounts checked. New findings get their own message.)"
    `)
  })
})

test('connection trouble says what to press, and closes', () => {
  const facts = {
    kind: 'connection',
    organizationName: 'Acme',
    miroOrgId: '3074457345618265000',
    trouble: 'reconnect_needed',
    because: null,
    since: opened,
    lastCompleteSyncAt: opened,
    fixedAt: null,
  } as const
  expect(shown(facts)).toMatchInlineSnapshot(`
    "notification: Miro has to be connected again for Acme
    ⚠️ *Miro has to be connected again for Acme*
    Miro no longer accepts the bot’s access. Last complete sync: <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. What changed since is not known.
    Press Reconnect and follow the steps as a Company Admin of this organization.
    [Reconnect → connect.open 3074457345618265000] [Sync now → sync.now]
    (Closes by itself after the next complete sync.)"
  `)
  expect(
    shown({ ...facts, trouble: 'stale', because: null, lastCompleteSyncAt: null }),
  ).toMatchInlineSnapshot(`
    "notification: No complete sync of Acme lately
    ⚠️ *No complete sync of Acme lately*
    No complete sync yet: nothing is known about these accounts.
    1. Press Sync now. Its message shows how far it gets.
    2. Nothing happens? Ask whoever runs this bot to look at its log.
    [Sync now → sync.now]
    (Closes by itself after the next complete sync.)"
  `)
  expect(shown({ ...facts, trouble: 'access_lost', because: null, fixedAt: now })).toMatchInlineSnapshot(`
    "notification: Closed · Miro works again for Acme
    ✅ *Closed · Miro works again for Acme*
    (Was: Miro refuses to list the accounts of Acme, from <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC> to <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.)"
  `)
})

test('access that ends soon says what renews it, and closes', () => {
  const endsAt = new Date(opened.getTime() + 10 * 86_400_000)
  const facts: TokensFacts = {
    ...{ kind: 'tokens', organizationName: 'Acme', miroOrgId: '30', renewedAt: opened, endsAt },
    fixedAt: null,
  }
  expect(shown(facts)).toMatchInlineSnapshot(`
    "notification: The bot’s access to Miro ends soon for Acme
    ⚠️ *The bot’s access to Miro ends soon for Acme*
    No sync has reached Miro since <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. Without one, the access ends.
    Fix by <!date^1796371200^{date_short_pretty} at {time}|4 Dec 2026 at 08:00 UTC>.
    1. Press Sync now. Its message shows how far it gets.
    2. Does it not work? Press Reconnect as a Company Admin of this organization.
    [Sync now → sync.now] [Reconnect → connect.open 30]
    (Closes by itself after the next complete sync.)"
  `)
  expect(shown({ ...facts, fixedAt: now })).toMatchInlineSnapshot(`
    "notification: Closed · the access to Miro was renewed for Acme
    ✅ *Closed · the access to Miro was renewed for Acme*
    (Was: not renewed from <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC> to <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.)"
  `)
})

test('a held sync asks for a word, and says who gave it', () => {
  const facts: HeldSyncFacts = {
    kind: 'held_sync',
    organizationName: 'Acme',
    miroOrgId: '30',
    runId: 'run-1',
    reason: 'many_gone',
    before: 400,
    after: 3,
    gone: 397,
    sample: ['olivia@acme.com'],
    decided: null,
  }
  expect(shown(facts)).toMatchInlineSnapshot(`
    "notification: Decision needed: 397 of 400 Miro accounts disappeared at once · Acme
    ⚠️ *Decision needed: 397 of 400 Miro accounts disappeared at once · Acme*
    \`olivia@acme.com\` and 396 more
    Did you remove these accounts? Yes: press *Apply anyway*. No: press *Try again* once Miro’s list is right.
    [Show all 397 → held_sync.show_all {"r":"run-1","p":[],"n":0}] [Apply anyway → held_sync.apply run-1] [Try again → held_sync.retry run-1]
    (Nothing changes until then. Only administrators can decide. The log shows who did.)"
  `)
  expect(shown(facts, { mask: true })).toContain('`o…@acme.com`')
  const none = { ...facts, reason: 'nobody_left', gone: 400 } as const
  expect(shown(none)).toContain('The new list has 3 accounts, and none of the 400 from before.')
  expect(shown({ ...none, after: 0 })).toContain('The new list is empty. The last one had 400 accounts.')
  expect(shown({ ...facts, decided: { as: 'applied', by: 'U0ADA', at: now } })).toMatchInlineSnapshot(`
    "notification: Closed · the held sync of Miro for Acme: applied
    ✅ *Closed · the held sync of Miro for Acme: applied*
    (Was: 397 accounts of 400 disappeared or were deactivated at once. It was applied by <@U0ADA> <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.)"
  `)
})

test('the first look tells what was found and what comes next', () => {
  const open = [
    { checkId: 'removed', count: 2 },
    { checkId: 'valid', count: 0 },
  ] as const
  expect(
    shown({
      kind: 'first_look',
      organizationName: 'Acme',
      miroOrgId: '1',
      accounts: 1200,
      unknown: 0,
      open,
      chosen: null,
      disconnected: null,
    }),
  ).toMatchInlineSnapshot(`
    "notification: First check of Acme: 1,200 accounts
    *First check of Acme: 1,200 accounts*
    • 2 accounts of people who left can still use Miro
    Alerts start once you choose a channel.
    [Choose a channel → alert_channel.open] [Open the checks → checks.open]"
  `)
})

test('contracts that end soon, each with a way to move the last day', () => {
  const of = (name: string, days: number, lastDay: string | null) => ({
    ...{ id: name, name, lastDay, days, reminder: 7 as const, endAt: new Date('2026-11-30T23:00:00Z') },
  })
  const many = Array.from({ length: 12 }, (_, at) => of(`Person ${at}`, 7, '2026-12-01'))
  const said = shown({ kind: 'contracts', people: [of('Jon Berg', 0, null), ...many] })
  expect([
    shown({ kind: 'contracts', people: [of('Jon Berg', 1, '2026-11-30')] }),
    said.split('\n').slice(0, 3),
    said.split('\n').slice(-2),
  ]).toMatchInlineSnapshot(`
    [
      "notification: A contract ends tomorrow
    ⚠️ *A contract ends tomorrow*
    *Jon Berg*: last day 30 Nov 2026, tomorrow
    [Last day → leaving.open Jon Berg]
    (Staying longer? Change the last day. Otherwise nothing to do: we report any access left after that day.)",
      [
        "notification: 13 contracts end soon",
        "⚠️ *13 contracts end soon*",
        "*Jon Berg*: last day <!date^1796079600^{date_short_pretty} at {time}|30 Nov 2026 at 23:00 UTC>, today",
      ],
      [
        "(and 3 more: \`/miro checks\` shows the soonest)",
        "(Staying longer? Change the last day. Otherwise nothing to do: we report any access left after that day.)",
      ],
    ]
  `)
})

test('a first look that could not judge everybody says so', () => {
  expect(
    shown({
      kind: 'first_look',
      organizationName: 'Acme',
      miroOrgId: '1',
      accounts: 1200,
      unknown: 30,
      open: [],
      chosen: null,
      disconnected: null,
    }),
  ).toMatchInlineSnapshot(`
    "notification: First check of Acme: 1,200 accounts
    *First check of Acme: 1,200 accounts*
    No findings so far.
    30 accounts cannot be fully judged yet: \`/miro checks\` says why.
    Alerts start once you choose a channel.
    [Choose a channel → alert_channel.open] [Open the checks → checks.open]"
  `)
})

test('a staff list that is not read tells what to do, and closes', () => {
  const facts: StaffListFacts = {
    kind: 'staff_list',
    trouble: 'not_read',
    since: opened,
    staffReadAt: null,
    fixedAt: null,
  }
  expect(shown(facts)).toMatchInlineSnapshot(`
    "notification: No sync of the Slack staff list yet
    ⚠️ *No sync of the Slack staff list yet*
    Without a staff list the accounts cannot be judged.
    1. Press Sync now. Its message shows how far it gets.
    2. Nothing happens? Ask whoever runs this bot to look at its log.
    [Sync now → sync.now]
    (Closes by itself after the next complete sync.)"
  `)
  expect(shown({ ...facts, staffReadAt: opened })).toMatchInlineSnapshot(`
    "notification: No complete sync of the Slack staff list lately
    ⚠️ *No complete sync of the Slack staff list lately*
    Last complete sync: <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. Who joined or left since is not known.
    1. Press Sync now. Its message shows how far it gets.
    2. Nothing happens? Ask whoever runs this bot to look at its log.
    [Sync now → sync.now]
    (Closes by itself after the next complete sync.)"
  `)
  expect(shown({ ...facts, trouble: 'no_addresses' })).toMatchInlineSnapshot(`
    "notification: Slack gives the bot no e-mail addresses of the staff
    ⚠️ *Slack gives the bot no e-mail addresses of the staff*
    Without them no account matches a person, so the list is not used. Without a staff list the accounts cannot be judged.
    1. In the settings of the Slack app, add the bot scope users:read.email and install the app again.
    2. Press Sync now.
    [Sync now → sync.now]
    (Closes by itself after the next complete sync.)"
  `)
  expect(shown({ ...facts, fixedAt: now })).toMatchInlineSnapshot(`
    "notification: Closed · the Slack staff list is synced again
    ✅ *Closed · the Slack staff list is synced again*
    (Was: No sync of the Slack staff list yet, from <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC> to <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.)"
  `)
})

describe('whatever people call themselves', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      '',
      '<!channel>',
      '<http://evil.example|Miro>',
      '\u202eevil',
      '`',
      '*_~',
      'x'.repeat(500),
    ),
    fc.string({ unit: 'binary', maxLength: 500 }),
  )

  test('Slack takes the message, and nobody is mentioned or linked', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, fc.boolean(), (name, email, role, mask) => {
        const account = { id: '1', email, role, license: 'full', lastActivityAt: null }
        const all = Array.from({ length: 20 }, (_, at) =>
          leaver({ id: `f${at}`, account, person: { id: 'p', name, slackUserId: null, leftKnownAt: null } }),
        )
        const checks = (['removed', 'identified', 'valid', 'configured'] as const).map((checkId, at) =>
          group({ id: `g${at}`, checkId, open: 30, findings: all }),
        )
        const facts = { ...findings(checks, 'summary'), organizationName: name }
        const said = alertMessage(facts, { mask, now, miroUrl, maybeDouble: true })
        expect(blockProblems(said.blocks, 'message')).toEqual([])
        const text = [said.text, plainAlert(said).text, readable(said)].join('\n')
        expect(
          text.replace(/<!date\^\d+\^\{date_short_pretty\} at \{time\}(?: \(\{ago\}\))?\|[\w: ]+>/g, ''),
        ).not.toMatch(/[<>]/)
      }),
      { numRuns: 300 },
    )
  })
})

test('a staff list that cannot be read tells what to do, that nobody is gone for it, and closes', () => {
  const facts: ListTroubleFacts = {
    ...{
      kind: 'list_trouble',
      damaged: null,
      trouble: 'unreadable',
      since: opened,
      readAt: opened,
      fixedAt: null,
    },
    unused: { mistakes: [], conflicts: [], more: 0 },
    origin: { kind: 'url', name: 'https://files.example.com/staff.csv?key=secret' },
  }
  expect(shown(facts)).toMatchInlineSnapshot(`
    "notification: The staff list cannot be read
    ⚠️ *The staff list cannot be read*
    The staff list \`files.example.com/staff.csv\` cannot be read. We still use the list of <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. Nobody counts as gone because of this.
    1. Check that the file is there and that the bot may read it.
    2. Press Try again.
    [Try again → sync.now]
    (Since <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. Closes by itself after the next good sync.)"
  `)
  expect(shown({ ...facts, trouble: 'invalid', readAt: null })).toMatchInlineSnapshot(`
    "notification: The staff list is not usable
    ⚠️ *The staff list is not usable*
    The staff list \`files.example.com/staff.csv\` is not a staff list. It was never synced, so it says nothing about anybody.
    1. Check that it is a CSV file with a header and a column of e-mail addresses.
    2. Press Try again.
    [Try again → sync.now]
    (Since <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. Closes by itself after the next good sync.)"
  `)
  expect(shown({ ...facts, fixedAt: now })).toMatchInlineSnapshot(`
    "notification: Closed · the staff list is synced again
    ✅ *Closed · the staff list is synced again*
    (Was: The staff list cannot be read, from <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC> to <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.)"
  `)
})

test('a list in force with damaged letters says so, with one of them', () => {
  const facts: ListTroubleFacts = {
    ...{ kind: 'list_trouble', trouble: 'letters', since: opened, readAt: opened, fixedAt: null },
    ...{ damaged: 'MÃ¼<ller>', unused: { mistakes: [], conflicts: [], more: 0 } },
    origin: { kind: 'path', name: '/data/staff.csv' },
  }
  expect(shown(facts)).toMatchInlineSnapshot(`
    "notification: Some letters of the staff list are damaged
    ⚠️ *Some letters of the staff list are damaged*
    The staff list \`/data/staff.csv\` is in use, with damaged letters. For example: \`MÃ¼&lt;ller&gt;\`.
    1. Save it as “CSV UTF-8” where it comes from.
    2. Press Try again.
    [Try again → sync.now]
    (Since <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. Closes by itself once corrected.)"
  `)
  expect(shown(facts, { mask: true })).not.toContain('ller')
  expect(shown({ ...facts, fixedAt: now })).toContain('Closed · no letter of the staff list is damaged')
})

test('a held staff list asks for a word, and closes', () => {
  const facts: HeldListFacts = {
    ...{
      kind: 'held_list',
      columns: null,
      runId: 'run-1',
      reason: 'many_gone',
      rows: 3,
      setAside: 0,
      before: 400,
      after: 3,
    },
    ...{ gone: 397, leaving: 0, returning: 0, sample: ['Olivia Fischer', 'olivia@acme.com'], decided: null },
    unused: { mistakes: [], conflicts: [], more: 0 },
    origin: { kind: 'path', name: '/data/staff.csv' },
  }
  expect(shown(facts)).toMatchInlineSnapshot(`
    "notification: Decision needed · The staff list \`/data/staff.csv\`
    ⚠️ *Decision needed · The staff list \`/data/staff.csv\`*
    397 people of 400 are missing or left at once.
    Not in it, or left: \`Olivia Fischer\`, \`olivia@acme.com\`
    Press *Open the list*. Is it right? Yes: press *Apply anyway*. No: correct the list and press *Try again*.
    [Apply anyway → held_sync.apply run-1] [Open the list → import.show {"r":"run-1","n":0}] [Try again → held_sync.retry run-1]
    (Nothing changes until an administrator decides.)"
  `)
  const columns = { addresses: null, saysWhoLeft: false, statusAlone: false, maybe: ['LastWorkingDate'] }
  const asked: HeldListFacts = { ...facts, reason: 'columns', sample: [], columns }
  expect(shown(asked)).toMatchInlineSnapshot(`
    "notification: Decision needed · The staff list \`/data/staff.csv\`
    ⚠️ *Decision needed · The staff list \`/data/staff.csv\`*
    No column says when somebody leaves. *LastWorkingDate* is not used.
    Press *Choose the columns* and say what they hold. Then check what would change and press *Import*.
    [Choose the columns → import.show {"r":"run-1","n":0}] [Apply anyway → held_sync.apply run-1] [Try again → held_sync.retry run-1]
    (Nothing changes until an administrator decides.)"
  `)
  const said = (more: Partial<ColumnsAsked>) =>
    shown({ ...asked, columns: { ...columns, ...more } })
      .split('\n')
      .filter(line => line.includes('Nothing is changed') || line.includes('held_sync'))
  expect([
    said({ maybe: [] }),
    said({ saysWhoLeft: true, maybe: ['Quit', 'Adieu'] }),
    said({ saysWhoLeft: true, statusAlone: true, maybe: ['Last Sign In'] }),
    said({ addresses: ['Kontakt', 'Login'], saysWhoLeft: true, maybe: [] }),
    said({ addresses: [], maybe: [] }),
  ]).toMatchInlineSnapshot(`
    [
      [
        "[Choose the columns → import.show {"r":"run-1","n":0}] [Apply anyway → held_sync.apply run-1] [Try again → held_sync.retry run-1]",
      ],
      [
        "[Choose the columns → import.show {"r":"run-1","n":0}] [Apply anyway → held_sync.apply run-1] [Try again → held_sync.retry run-1]",
      ],
      [
        "[Choose the columns → import.show {"r":"run-1","n":0}] [Apply anyway → held_sync.apply run-1] [Try again → held_sync.retry run-1]",
      ],
      [
        "[Choose the columns → import.show {"r":"run-1","n":0}] [Try again → held_sync.retry run-1]",
      ],
      [
        "[Choose the columns → import.show {"r":"run-1","n":0}] [Try again → held_sync.retry run-1]",
      ],
    ]
  `)
  expect(shown(facts, { mask: true })).toContain('`O. F.`, `o…@acme.com`')
  const back = shown({ ...facts, reason: 'many_back', returning: 80 })
  expect(back).toContain('80 people who left would work here again: it names them without a last day.')
  expect(back).toContain('Back by it: `Olivia Fischer`')
  const unused: UnusedRows = {
    mistakes: [
      { line: 4, kind: 'bad_address', column: 'Email', value: 'olivia(at)acme.com', other: null },
      { line: 9, kind: 'no_day', column: 'Last day', value: 'soon', other: null },
    ],
    conflicts: [{ line: 7, address: 'sales@acme.com', because: 'several_people', other: null }],
    more: 12,
  }
  const mistakes = { ...facts, reason: 'mistakes' as const, setAside: 2, unused }
  expect(shown(mistakes)).toContain('2 of its 5 rows have mistakes.')
  // Where nothing can be folded, the first of them.
  expect(readableClassic(alertMessage(mistakes, { mask: false, now, miroUrl }))).toContain(
    '*Rows that cannot be used*\nLine 4: `olivia(at)acme.com` in *Email* is not an e-mail address.\n… and 14 more.\n',
  )
  const rows = (mask: boolean) => shown(mistakes, { mask }).split('\n').slice(4, 9)
  expect([rows(false), rows(true)]).toMatchInlineSnapshot(`
    [
      [
        "▸ Rows that cannot be used",
        "  Line 4: \`olivia(at)acme.com\` in *Email* is not an e-mail address.",
        "  Line 7: the addresses of \`sales@acme.com\` lead to more than one person.",
        "  Line 9: \`soon\` in *Last day* is not a date we can read. Write it like 2026-12-31 or 31.12.2026.",
        "  … and 12 more.",
      ],
      [
        "▸ Rows that cannot be used",
        "  Line 4: \`o…\` in *Email* is not an e-mail address.",
        "  Line 7: the addresses of \`s…@acme.com\` lead to more than one person.",
        "  Line 9: \`s…\` in *Last day* is not a date we can read. Write it like 2026-12-31 or 31.12.2026.",
        "  … and 12 more.",
      ],
    ]
  `)
  expect(shown({ ...facts, reason: 'nobody_left', after: 0 })).toContain('It is empty. The last one had')
  expect(shown({ ...facts, decided: { as: 'superseded', by: null, at: now } })).toMatchInlineSnapshot(`
    "notification: Closed · the held staff list: replaced by a later list
    ✅ *Closed · the held staff list: replaced by a later list*
    (Was: 397 people of 400 are missing or left at once. It was replaced by a later list <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.)"
  `)
})

test('rows of a staff list of which nobody can say who is meant are told of, the others are in force', () => {
  const facts: ListTroubleFacts = {
    ...{ kind: 'list_trouble', damaged: null, trouble: 'rows', since: opened, readAt: opened, fixedAt: null },
    origin: { kind: 'path', name: '/data/staff.csv' },
    unused: {
      mistakes: [],
      conflicts: [{ line: 7, address: 'sales@acme.com', because: 'several_people', other: null }],
      more: 1,
    },
  }
  expect([shown(facts), shown({ ...facts, fixedAt: now })]).toMatchInlineSnapshot(`
    [
      "notification: Some rows of the staff list cannot be used
    ⚠️ *Some rows of the staff list cannot be used*
    The staff list \`/data/staff.csv\` is in use without them. If one says that somebody left, we miss it.
    ▸ Rows that cannot be used
      Line 7: the addresses of \`sales@acme.com\` lead to more than one person.
      … and 1 more.
    1. Correct them: one row a person, with their own addresses.
    2. Press Try again.
    [Try again → sync.now]
    (Since <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. Closes by itself once corrected.)",
      "notification: Closed · every row of the staff list can be used
    ✅ *Closed · every row of the staff list can be used*
    (Was: Some rows of the staff list cannot be used, from <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC> to <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.)",
    ]
  `)
  expect(shown(facts, { mask: true })).toContain('`s…@acme.com`')
})

test('a held change of user groups asks for a word, and closes', () => {
  const design: HeldGroup = {
    ...{ handle: 'design', reason: 'many_gone', before: 40, after: 10, gone: 30 },
    sample: ['Olivia Fischer', 'Jon Berg'],
  }
  const facts: HeldGroupsFacts = {
    ...{ kind: 'held_groups', runId: 'held-1', more: 2, readAt: opened, decided: null },
    groups: [design, { ...design, handle: 'sales', reason: 'nobody_left', after: 0, sample: [] }],
  }
  const decided = { as: 'applied', by: 'U0ADA', at: now } as const
  expect([shown(facts), shown({ ...facts, decided })]).toMatchInlineSnapshot(`
    [
      "notification: Decision needed: Slack user groups changed a lot
    ⚠️ *Decision needed: Slack user groups changed a lot*
    30 people of 40 left \`@design\` at once. Among them: \`Olivia Fischer\`, \`Jon Berg\`.
    \`@sales\` is empty. Before, it had 40 people.
    The same holds for 2 more groups.
    Your rule names these groups. Until you decide, who was in them <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC> still counts.
    Is this right? Yes: press *Apply anyway*. Their accounts may become invalid. No: correct it in Slack and press *Try again*.
    [Apply anyway → held_sync.apply held-1] [Try again → held_sync.retry held-1]
    (Only administrators can decide.)",
      "notification: Closed · the held change of Slack user groups: applied
    ✅ *Closed · the held change of Slack user groups: applied*
    (Was: 30 people of 40 left \`@design\` at once. \`@sales\` is empty. Before, it had 40 people. The same holds for 2 more groups. It was applied by <@U0ADA> <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.)",
    ]
  `)
  expect(shown(facts, { mask: true })).toContain('`O. F.`, `J. B.`')
  const grown = { ...facts, more: 0, groups: [{ ...design, reason: 'grew_tenfold' as const, after: 500 }] }
  expect(shown(grown)).toContain('`@design` grew from 40 people to 500.')
})

const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

test('that alerts cannot be posted is closed when they can, there or elsewhere', () => {
  const facts = {
    ...{ kind: 'channel' as const, channelId: 'C0OPS', trouble: 'not_in_channel', since: before(2) },
    ...{ fixedAt: null, goTo: null },
  }
  expect(shown(facts)).toContain('*Miro alerts cannot be posted in <#C0OPS>*')
  expect(shown({ ...facts, fixedAt: before(1), goTo: 'C0NEW' })).toMatchInlineSnapshot(`
    "notification: Closed · Miro alerts are posted in <#C0NEW>
    ✅ *Closed · Miro alerts are posted in <#C0NEW>*
    (Was: Miro alerts cannot be posted in <#C0OPS>, from <!date^1795503600^{date_short_pretty} at {time}|24 Nov 2026 at 07:00 UTC> to <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. What waited follows there.)"
  `)
})

test('a first look says that a channel was chosen since', () => {
  const facts = {
    kind: 'first_look' as const,
    organizationName: 'Acme',
    miroOrgId: '1',
    accounts: 9,
    unknown: 0,
  }
  const said = shown({
    ...facts,
    open: [],
    chosen: { channelId: 'C0OPS', at: before(1) },
    disconnected: null,
  })
  expect(said).toContain('Alerts go to <#C0OPS> since <')
  expect(said).not.toContain('Where do alerts go?')
})

test('a disconnected organization: said once, with who and when, and over when it is watched again', () => {
  const facts = {
    ...{ kind: 'disconnected' as const, organizationName: 'Acme', miroOrgId: '1', by: 'U0BEN' },
    ...{ since: before(2), closedFindings: 3 },
  }
  expect(shown({ ...facts, fixedAt: null })).toMatchInlineSnapshot(`
    "notification: Access to Miro is no longer watched for Acme
    ⚪ *Access to Miro is no longer watched for Acme*
    <@U0BEN> disconnected it <!date^1795503600^{date_short_pretty} at {time}|24 Nov 2026 at 07:00 UTC>. No checks, no alerts. 3 open findings closed with it. Nothing about them was fixed.
    [Connect again → connect.open 1]
    (Closes once it is connected again. Its accounts and decisions are kept.)"
  `)
  expect(shown({ ...facts, fixedAt: before(1) })).toMatchInlineSnapshot(`
    "notification: Closed · access to Miro is watched again for Acme
    ✅ *Closed · access to Miro is watched again for Acme*
    (Was: disconnected by <@U0BEN>, from <!date^1795503600^{date_short_pretty} at {time}|24 Nov 2026 at 07:00 UTC> to <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. Watched again after a complete sync.)"
  `)
  const look = {
    ...{ kind: 'first_look' as const, organizationName: 'Acme', miroOrgId: '1', accounts: 9, unknown: 0 },
    ...{ open: [], chosen: null, disconnected: { by: 'U0BEN', at: before(1) } },
  }
  expect(shown(look)).toMatchInlineSnapshot(`
    "notification: First check of Acme: 9 accounts
    *First check of Acme: 9 accounts*
    No findings.
    ⚪ Disconnected by <@U0BEN> <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>. Nothing is checked any more."
  `)
})
