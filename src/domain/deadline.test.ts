import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Deadline, dueAt, nextSeverityAt, severity } from './deadline.ts'

const due = (start: string, deadline: Deadline, timeZone = 'UTC', holidays: string[] = []) =>
  dueAt(new Date(start), deadline, { timeZone, holidays }).toISOString()
const business = (amount: number): Deadline => ({ amount, unit: 'business_days' })

test.each([
  ['2026-11-24T09:00:00.123Z', { amount: 24, unit: 'hours' }, '2026-11-25T09:00:00.123Z'],
  ['2026-11-27T09:00:00Z', { amount: 24, unit: 'hours' }, '2026-11-28T09:00:00.000Z'],
  ['2026-11-24T09:00:00Z', { amount: 7, unit: 'days' }, '2026-12-01T09:00:00.000Z'],
] as const)('%s and %j', (start, deadline, end) => {
  expect(due(start, deadline)).toBe(end)
})

// 27 Nov 2026 is a Friday.
test.each([
  ['a Tuesday', '2026-11-24T09:00:00.123Z', 1, 'UTC', '2026-11-25T09:00:00.123Z'],
  ['over a weekend', '2026-11-27T15:30:00Z', 1, 'UTC', '2026-11-30T15:30:00.000Z'],
  ['over two weekends', '2026-11-26T15:30:00Z', 7, 'UTC', '2026-12-07T15:30:00.000Z'],
  ['from a Saturday', '2026-11-28T15:30:00Z', 1, 'UTC', '2026-12-01T00:00:00.000Z'],
  ['from a Sunday', '2026-11-29T23:59:59Z', 2, 'UTC', '2026-12-02T00:00:00.000Z'],
  // Friday evening in UTC is Saturday in Tokyo, and Friday noon in Los Angeles.
  ['by the weekend of the zone, east', '2026-11-27T20:00:00Z', 1, 'Asia/Tokyo', '2026-11-30T15:00:00.000Z'],
  [
    'by the weekend of the zone, west',
    '2026-11-28T02:00:00Z',
    1,
    'America/Los_Angeles',
    '2026-12-01T02:00:00.000Z',
  ],
  // Clocks in Berlin go forward on 29 March 2026 and back on 25 October 2026, both Sundays.
  ['over spring', '2026-03-27T08:00:00Z', 1, 'Europe/Berlin', '2026-03-30T07:00:00.000Z'],
  ['over autumn', '2026-10-23T07:00:00Z', 1, 'Europe/Berlin', '2026-10-26T08:00:00.000Z'],
  // In Cairo they went forward on Friday 24 April 2026 at midnight: that minute does not exist.
  ['to a time that clocks skip', '2026-04-22T22:30:00Z', 1, 'Africa/Cairo', '2026-04-23T22:30:00.000Z'],
  // And back on Thursday 29 October 2026 at the end of the day: 23:30 comes twice, the later counts.
  ['to a time that comes twice', '2026-10-28T20:30:00Z', 1, 'Africa/Cairo', '2026-10-29T21:30:00.000Z'],
])('business days, %s', (_, start, days, zone, end) => {
  expect(due(start, business(days), zone)).toBe(end)
})

test('more days end later, a later start never ends earlier, and no end is at a weekend or on a holiday', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Chatham']
  const start = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  const holiday = start.map(each => each.toISOString().slice(0, 10))
  fc.assert(
    fc.property(
      start,
      fc.nat(14 * 86_400_000),
      fc.integer({ min: 1, max: 15 }),
      fc.constantFrom(...zones),
      fc.uniqueArray(holiday, { maxLength: 20 }),
      (at, later, days, zone, holidays) => {
        const calendar = { timeZone: zone, holidays }
        const end = dueAt(at, business(days), calendar)
        expect(end > at).toBe(true)
        expect(dueAt(at, business(days + 1), calendar) > end).toBe(true)
        // Where an hour comes twice, two starts may show the same time and so end together.
        const hour = 3_600_000
        expect(dueAt(new Date(at.getTime() + later + hour), business(days), calendar) >= end).toBe(true)
        const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: zone }).format(end)
        expect(['Sat', 'Sun']).not.toContain(weekday)
        expect(holidays).not.toContain(new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(end))
      },
    ),
    { numRuns: 300 },
  )
})

// 25 December 2026 is a Friday.
test.each([
  ['a holiday is left out', '2026-12-24T09:00:00Z', 1, '2026-12-28T09:00:00.000Z'],
  ['two in a row with a weekend', '2026-12-23T09:00:00Z', 2, '2026-12-29T09:00:00.000Z', ['2026-12-24']],
  ['from a holiday', '2026-12-25T09:00:00Z', 1, '2026-12-29T00:00:00.000Z'],
  ['at a weekend it changes nothing', '2026-12-24T09:00:00Z', 1, '2026-12-28T09:00:00.000Z', ['2026-12-26']],
] as const)('%s', (_case, start, days, end, more: readonly string[] = []) => {
  expect(due(start, business(days), 'UTC', ['2026-12-25', ...more])).toBe(end)
})

test('holidays are days of the zone, and hours and days run through them', () => {
  const eve = '2026-12-24T20:00:00Z'
  expect(due(eve, business(1), 'Asia/Tokyo', ['2026-12-25'])).toBe('2026-12-28T15:00:00.000Z')
  expect(due(eve, { amount: 24, unit: 'hours' }, 'UTC', ['2026-12-25'])).toBe('2026-12-25T20:00:00.000Z')
})

const clockAt = new Date('2026-01-01T00:00:00Z')
const after = (hours: number): Date => new Date(clockAt.getTime() + hours * 3_600_000)

test.each([
  ['a day: starts', 24, 0, 'due', 18],
  ['a day: before the last quarter', 24, 17.99, 'due', 18],
  ['a day: last quarter', 24, 18, 'critical', 24],
  ['a day: passed', 24, 24, 'overdue', null],
  ['a week: last quarter', 168, 126, 'critical', 168],
  ['28 days: still a quarter', 672, 503, 'due', 504],
  ['60 days: before the last week', 1440, 1271, 'due', 1272],
  ['60 days: last week', 1440, 1272, 'critical', 1440],
  ['no time at all', 0, 0, 'overdue', null],
] as const)('%s', (_case, allowed, at, step, next) => {
  const finding = { clockAt, dueAt: after(allowed) }
  expect([severity(finding, after(at)), nextSeverityAt(finding, after(at))]).toEqual([
    step,
    next === null ? null : after(next),
  ])
})
