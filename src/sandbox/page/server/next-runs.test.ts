import { expect, test } from 'vitest'
import { looksUntil, startedWith, stopsOfMonth } from './next-runs.ts'

const at = (time: string) => new Date(`2026-11-25T${time}Z`)
const everyFourHours = { schedule: { everyMinutes: 240 }, timeZone: 'Europe/Berlin' }
const shown = (looks: ReturnType<typeof looksUntil>) =>
  looks.map(look => [
    look.at.toISOString().slice(11, 19),
    [look.sync ? 'accounts' : '', look.staff ? 'people' : ''].join('') || 'nothing',
  ])

test.each([
  ['sync', '10:03:20', ['10:05:00 people', '10:30:00 accounts']],
  ['sync', '10:05:00', ['10:30:00 accounts']],
  ['sync', '10:30:00', ['11:00:00 accounts']],
  ['staff', '10:03:20', ['10:05:00 people']],
  ['staff', '10:05:00', ['10:30:00 accounts', '11:00:00 accounts', '11:05:00 people']],
] as const)('to the next look (%s) from %s', (to, from, expected) => {
  expect(shown(looksUntil(to, at(from), startedWith)).map(look => look.join(' '))).toEqual(expected)
})

test('to the next look at accounts by the schedule that was chosen', () => {
  const looks = shown(looksUntil('sync', at('10:05:00'), everyFourHours))
  expect(looks).toEqual([['11:00:00', 'accounts']])
  expect(shown(looksUntil('sync', at('11:00:00'), everyFourHours)).at(-1)).toEqual(['15:00:00', 'accounts'])
})

test('a whole day stops at each look in between, and ends a day later', () => {
  const looks = looksUntil('tomorrow', at('10:03:20'), startedWith)
  expect(looks.filter(({ sync }) => sync).length).toBe(48)
  expect(looks.filter(({ staff }) => staff).length).toBe(24)
  expect(looks.at(-1)).toEqual({ at: new Date('2026-11-26T10:03:20Z'), sync: false, staff: false })
  const seldom = looksUntil('tomorrow', at('10:03:20'), everyFourHours)
  expect(seldom.filter(({ sync }) => sync).length).toBe(6)
})

test('a month stops each day, at first more often, and ends 31 days later', () => {
  const stops = stopsOfMonth(at('10:03:20')).map(stop => stop.toISOString().slice(5, 16))
  expect(stops).toHaveLength(37)
  expect([stops[0], ...stops.slice(6, 10), stops.at(-1)]).toEqual([
    '11-25T16:03',
    '11-27T04:03',
    '11-27T10:03',
    '11-28T10:03',
    '11-29T10:03',
    '12-26T10:03',
  ])
})
