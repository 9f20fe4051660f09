import { describe, expect, test } from 'vitest'
import {
  channel,
  check,
  connection,
  hostile,
  hours,
  many,
  noon,
  quiet,
  refusals,
  report,
  rule,
  setup,
} from '../../../test/support/slack-samples.ts'
import { readable } from '../../../test/support/slack-text.ts'
import { noGaps } from '../../domain/gap.ts'
import { checksMessage } from './view.ts'

const ready = setup({ connections: [connection({ critical: true, rule })], alertChannel: channel })
/** Plain text needs no escaping: Slack reads no mention in it. */
const plainText = '"text":"<!channel> & <@U0ADA>","emoji"'
const failing = [
  check(
    'identified',
    'fail',
    { fail: 3, unknown: 1, pass: 1208 },
    {
      open: 3,
      since: hours(-72),
      soonestDueAt: hours(96),
    },
  ),
  check(
    'removed',
    'fail',
    { fail: 1, pass: 4, not_applicable: 1207 },
    {
      open: 1,
      since: hours(-30),
      soonestDueAt: hours(-6),
    },
  ),
  check(
    'configured',
    'fail',
    { fail: 1 },
    {
      open: 1,
      since: hours(-30),
      soonestDueAt: hours(138),
      why: 'no_rule',
    },
  ),
  check('valid', 'not_applicable', { not_applicable: 1212 }),
]

const gap = { since: hours(-30), staleAt: hours(-28), because: 'unavailable' as const }

