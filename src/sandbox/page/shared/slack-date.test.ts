import { expect, test } from 'vitest'
import { slackDate } from './slack-date.ts'

const now = new Date('2026-11-25T22:30:00Z')
const at = (time: string) => Date.parse(time) / 1000

test.each([
  ['{date_short_pretty} at {time}', '2026-11-25T22:00:00Z', 'UTC', 'today at 22:00'],
  // Already the next day in Auckland, for the reader and the moment alike.
  ['{date_short_pretty} at {time}', '2026-11-25T22:00:00Z', 'Pacific/Auckland', 'today at 11:00'],
  ['{date_short_pretty} at {time}', '2026-11-24T23:30:00Z', 'Europe/Berlin', 'today at 00:30'],
  ['{date_short}', '2026-12-24T12:00:00Z', 'UTC', '24 Dec 2026'],
  ['{date_num} {time_secs} {unknown}', '2026-12-24T12:00:01Z', 'UTC', '24/12/2026 12:00:01 {unknown}'],
  ['({ago})', '2026-11-25T19:20:00Z', 'UTC', '(3 hours ago)'],
  ['{ago}', '2026-11-25T22:29:00Z', 'UTC', '1 minute ago'],
  ['{ago}', '2026-11-25T22:29:50Z', 'UTC', 'just now'],
  ['{ago}', '2026-11-28T22:30:00Z', 'UTC', 'in 3 days'],
] as const)('%s of %s in %s', (format, moment, timeZone, words) => {
  expect(slackDate(at(moment), format, { timeZone, now })).toBe(words)
})
