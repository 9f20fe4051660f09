import { expect, test } from 'vitest'
import type { MiroErrorKind } from './miro-error.ts'
import { rateLimitEnds, retryDelay } from './retry-timing.ts'

const now = new Date('2026-11-24T09:00:00Z')
const none = { retryAfter: null, reset: null, date: null }
const epoch = now.getTime() / 1000

test.each([
  ['Retry-After in seconds', { retryAfter: '7' }, 7],
  ['Retry-After as a date', { retryAfter: 'Tue, 24 Nov 2026 09:00:20 GMT' }, 20],
  ['Retry-After before the reset', { retryAfter: '7', reset: String(epoch + 40) }, 7],
  ['the reset in epoch seconds', { reset: String(epoch + 40) }, 40],
  ['the reset in milliseconds', { reset: String(now.getTime() + 40_000) }, 40],
  ['a reset in the past', { reset: String(epoch - 100) }, 1],
  ['a reset ten hours ahead', { reset: String(epoch + 36_000) }, 900],
  ['a reset that is no number', { reset: 'soon' }, 61],
  ['nothing', {}, 61],
])('%s', (_, headers, seconds) => {
  expect((rateLimitEnds({ ...none, ...headers }, now).getTime() - now.getTime()) / 1000).toBe(seconds)
})

test('the wait is counted by the clock Miro sends, so that ours may be wrong', () => {
  const headers = { ...none, date: 'Tue, 24 Nov 2026 11:00:00 GMT', reset: String(epoch + 7_200 + 40) }
  expect((rateLimitEnds(headers, now).getTime() - now.getTime()) / 1000).toBe(40)
})

const failing = (kind: MiroErrorKind, failures: number, random: number) =>
  retryDelay({ kind, retryAt: null }, { failures, elapsed: 0 }, now, random)

test('waits double and are spread', () => {
  expect(
    [1, 2, 3, 4].map(failures => [failing('unavailable', failures, 0), failing('timeout', failures, 1)]),
  ).toEqual([
    [250, 500],
    [500, 1_000],
    [1_000, 2_000],
    [2_000, 4_000],
  ])
})

test.each([
  ['unavailable', 5],
  ['timeout', 5],
  ['bad_answer', 3],
  ['unauthorized', 1],
  ['forbidden', 1],
  ['not_found', 1],
  ['rejected', 1],
] as const)('%s is given up after %i tries', (kind, tries) => {
  expect([tries - 1, tries].map(failures => failures > 0 && failing(kind, failures, 0) !== null)).toEqual([
    tries > 1,
    false,
  ])
})

test('a rate limit is waited out, for an hour at the most', () => {
  const limited = { kind: 'rate_limited', retryAt: new Date(now.getTime() + 40_000) } as const
  const hour = 3_600_000
  expect([0, hour - 1, hour].map(elapsed => retryDelay(limited, { failures: 0, elapsed }, now, 0.5))).toEqual(
    [40_500, 40_500, null],
  )
})