describe('/miro checks', () => {
  test('before anything is connected', () => {
    const last = { organizationName: 'Acme', disconnectedAt: noon, critical: false, rule: null }
    const ended = setup({ connections: [], disconnected: [last] })
    expect(readable(checksMessage(ended, [], quiet, noon))).toMatchInlineSnapshot(`
      "notification: No Miro organization is connected any more.
      ⚪ *Acme was disconnected* <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>: nothing in it is checked. Connect it again to get back its accounts and decisions.
      [Connect Miro → connect.open ]"
    `)
    expect(readable(checksMessage(setup({ connections: [] }), [], quiet, noon))).toMatchInlineSnapshot(`
      "notification: No Miro organization is connected yet.
      No Miro organization is connected yet, so there is nothing to check. Connect one first.
      [Connect Miro → connect.open ]"
    `)
  })

  test('all is well, so nothing waits', () => {
    expect(readable(checksMessage(ready, [report()], quiet, noon))).toMatchInlineSnapshot(`
      "notification: Miro checks: 4 passing
      Acme
      (1,212 active accounts · 180 people on the staff · last complete sync <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>)
      ✅ *User should be identified*: passing
      [1,212 passing → checks.accounts_passing {"o":"3074457345618265000","c":"identified","v":"pass"}]
      ✅ *Miro access should be removed for offboarded user*: passing
      [4 passing → checks.accounts_passing {"o":"3074457345618265000","c":"removed","v":"pass"}] [1,208 not applicable → checks.accounts_not_applicable {"o":"3074457345618265000","c":"removed","v":"not_applicable"}]
      ✅ *Critical system access control should be configured*: passing
      A rule says who is a valid user. Valid: everybody on the staff.
      [Critical system → critical.page 3074457345618265000]
      ✅ *User access to Critical System should be valid*: passing
      [1,212 passing → checks.accounts_passing {"o":"3074457345618265000","c":"valid","v":"pass"}]"
    `)
  })

  test('what fails, what is overdue first', () => {
    expect(
      readable(checksMessage(ready, [report({ checks: failing, rule: null, suggestions: 2 })], quiet, noon)),
    ).toMatchInlineSnapshot(`
      "notification: Miro checks: 3 failing, 1 not applicable
      *Waiting for you*
      *Acme*: we have a good guess for 2 accounts. Check and accept.
      [Check guesses → several.open {"o":"3074457345618265000"}]
      ---
      Acme
      (1,212 active accounts · 180 people on the staff · last complete sync <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>)
      🔴 *User should be identified*: failing
      Fix the first by <!date^1795867200^{date_short_pretty} at {time}|28 Nov 2026 at 12:00 UTC>
      [Identify → several.open {"o":"3074457345618265000"}] [3 failing → checks.accounts_failing {"o":"3074457345618265000","c":"identified","v":"fail"}] [1 unknown → checks.accounts_unknown {"o":"3074457345618265000","c":"identified","v":"unknown"}] [1,208 passing → checks.accounts_passing {"o":"3074457345618265000","c":"identified","v":"pass"}] [How to fix → checks.how_to_fix {"o":"3074457345618265000","c":"identified"}]
      🔴 *Miro access should be removed for offboarded user*: failing
      Overdue since <!date^1795500000^{date_short_pretty} at {time}|24 Nov 2026 at 06:00 UTC>
      [1 failing → checks.accounts_failing {"o":"3074457345618265000","c":"removed","v":"fail"}] [4 passing → checks.accounts_passing {"o":"3074457345618265000","c":"removed","v":"pass"}] [1,207 not applicable → checks.accounts_not_applicable {"o":"3074457345618265000","c":"removed","v":"not_applicable"}] [How to fix → checks.how_to_fix {"o":"3074457345618265000","c":"removed"}]
      🔴 *Critical system access control should be configured*: failing
      Nobody has chosen yet who may use Miro.
      Fix by <!date^1796018400^{date_short_pretty} at {time}|30 Nov 2026 at 06:00 UTC>
      [Choose valid users → rule.open 3074457345618265000] [How to fix → checks.how_to_fix {"o":"3074457345618265000","c":"configured"}] [Critical system → critical.page 3074457345618265000]
      ➖ *User access to Critical System should be valid*: not applicable
      Somebody has to choose first who may use Miro.
      [1,212 not applicable → checks.accounts_not_applicable {"o":"3074457345618265000","c":"valid","v":"not_applicable"}]"
    `)
  })

  test('old data is unknown since a moment, never passing', () => {
    const stale = report({
      gaps: { ...noGaps, accounts: gap },
      accountsFresh: false,
      lastCompleteSyncAt: hours(-30),
      checks: [
        check('identified', 'unknown', { pass: 1212 }),
        check('removed', 'unknown', {}),
        check('configured', 'pass', { pass: 1 }, { why: 'rule_saved' }),
        check('valid', 'unknown', { unknown: 1212 }),
      ],
    })
    expect(readable(checksMessage(ready, [stale], quiet, noon))).toMatchInlineSnapshot(`
      "notification: Miro checks: 3 unknown, 1 passing
      *Waiting for you*
      *Acme*: Unknown since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, because Miro does not answer.
      [Sync now → sync.now]
      ---
      Acme
      (1,212 active accounts · 180 people on the staff · last complete sync <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>)
      ⚪ *User should be identified*: unknown
      Unknown since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, because Miro does not answer.
      When last checked:
      [1,212 passing → checks.accounts_passing {"o":"3074457345618265000","c":"identified","v":"pass"}]
      ⚪ *Miro access should be removed for offboarded user*: unknown
      Unknown since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, because Miro does not answer.
      No account has been checked yet.
      ✅ *Critical system access control should be configured*: passing
      A rule says who is a valid user. Valid: everybody on the staff.
      [Critical system → critical.page 3074457345618265000]
      ⚪ *User access to Critical System should be valid*: unknown
      Unknown since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, because Miro does not answer.
      [1,212 unknown → checks.accounts_unknown {"o":"3074457345618265000","c":"valid","v":"unknown"}]"
    `)
  })

  test('a sync whose checks did not run leaves what was known before unknown', () => {
    const said = (lastEvaluatedAt: Date | null) =>
      readable(checksMessage(ready, [report({ accountsFresh: false, lastEvaluatedAt })], quiet, noon))
        .split('\n')
        .filter(line => /^Unknown/.test(line))[0]
    expect(said(hours(-26))).toMatchInlineSnapshot(
      `"Unknown since <!date^1795428000^{date_short_pretty} at {time}|23 Nov 2026 at 10:00 UTC>, the last complete run of the checks."`,
    )
    expect(said(null)).toMatchInlineSnapshot(`"Unknown until the checks have run."`)
  })

  test('what fails stays failing when the data goes out of date', () => {
    const stale = report({
      ...{ staffFresh: false, staffReadAt: hours(-50), checks: failing },
      gaps: { ...noGaps, staff: { ...gap, because: 'list' } },
    })
    const shown = readable(checksMessage(ready, [stale], quiet, noon))
    expect(
      shown.split('\n').filter(line => /ince.*(because|: the)|When last/.test(line)),
    ).toMatchInlineSnapshot(`
      [
        "*Acme*: Unknown since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, because the staff list file cannot be used.",
        "Not checked since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>: the staff list file cannot be used.",
        "When last checked:",
        "Not checked since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>: the staff list file cannot be used.",
        "When last checked:",
        "Unknown since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, because the staff list file cannot be used.",
        "When last checked:",
      ]
    `)
  })

  test('what the rule before said is said of that rule', () => {
    const checks = [check('valid', 'unknown', { pass: 7 }, { beforeRule: true, openAWeekAgo: 2 })]
    const given = { ...rule, savedAt: hours(-1) }
    const shown = readable(checksMessage(ready, [report({ checks, rule: given })], quiet, noon))
    expect(
      shown.split('\n').filter(line => /rule saved|Before that|ago|Unknown/.test(line)),
    ).toMatchInlineSnapshot(`
      [
        "Being checked by the rule saved <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>.",
        "Before that:",
      ]
    `)
  })

  test('more, fewer or as many open findings as a week ago; nothing said on old data', () => {
    const since = (open: number, openAWeekAgo: number | null, accountsFresh = true) => {
      const one = check(
        'identified',
        open === 0 ? 'pass' : 'fail',
        { fail: open, pass: 9 },
        { openAWeekAgo, open },
      )
      const checks = [open === 0 ? one : { ...one, since: hours(-72) }]
      const shown = readable(checksMessage(ready, [report({ checks, accountsFresh })], quiet, noon))
      return shown
        .split('\n')
        .find(line => /ago/.test(line))
        ?.replace(/<!date[^>]*>/g, '<date>')
    }
    expect(since(5, 2)).toMatchInlineSnapshot(`"3 more than a week ago"`)
    expect(since(1, 1_501)).toMatchInlineSnapshot(`"1,500 fewer than a week ago"`)
    expect(since(4, 4)).toMatchInlineSnapshot(`"same as a week ago"`)
    expect(since(0, 0)).toMatchInlineSnapshot(`"No open findings, same as a week ago"`)
    expect(since(0, 7)).toMatchInlineSnapshot(`"No open findings, 7 fewer than a week ago"`)
    expect([since(5, null), since(5, 2, false), since(0, 0, false)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('who has admin rights beside the role is counted above the checks', () => {
    const shown = readable(checksMessage(ready, [report({ administering: 3 })], quiet, noon))
    expect(shown).toContain('1,212 active accounts · ⚠️ 3 with admin rights beside the role · 180 people')
  })

  test('nothing is asked while the first sync runs', () => {
    const running = setup({
      connections: [connection({ critical: true, rule, lastCompleteSyncAt: null, firstSyncRunning: true })],
      alertChannel: channel,
    })
    const unread = report({ accountsFresh: false, lastCompleteSyncAt: null, checks: [] })
    expect(readable(checksMessage(running, [unread], quiet, noon))).toMatchInlineSnapshot(`
      "notification: Miro checks: 
      Acme
      (Miro’s accounts were not synced yet.)"
    `)
    const waiting = setup({ ...running, connections: [connection({ critical: true, rule })] })
    expect(readable(checksMessage(waiting, [unread], quiet, noon))).toContain(
      '*Acme* was not synced yet, so nothing is known.\n[Sync now → sync.now]',
    )
  })

  test('the most urgent task comes first, of all kinds', () => {
    const broken = setup({
      connections: [connection({ state: 'reconnect_needed', stateSince: hours(-5) })],
      alertChannel: { ...channel, trouble: 'not_in_channel' },
    })
    const held = report({
      checks: failing,
      held: { runId: 'R1', change: { before: 400, after: 3, gone: 397, sample: [] } },
    })
    const lines = readable(checksMessage(broken, [held], quiet, noon)).split('---')[0] ?? ''
    expect(lines).toMatchInlineSnapshot(`
      "notification: Miro checks: 3 failing, 1 not applicable
      *Waiting for you*
      *Acme*: Miro no longer accepts the bot’s sign-in. Connect again. Since <!date^1795503600^{date_short_pretty} at {time}|24 Nov 2026 at 07:00 UTC>.
      [Reconnect → connect.open 3074457345618265000]
      *Acme*: decision needed. 397 of 400 Miro accounts disappeared at once. Did you change that in Miro? Yes: press *Apply anyway*. No: press *Try again* once Miro’s list is right.
      [Apply anyway → held_sync.apply R1] [Try again → held_sync.retry R1]
      Alerts cannot be posted to <#C0OPS>. They wait until the bot is invited there, or another channel is chosen.
      [Choose a channel → alert_channel.open ]
      *Acme* is connected, but Miro is not a critical system yet.
      [Add as critical system → critical.add 3074457345618265000]
      "
    `)
  })

  test('no alert channel, not critical, a rule for everybody', () => {
    const open = report({
      checks: report().checks.map(each =>
        each.id === 'configured' ? { ...each, why: 'every_role_valid' as const } : each,
      ),
    })
    const lines = readable(checksMessage(setup(), [open], quiet, noon)).split('---')[0] ?? ''
    expect(lines).toMatchInlineSnapshot(`
      "notification: Miro checks: 4 passing
      *Waiting for you*
      *Acme* is connected, but Miro is not a critical system yet.
      [Add as critical system → critical.add 3074457345618265000]
      Alerts start once you choose a channel.
      [Choose a channel → alert_channel.open ]
      *Acme*: the rule allows every role, so it turns nobody away.
      [Choose valid users → rule.open 3074457345618265000]
      "
    `)
  })

  test('twenty organizations come two by two', () => {
    const all = many(20, at => report({ organizationName: `Org ${at}`, checks: failing }))
    for (const from of [0, 2, 18, 999])
      expect(refusals(checksMessage(ready, all, quiet, noon, from))).toEqual([])
    const shown = readable(checksMessage(ready, all, quiet, noon, 2))
    expect(shown.match(/^Org \d+$/gm)).toEqual(['Org 2', 'Org 3'])
    expect(shown.split('\n').at(-1)).toBe(
      '[Previous organizations → checks.open 0] [More organizations → checks.more 4]',
    )
  })

  test.each(hostile)('an organization called %j is only text', organizationName => {
    const all = [report({ organizationName, checks: failing }), report({ organizationName })]
    const shown = checksMessage(ready, all, quiet, noon)
    expect(refusals(shown)).toEqual([])
    expect(JSON.stringify(shown).replaceAll(plainText, '')).not.toMatch(/<!channel>|\u202e/)
  })
})

test('a check that is off is told as just that, and nowhere as passing', () => {
  const checks = [check('identified', 'pass', { pass: 7 }), check('licence_used', 'off', {})]
  const message = checksMessage(ready, [report({ checks })], quiet, noon)
  expect(message.text).toBe('Miro checks: 1 passing')
  expect(readable(message)).toContain(
    '⏸️ *Miro licence should be used*: off\nNothing is checked. `/miro settings` switches it on.',
  )
})

test('what failing accounts come to stands above their number', () => {
  const sum = '12 licences could be freed, 144 EUR a month.'
  const checks = [check('licence_used', 'fail', { fail: 12, pass: 3 }, { sum })]
  expect(readable(checksMessage(ready, [report({ checks })], quiet, noon))).toContain(
    `: failing\n${sum}\n[12 failing`,
  )
})
