import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNight, lastMorning, nextDaytime, nextMorning } from './hours.ts'

const at = (text: string) => new Date(text)
const calendar = (timeZone = 'UTC', holidays: string[] = []) => ({ timeZone, holidays })

test.each([
  ['2026-11-30T07:59:59Z', 'UTC', true],
  ['2026-11-30T08:00:00Z', 'UTC', false],
  ['2026-11-30T19:59:59Z', 'UTC', false],
  ['2026-11-30T20:00:00Z', 'UTC', true],
  ['2026-11-30T07:30:00Z', 'Europe/Berlin', false],
  ['2026-11-30T20:00:00Z', 'America/New_York', false],
])('at %s in %s it is night: %s', (now, zone, night) => {
  expect(isNight(at(now), zone)).toBe(night)
})

test.each([
  ['by day at once', '2026-11-30T12:00:00Z', 'UTC', '2026-11-30T12:00:00.000Z'],
  ['in the evening', '2026-11-30T22:00:00Z', 'UTC', '2026-12-01T08:00:00.000Z'],
  ['before dawn', '2026-11-30T03:00:00Z', 'UTC', '2026-11-30T08:00:00.000Z'],
  ['at a weekend too', '2026-11-28T03:00:00Z', 'Europe/Berlin', '2026-11-28T07:00:00.000Z'],
])('told by day: %s', (_case, from, zone, expected) => {
  expect(nextDaytime(at(from), zone).toISOString()).toBe(expected)
})

// 30 November 2026 is a Monday.
test.each([
  ['on the minute', '2026-11-30T09:00:00Z', '2026-11-30T09:00:00.000Z', '2026-11-30T09:00:00.000Z'],
  ['a second later', '2026-11-30T09:00:01Z', '2026-12-01T09:00:00.000Z', '2026-11-30T09:00:00.000Z'],
  ['over a weekend', '2026-11-28T12:00:00Z', '2026-11-30T09:00:00.000Z', '2026-11-27T09:00:00.000Z'],
  ['over a holiday', '2026-12-25T12:00:00Z', '2026-12-28T09:00:00.000Z', '2026-12-24T09:00:00.000Z'],
])('mornings: %s', (_case, now, next, last) => {
  const days = calendar('UTC', ['2026-12-25'])
  expect([nextMorning(at(now), days), lastMorning(at(now), days)].map(each => each.toISOString())).toEqual([
    next,
    last,
  ])
})

test('whatever clocks do, mornings are at nine on business days, and none lies between now and the next', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Pacific/Chatham',
  ]
  const when = fc.date({
    min: at('2026-01-01T00:00:00Z'),
    max: at('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(
      when,
      fc.constantFrom(...zones),
      fc.uniqueArray(when, { maxLength: 10 }),
      (now, zone, free) => {
        const days = calendar(
          zone,
          free.map(each => each.toISOString().slice(0, 10)),
        )
        const [next, last] = [nextMorning(now, days), lastMorning(now, days)]
        for (const morning of [next, last]) {
          expect(
            new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'short' }).format(morning),
          ).toBe('09:00')
          expect(days.holidays).not.toContain(
            new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(morning),
          )
          expect(['Sat', 'Sun']).not.toContain(
            new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short' }).format(morning),
          )
        }
        expect(last <= now && now <= next).toBe(true)
        // Nothing is skipped: the morning after the last one is the next.
        expect(nextMorning(new Date(last.getTime() + 1), days)).toEqual(
          last.getTime() === now.getTime() ? nextMorning(new Date(now.getTime() + 1), days) : next,
        )
      },
    ),
    { numRuns: 200 },
  )
})
