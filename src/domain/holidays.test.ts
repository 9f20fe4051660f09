import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holidaysFrom, holidaysText, mostHolidays, parseHolidays, together } from './holidays.ts'

test('days are read as people write them, in the order of the calendar, each once', () => {
  const text =
    ' 2027-01-01 New Year\n\n2026-12-25, Christmas Day\r\n2026-12-26\n2027-01-01;  New Year’s Day  \n'
  expect(parseHolidays(text)).toEqual([
    { day: '2026-12-25', name: 'Christmas Day' },
    { day: '2026-12-26', name: '' },
    { day: '2027-01-01', name: 'New Year’s Day' },
  ])
})

test.each([
  ['25.12.2026 Christmas', 1, '25.12.2026 Christmas'],
  ['2026-12-24\n2026-02-30', 2, '2026-02-30'],
  ['Christmas Day', 1, 'Christmas Day'],
])('%j names no day in line %i', (text, line, said) => {
  expect(parseHolidays(text)).toEqual({ kind: 'no_day', line, text: said })
})

const days = (many: number): string[] =>
  Array.from({ length: many }, (_, at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10))

test('more than a list holds are refused', () => {
  expect(parseHolidays(days(mostHolidays).join('\n'))).toHaveLength(mostHolidays)
  expect(parseHolidays(days(mostHolidays + 1).join('\n'))).toEqual({
    kind: 'too_many',
    days: mostHolidays + 1,
  })
})

test('what is written is read again, and finds room without its names', () => {
  const holiday = fc.record({
    day: fc.constantFrom(...days(400)),
    name: fc.constantFrom('', 'Easter Monday', 'Fête nationale', 'x'.repeat(60)),
  })
  fc.assert(
    fc.property(fc.array(holiday, { maxLength: mostHolidays }), given => {
      const list = together([], given)
      expect(parseHolidays(holidaysText(list, Number.POSITIVE_INFINITY))).toEqual(list)
      const text = holidaysText(list, 3000)
      expect(text.length).toBeLessThanOrEqual(3000)
      const read = parseHolidays(text)
      expect('kind' in read ? read : read.map(({ day }) => day)).toEqual(list.map(({ day }) => day))
    }),
  )
})

test('a later list names days anew, and days are told from today on', () => {
  const one = [{ day: '2026-05-01', name: 'Labour Day' }]
  const other = [
    { day: '2026-05-01', name: '' },
    { day: '2026-12-25', name: 'Christmas' },
  ]
  expect(together(one, other)).toEqual([...one, { day: '2026-12-25', name: 'Christmas' }])
  expect(holidaysFrom(together(one, other), '2026-05-02')).toEqual([{ day: '2026-12-25', name: 'Christmas' }])
})
