import { expect, test } from 'vitest'
import { durationInWords } from './duration.ts'

const minute = 60_000

test.each([
  [0, 'less than a minute'],
  [minute - 1, 'less than a minute'],
  [minute, '1 min'],
  [59 * minute, '59 min'],
  [60 * minute, '1 h'],
  [192 * minute, '3 h 12 min'],
  [24 * 60 * minute, '1 day'],
  [52 * 60 * minute + minute, '2 days 4 h'],
  [400 * 24 * 60 * minute, '400 days'],
])('%d ms: %s', (milliseconds, words) => {
  expect(durationInWords(milliseconds)).toBe(words)
})
