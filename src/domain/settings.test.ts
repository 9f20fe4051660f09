import { expect, test } from 'vitest'
import { changedFields, type Settings, shortensNames } from './settings.ts'

const settings: Settings = {
  schedule: null,
  timeZone: null,
  administrators: { way: 'slack' },
  removalDeadline: { amount: 24, unit: 'hours' },
  otherDeadline: { amount: 7, unit: 'days' },
  checks: {},
  maskNames: 'automatic',
  reviewDays: 90,
  holidays: [],
  retentionMonths: 24,
}

test.each([
  [{}, []],
  [{ removalDeadline: { unit: 'hours', amount: 24 } }, []],
  [{ schedule: { dailyAt: 6 }, timeZone: 'UTC' }, ['schedule', 'timeZone']],
  [{ reviewDays: 30 }, ['reviewDays']],
  [{ holidays: [{ day: '2026-12-25', name: '' }] }, ['holidays']],
  [{ administrators: { way: 'people', people: ['U1'] } }, ['administrators']],
  [
    { otherDeadline: { amount: 7, unit: 'business_days' }, maskNames: 'never' },
    ['otherDeadline', 'maskNames'],
  ],
] as const)('%j changes %j', (more, expected) => {
  expect(changedFields(settings, { ...settings, ...more })).toEqual(expected)
})

test.each([
  ['automatic', true, true],
  ['automatic', false, false],
  ['automatic', null, true],
  ['always', false, true],
  ['never', true, false],
  ['never', null, true],
] as const)('%s in a channel that is public %s shortens %s', (maskNames, isPublic, expected) => {
  expect(shortensNames(maskNames, isPublic)).toBe(expected)
})
