import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCalendar } from './read-calendar.ts'

const years = { from: 2026, to: 2027 }

const calendar = (...events: (readonly string[])[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//someone//holidays//EN',
    ...events.flatMap((lines, index) => ['BEGIN:VEVENT', `UID:${index}`, ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n')

test.each([
  [
    'one day',
    ['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261226', 'SUMMARY:Christmas Day'],
    ['2026-12-25 Christmas Day'],
  ],
  [
    'without an end',
    ['DTSTART;VALUE=DATE:20261225', 'SUMMARY:Christmas\\, first day'],
    ['2026-12-25 Christmas, first day'],
  ],
  [
    'several days: the end is not part of it',
    ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'],
    ['2026-12-24', '2026-12-25', '2026-12-26'],
  ],
  [
    'every year',
    ['DTSTART;VALUE=DATE:20100101', 'RRULE:FREQ=YEARLY', 'SUMMARY:New Year'],
    ['2026-01-01 New Year', '2027-01-01 New Year'],
  ],
  [
    'the fourth Thursday of November',
    ['DTSTART;VALUE=DATE:20201126', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'SUMMARY:Thanksgiving'],
    ['2026-11-26 Thanksgiving', '2027-11-25 Thanksgiving'],
  ],
  [
    'every year but one',
    ['DTSTART;VALUE=DATE:20250501', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20260501'],
    ['2027-05-01'],
  ],
  [
    'over the turn of the years',
    ['DTSTART;VALUE=DATE:20251230', 'DTEND;VALUE=DATE:20260102'],
    ['2026-01-01'],
  ],
  ['long ago', ['DTSTART;VALUE=DATE:20201225'], []],
  ['cancelled', ['DTSTART;VALUE=DATE:20261225', 'STATUS:CANCELLED'], []],
  [
    'some days in a row',
    ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=DAILY;COUNT=3'],
    ['2026-01-01', '2026-01-02', '2026-01-03'],
  ],
])('%s', (_case, event, expected) => {
  expect(readCalendar(calendar(event), years)).toEqual({
    outcome: 'read',
    holidays: expected.map(line => ({ day: line.slice(0, 10), name: line.slice(11) })),
    skipped: 0,
  })
})

test('what has a time of day is counted and left out', () => {
  const text = calendar(['DTSTART:20261224T120000Z'], ['DTSTART;VALUE=DATE:20261225'])
  expect(readCalendar(text, years)).toEqual({
    outcome: 'read',
    holidays: [{ day: '2026-12-25', name: '' }],
    skipped: 1,
  })
})

test.each(['', 'Email,Last day\nada@acme.com,', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nEND:VCARD', '{}'])(
  'no calendar: %j',
  text => {
    expect(readCalendar(text, years)).toEqual({ outcome: 'no_calendar' })
  },
)

test('whatever stands in it, reading ends and throws nothing', () => {
  const part = fc.constantFrom(
    'DTSTART;VALUE=DATE:20261225',
    'DTSTART;VALUE=DATE:20261399',
    'DTSTART:garbage',
    'DTEND;VALUE=DATE:20200101',
    'DTEND;VALUE=DATE:99991231',
    'RRULE:FREQ=SECONDLY',
    'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31',
    'RRULE:FREQ=NEVER',
    'RDATE;VALUE=DATE:20260606',
    'SUMMARY:x',
    'DURATION:P3D',
    'DURATION:-P3D',
    'BEGIN:VALARM',
    'END:VALARM',
    'no colon',
  )
  fc.assert(
    fc.property(fc.array(fc.array(part, { maxLength: 5 }), { maxLength: 3 }), events => {
      const read = readCalendar(calendar(...events), years)
      const days = read.outcome === 'read' ? read.holidays.map(({ day }) => day) : []
      for (const day of days) expect(day).toMatch(/^202[67]-\d\d-\d\d$/)
    }),
    { numRuns: 300 },
  )
})
