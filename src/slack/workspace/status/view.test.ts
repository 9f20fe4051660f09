import { expect, test } from 'vitest'
import {
  channel,
  check,
  connection,
  hours,
  refusals,
  report,
  rule,
  setup,
} from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { noGaps } from '../../../domain/gap.ts'
import { statusMessage } from './view.ts'

const done = setup({ connections: [connection({ critical: true, rule })], alertChannel: channel })

test('setup, last and next sync, and what is open', () => {
  const leavers = report({ checks: [check('removed', 'fail', { fail: 2 }, { open: 2, since: hours(-2) })] })
  const shown = statusMessage(done, [leavers], hours(1))
  expect(readable(shown)).toMatchInlineSnapshot(`
    "notification: Miro access: 2 open findings.
    *Miro access is set up*
    ✅ *Acme* is connected · by <@U0ADA> · <!date^1795348800^{date_short_pretty} at {time}|22 Nov 2026 at 12:00 UTC>
    ✅ Miro is a critical system
    [Critical system → critical.page 3074457345618265000]
    ✅ Valid: everybody on the staff.
    ✅ Alerts go to <#C0OPS>
    ---
    (Later: \`/miro checks\` shows the state, \`/miro sync\` starts a sync, \`/miro rule\` and \`/miro alerts\` change your answers.)
    ---
    *Acme* · 1,212 active accounts
    Last complete sync: <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>
    Next sync: <!date^1795525200^{date_short_pretty} at {time}|24 Nov 2026 at 13:00 UTC>
    🔴 2 open findings of “Miro access should be removed for offboarded user”
    [Open the checks → checks.open] [Sync now → sync.now]"
  `)
  expect(refusals(shown)).toEqual([])
})

test('a try that failed since the last complete sync is said, with why and when the next one is', () => {
  const failed = report({ lastFailure: { at: hours(-0.5), reason: 'unavailable', because: null } })
  expect(readable(statusMessage(done, [failed], hours(1)))).toContain(
    'Next sync: <!date^1795525200^{date_short_pretty} at {time}|24 Nov 2026 at 13:00 UTC>\n' +
      '⚠️ The last sync failed <!date^1795519800^{date_short_pretty} at {time}|24 Nov 2026 at 11:30 UTC>: ' +
      'Miro did not answer (tried several times). We still use the data from before.',
  )
  const full = report({
    lastFailure: {
      at: hours(-0.5),
      reason: 'interrupted',
      because: 'The disk that holds /data is nearly full.',
    },
  })
  expect(readable(statusMessage(done, [full], hours(1)))).toContain(
    '⚠️ The last sync failed <!date^1795519800^{date_short_pretty} at {time}|24 Nov 2026 at 11:30 UTC>. ' +
      'The disk that holds /data is nearly full. We still use the data from before.',
  )
  const broken = { ...failed, connectionState: 'reconnect_needed' as const }
  expect(readable(statusMessage(done, [broken], hours(1)))).not.toContain('The last sync failed')
})

const gap = { since: hours(-30), staleAt: hours(-28), because: 'unavailable' as const }

test('in a gap it says since when nobody knows, and why', () => {
  const one = report({ accountsFresh: false, gaps: { accounts: gap, staff: { ...gap, because: 'held' } } })
  const lines = readable(statusMessage(done, [one], hours(1))).split('\n')
  expect(lines.filter(line => line.includes('⚪'))).toMatchInlineSnapshot(`
    [
      "⚪ Unknown since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC>, because Miro does not answer.",
    ]
  `)
})

test('nothing open is said only where everything was looked at', () => {
  const last = (message: ReturnType<typeof statusMessage>) => readable(message).split('\n').at(-2)
  expect([
    last(statusMessage(done, [report()], hours(1))),
    last(
      statusMessage(done, [report({ accountsFresh: false, gaps: { ...noGaps, accounts: gap } })], hours(1)),
    ),
    last(statusMessage(done, [report({ staffFresh: false, gaps: { ...noGaps, staff: gap } })], hours(1))),
    last(statusMessage(done, [report({ accountsFresh: false })], hours(1))),
    last(statusMessage(done, [report({ checks: [check('identified', 'unknown', { unknown: 1 })] })], null)),
  ]).toMatchInlineSnapshot(`
    [
      "✅ No open findings.",
      "No open findings at the last check.",
      "No open findings at the last check.",
      "No open findings at the last check.",
      "No open findings at the last check.",
    ]
  `)
})

test('before anything is connected it is the setup', () => {
  const shown = statusMessage(setup({ connections: [] }), [], null)
  expect(readable(shown).split('\n').slice(1, 3)).toMatchInlineSnapshot(`
    [
      "*Set up the Miro access checks*",
      "⬜ *Connect Miro*",
    ]
  `)
})

test('a check that is off is named as off', () => {
  const checks = [check('identified', 'pass', { pass: 7 }), check('licence_used', 'off', {})]
  const shown = readable(statusMessage(done, [report({ checks })], hours(1)))
  expect(shown).toContain('✅ No open findings.\n⏸️ “Miro licence should be used” is off.')
})
