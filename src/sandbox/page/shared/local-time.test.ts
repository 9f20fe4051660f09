import { expect, test } from 'vitest'
import { localTime, momentOf } from './local-time.ts'

test.each([
  ['2026-11-25T22:30:00Z', 'Europe/Berlin', '2026-11-25T23:30'],
  ['2026-11-25T22:30:00Z', 'Pacific/Auckland', '2026-11-26T11:30'],
  // The night on which clocks go back.
  ['2026-10-25T03:30:00Z', 'Europe/Berlin', '2026-10-25T04:30'],
])('%s in %s', (moment, timeZone, local) => {
  expect(localTime(new Date(moment), timeZone)).toBe(local)
  expect(momentOf(local, timeZone) * 1000).toBe(Date.parse(moment))
})
