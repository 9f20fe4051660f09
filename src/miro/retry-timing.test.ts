import { expect, test } from 'vitest'
import { backoff, retryAt } from './retry-timing.ts'

const now = new Date('2026-11-24T09:00:00Z')
const epoch = now.getTime() / 1000

test.each([
  ['Retry-After in seconds', { 'retry-after': '7' }, 7],
  ['Retry-After as a date', { 'retry-after': 'Tue, 24 Nov 2026 09:00:20 GMT' }, 20],
  ['Retry-After before the reset', { 'retry-after': '7', 'x-ratelimit-reset': String(epoch + 40) }, 7],
  ['the reset in epoch seconds', { 'x-ratelimit-reset': String(epoch + 40) }, 40],
  ['the reset in milliseconds', { 'x-ratelimit-reset': String(now.getTime() + 40_000) }, 40],
  ['a reset in the past', { 'x-ratelimit-reset': String(epoch - 100) }, 1],
  ['a reset ten hours ahead', { 'x-ratelimit-reset': String(epoch + 36_000) }, 900],
  ['a reset that is no number', { 'x-ratelimit-reset': 'soon' }, 61],
  ['nothing', {}, 61],
])('%s', (_, headers, seconds) => {
  expect((retryAt(headers, now).getTime() - now.getTime()) / 1000).toBe(seconds)
})

test('waits double and are spread', () => {
  expect([1, 2, 3, 4, 20].map(done => [backoff(done, 0), backoff(done, 1)])).toEqual([
    [250, 500],
    [500, 1_000],
    [1_000, 2_000],
    [2_000, 4_000],
    [15_000, 30_000],
  ])
})
