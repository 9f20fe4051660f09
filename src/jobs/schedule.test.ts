import { expect, test } from 'vitest'
import { isCron, longestInterval } from './schedule.ts'

const minute = 60_000

test.each([
  ['*/30 * * * *', 30 * minute],
  ['5 * * * *', 60 * minute],
  ['0 9-17 * * *', 16 * 60 * minute],
  ['0 6 * * 1', 7 * 24 * 60 * minute],
])('the longest interval of %s', (cron, milliseconds) => {
  expect(longestInterval(cron)).toBe(milliseconds)
})

test.each([
  ['*/30 * * * *', true],
  ['* * * * * *', false],
  ['sometimes', false],
  ['61 * * * *', false],
])('%s is a cron expression: %s', (cron, readable) => {
  expect(isCron(cron)).toBe(readable)
})
