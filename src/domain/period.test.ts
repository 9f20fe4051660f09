import { expect, test } from 'vitest'
import { daysOf, periods, spanOf } from './period.ts'

const now = new Date('2026-11-24T23:30:00Z')

test('the days of each period, where the company is', () => {
  const days = (timeZone: string) =>
    periods.map(name => {
      const { from, to } = daysOf({ name, from: '2026-02-03', to: '2026-02-03' }, now, timeZone)
      return `${name}: ${from} to ${to}`
    })
  expect(days('Europe/Berlin')).toEqual([
    'last_90_days: 2026-08-28 to 2026-11-25',
    'this_month: 2026-11-01 to 2026-11-30',
    'last_month: 2026-10-01 to 2026-10-31',
    'this_quarter: 2026-10-01 to 2026-12-31',
    'last_quarter: 2026-07-01 to 2026-09-30',
    'this_year: 2026-01-01 to 2026-12-31',
    'last_year: 2025-01-01 to 2025-12-31',
    'days: 2026-02-03 to 2026-02-03',
  ])
  expect(days('UTC')[0]).toBe('last_90_days: 2026-08-27 to 2026-11-24')
})

test.each([
  [null, '2026-02-03'],
  ['2026-02-04', '2026-02-03'],
  ['2026-02-30', '2026-03-03'],
])('from %s to %s is no period', (from, to) => {
  expect(daysOf({ name: 'days', from, to }, now, 'UTC').to).toBe('2026-11-24')
})

test('a period begins where its first day does, and ends with its last', () => {
  const span = spanOf({ name: 'days', from: '2026-03-29', to: '2026-03-29' }, now, 'Europe/Berlin')
  expect(span).toEqual({ from: new Date('2026-03-28T23:00:00Z'), until: new Date('2026-03-29T22:00:00Z') })
})
