import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  lastDueAt,
  longestGap,
  nextDueAt,
  parseSchedule,
  type Schedule,
  schedules,
  scheduleText,
} from './schedule.ts'

const at = (text: string) => new Date(text)

test('every choice is read back, and nothing else', () => {
  expect(schedules.map(schedule => parseSchedule(scheduleText(schedule)))).toEqual(schedules)
  expect(['every-17', 'daily-24', '', null, 'every-15 '].map(parseSchedule)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
})

test.each([
  [{ everyMinutes: 15 }, 'UTC', '2026-11-24T09:14:59Z', '2026-11-24T09:00:00Z', '2026-11-24T09:15:00Z'],
  [{ everyMinutes: 15 }, 'UTC', '2026-11-24T09:15:00Z', '2026-11-24T09:15:00Z', '2026-11-24T09:30:00Z'],
  // Kathmandu is 5:45 ahead.
  [
    { everyMinutes: 60 },
    'Asia/Kathmandu',
    '2026-11-24T09:30:00Z',
    '2026-11-24T09:15:00Z',
    '2026-11-24T10:15:00Z',
  ],
  [
    { everyMinutes: 240 },
    'Europe/Berlin',
    '2026-11-24T12:00:00Z',
    '2026-11-24T11:00:00Z',
    '2026-11-24T15:00:00Z',
  ],
  [{ dailyAt: 6 }, 'Europe/Berlin', '2026-11-24T04:59:00Z', '2026-11-23T05:00:00Z', '2026-11-24T05:00:00Z'],
  [
    { dailyAt: 6 },
    'America/New_York',
    '2026-11-24T12:00:00Z',
    '2026-11-24T11:00:00Z',
    '2026-11-25T11:00:00Z',
  ],
  // In New York 2:00 does not exist on 8 March 2026, and 1:00 comes twice on 1 November 2026.
  [
    { dailyAt: 2 },
    'America/New_York',
    '2026-03-08T07:00:00Z',
    '2026-03-08T07:00:00Z',
    '2026-03-09T06:00:00Z',
  ],
  [
    { dailyAt: 1 },
    'America/New_York',
    '2026-11-01T06:30:00Z',
    '2026-11-01T05:00:00Z',
    '2026-11-02T06:00:00Z',
  ],
  [
    { everyMinutes: 60 },
    'America/New_York',
    '2026-11-01T06:30:00Z',
    '2026-11-01T06:00:00Z',
    '2026-11-01T07:00:00Z',
  ],
] as const)('%j in %s at %s', (schedule, zone, now, last, next) => {
  expect([lastDueAt(schedule, zone, at(now)), nextDueAt(schedule, zone, at(now))]).toEqual([
    at(last),
    at(next),
  ])
})

test('whatever clocks do, no gap is longer than promised, and what is next is last when it comes', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/Santiago',
    'Asia/Beirut',
    'Africa/Cairo',
    'Pacific/Chatham',
    'America/Havana',
  ]
  const now = fc.date({
    min: at('2026-01-02T00:00:00Z'),
    max: at('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(
      fc.constantFrom<Schedule>(...schedules),
      fc.constantFrom(...zones),
      now,
      (schedule, zone, moment) => {
        const [last, next] = [lastDueAt(schedule, zone, moment), nextDueAt(schedule, zone, moment)]
        expect([last <= moment, moment < next]).toEqual([true, true])
        expect(next.getTime() - last.getTime()).toBeLessThanOrEqual(longestGap(schedule))
        expect(lastDueAt(schedule, zone, next)).toEqual(next)
      },
    ),
    { numRuns: 300 },
  )
})
