import { expect, test } from 'vitest'
import { finding } from '../../../test/support/finding-samples.ts'
import { hours } from '../../../test/support/slack-samples.ts'
import { readable } from '../../../test/support/slack-text.ts'
import { naming } from '../frame/mask.ts'
import { overdueMessage, stillOpenMessage } from './steps-view.ts'

const named = (id: string, checkId: 'removed' | 'identified', more = {}) => ({
  ...finding(id, { dueAt: hours(-2), ...more }),
  ...{ checkId, organizationName: 'Acme', to: ['U0ADA'] },
})

test('one finding became overdue', () => {
  const said = overdueMessage({ kind: 'overdue', findings: [named('1', 'removed')], all: 1 }, naming(false))
  expect(readable(said)).toMatchInlineSnapshot(`
    "notification: Person 1 left but can still use Miro, overdue
    🔴 *Person 1 left but can still use Miro* · overdue
    Was due <!date^1795514400^{date_short_pretty} at {time} ({ago})|24 Nov 2026 at 10:00 UTC>.
    For <@U0ADA>."
  `)
})

test('several became overdue, of two checks, and nobody in particular answers for them', () => {
  const administrators = ['U0A', 'U0B', 'U0C', 'U0D', 'U0E', 'U0F']
  const findings = [
    named('1', 'removed'),
    named('2', 'identified'),
    named('3', 'identified', { dueAt: hours(-5) }),
  ]
  const said = overdueMessage(
    { kind: 'overdue', findings: findings.map(each => ({ ...each, to: administrators })), all: 12 },
    naming(true),
  )
  expect(readable(said)).toMatchInlineSnapshot(`
    "notification: 12 findings overdue. Most urgent: P. 1. left but can still use Miro
    🔴 *12 findings overdue*
    P. 1. left but can still use Miro · due <!date^1795514400^{date_short_pretty} at {time} ({ago})|24 Nov 2026 at 10:00 UTC>
    2 Miro accounts are not identified: P. 3. and P. 2. · due <!date^1795503600^{date_short_pretty} at {time} ({ago})|24 Nov 2026 at 07:00 UTC>
    and 9 more
    For <@U0A>, <@U0B>, <@U0C>, <@U0D>, <@U0E> and 1 more."
  `)
})

test('the list of a day: about people who left first, then the longest overdue', () => {
  const findings = [named('2', 'identified', { dueAt: hours(-50) }), named('1', 'removed')]
  expect(
    readable(stillOpenMessage({ kind: 'still_open', day: '2026-11-24', findings, all: 14 }, naming(false))),
  ).toMatchInlineSnapshot(`
    "notification: Still open: 14 findings overdue. Most urgent: Person 1 left but can still use Miro
    🔴 *Still open: 14 findings overdue*
    • Person 1 left but can still use Miro · due <!date^1795514400^{date_short_pretty} at {time} ({ago})|24 Nov 2026 at 10:00 UTC> · <@U0ADA>
    • Person 2 can use Miro but is not identified · due <!date^1795341600^{date_short_pretty} at {time} ({ago})|22 Nov 2026 at 10:00 UTC> · <@U0ADA>
    and 12 more
    [Open the checks → checks.open]"
  `)
  expect(
    readable(
      stillOpenMessage({ kind: 'still_open', day: '2026-11-24', findings: [], all: 0 }, naming(false)),
    ),
  ).toMatchInlineSnapshot(`
    "notification: Nothing is overdue any more
    ✅ *Nothing is overdue any more.*"
  `)
})
