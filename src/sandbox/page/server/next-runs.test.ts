import { expect, test } from 'vitest'
import { runsUntil } from './next-runs.ts'

const at = (time: string) => new Date(`2026-11-25T${time}Z`)

test.each([
  ['sync', '10:03:20', '2026-11-25T10:30:00.000Z', { staff: true }],
  ['sync', '10:05:00', '2026-11-25T10:30:00.000Z', { staff: false }],
  ['sync', '10:30:00', '2026-11-25T11:00:00.000Z', { staff: false }],
  ['staff', '10:03:20', '2026-11-25T10:05:00.000Z', { sync: false }],
  ['staff', '10:05:00', '2026-11-25T11:05:00.000Z', { sync: true }],
  ['tomorrow', '10:03:20', '2026-11-26T10:03:20.000Z', { staff: true, sync: true }],
  ['month', '10:03:20', '2026-12-26T10:03:20.000Z', { staff: true, sync: true }],
] as const)('to the next %s from %s', (to, from, moment, runs) => {
  const until = runsUntil(to, at(from))
  expect(until.at.toISOString()).toBe(moment)
  expect(until).toMatchObject(runs)
})
