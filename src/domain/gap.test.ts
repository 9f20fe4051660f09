import { describe, expect, it } from 'vitest'
import { type Gap, gapOf, isGapReason, knownUntil, noGaps } from './gap.ts'

const now = new Date('2026-11-24T12:00:00Z')
const minutesAgo = (count: number): Date => new Date(now.getTime() - count * 60_000)
const begun = (reads: Partial<Parameters<typeof gapOf>[0]>, at = now): Gap | null =>
  gapOf(
    {
      completeAt: null,
      connectedAt: minutesAgo(10_000),
      scheduleAt: null,
      intervalMs: 30 * 60_000,
      ...reads,
    },
    at,
  )

describe('a gap', () => {
  it.each([
    ['read two intervals ago', { completeAt: minutesAgo(60) }],
    ['never read, connected a moment ago', { connectedAt: minutesAgo(1) }],
    ['read long ago by a longer schedule', { completeAt: minutesAgo(600), scheduleAt: minutesAgo(59) }],
  ])('none begins: %s', (_case, reads) => {
    expect(begun(reads)).toBeNull()
  })
  it.each([
    ['read a minute longer ago', { completeAt: minutesAgo(61) }, minutesAgo(61), minutesAgo(1)],
    ['read long ago, as the bot was down', { completeAt: minutesAgo(999) }, minutesAgo(999), minutesAgo(939)],
    ['never read, connected long ago', { connectedAt: minutesAgo(90) }, minutesAgo(90), minutesAgo(30)],
    [
      'two intervals after the schedule was chosen',
      { completeAt: minutesAgo(600), scheduleAt: minutesAgo(61) },
      minutesAgo(600),
      minutesAgo(1),
    ],
    ['read in the future, as clocks were wrong', { completeAt: minutesAgo(-600) }, minutesAgo(-600), now],
  ])('begins two intervals after the last read: %s', (_case, reads, since, staleAt) => {
    expect(begun(reads)).toEqual({ since, staleAt, because: 'not_read' })
  })
})

it('what is open is known up to when Miro turned stale, whatever the staff is', () => {
  const gap: Gap = { since: minutesAgo(90), staleAt: minutesAgo(30), because: 'unavailable' }
  expect(knownUntil(noGaps, now)).toBe(now)
  expect(knownUntil({ accounts: null, staff: gap }, now)).toBe(now)
  expect(knownUntil({ accounts: gap, staff: null }, now)).toBe(gap.staleAt)
})

it('knows its own words', () => {
  expect([isGapReason('held'), isGapReason('full_moon'), isGapReason(null)]).toEqual([true, false, false])
})
