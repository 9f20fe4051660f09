import { expect, it } from 'vitest'
import { nextSeverityAt, severity } from './severity.ts'

const clockAt = new Date('2026-01-01T00:00:00Z')
const after = (hours: number): Date => new Date(clockAt.getTime() + hours * 3_600_000)

it.each([
  ['a day: starts', 24, 0, 'due', 18],
  ['a day: before the last quarter', 24, 17.99, 'due', 18],
  ['a day: last quarter', 24, 18, 'critical', 24],
  ['a day: passed', 24, 24, 'overdue', null],
  ['a week: last quarter', 168, 126, 'critical', 168],
  ['28 days: still a quarter', 672, 503, 'due', 504],
  ['60 days: before the last week', 1440, 1271, 'due', 1272],
  ['60 days: last week', 1440, 1272, 'critical', 1440],
  ['no time at all', 0, 0, 'overdue', null],
] as const)('%s', (_case, allowed, at, step, next) => {
  const finding = { clockAt, dueAt: after(allowed) }
  expect([severity(finding, after(at)), nextSeverityAt(finding, after(at))]).toEqual([
    step,
    next === null ? null : after(next),
  ])
})
