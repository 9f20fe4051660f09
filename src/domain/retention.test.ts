import { expect, test } from 'vitest'
import { deletableBefore, monthsBefore } from './retention.ts'

const day = (text: string): Date => new Date(`${text}T10:00:00Z`)

test('so many calendar months before, on the last day of a shorter month', () => {
  expect([
    monthsBefore(day('2026-11-30'), 24),
    monthsBefore(day('2026-05-31'), 12),
    monthsBefore(day('2024-02-29'), 12),
    monthsBefore(day('2026-05-31'), 18),
  ]).toEqual([day('2024-11-30'), day('2025-05-31'), day('2023-02-28'), day('2024-11-30')])
})

test('what may have been deleted goes by the shortest time that was in force for long enough', () => {
  const now = day('2030-01-01')
  expect(deletableBefore([], now)).toEqual(day('2028-01-01'))
  // Twelve months until 2029: what was written before 2028 was deleted then.
  const shorter = [
    { from: day('2026-06-01'), months: 12 },
    { from: day('2029-01-01'), months: 84 },
  ]
  expect(deletableBefore(shorter, now)).toEqual(day('2028-01-01'))
  expect(deletableBefore([{ from: day('2029-06-01'), months: 84 }], now)).toEqual(day('2027-06-01'))
  expect(deletableBefore([{ from: day('2029-12-31'), months: 12 }], now)).toEqual(day('2029-01-01'))
})
