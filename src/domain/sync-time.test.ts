import { expect, test } from 'vitest'
import { minutesOfSync } from './sync-time.ts'

test.each([
  [0, 1],
  [16, 1],
  [3_000, 2],
  [20_000, 12],
])('%i accounts take about %i minutes', (accounts, minutes) => {
  expect(minutesOfSync(accounts)).toBe(minutes)
})
