import { expect, it } from 'vitest'
import { checked, freshness } from './freshness.ts'

const now = new Date('2026-11-24T12:00:00Z')
const minutesAgo = (count: number): Date => new Date(now.getTime() - count * 60_000)

it.each([
  ['never read', null, 'unread'],
  ['now', now, 'fresh'],
  ['two intervals ago', minutesAgo(60), 'fresh'],
  ['a minute more', minutesAgo(61), 'stale'],
  ['a moment ahead, as clocks differ', minutesAgo(-5), 'fresh'],
  ['a year ahead', minutesAgo(-525_600), 'stale'],
] as const)('%s', (_case, last, answer) => {
  expect(freshness(last, 30 * 60_000, now)).toBe(answer)
})

it.each([
  ['never', null, minutesAgo(60), false],
  ['never, and nothing was read', null, null, false],
  ['after the read', minutesAgo(59), minutesAgo(60), true],
  ['before it, a moment ago', minutesAgo(60), minutesAgo(10), true],
  ['before it, for longer', minutesAgo(60), minutesAgo(11), false],
])('checks that ran %s', (_case, lastEvaluatedAt, readAt, answer) => {
  expect(checked({ lastEvaluatedAt, readAt }, now)).toBe(answer)
})
