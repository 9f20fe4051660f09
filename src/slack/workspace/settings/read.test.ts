import { expect, test } from 'vitest'
import { settingsIds } from '../../ids/workspace.ts'
import { cronInWords, deadlineInWords, isTimeZone, scheduleInWords, zonesLike } from './choices.ts'
import { readSettingsForm } from './read.ts'

const one = (value: string | null) => ({ selected_option: value === null ? null : { value } })
const filled = {
  [settingsIds.schedule]: one('every-240'),
  [settingsIds.timeZone]: one('Europe/Berlin'),
  [settingsIds.adminWay]: one('slack'),
  [settingsIds.adminPeople]: { selected_users: [] as string[] },
  [settingsIds.adminGroup]: one(null),
  [settingsIds.removalDeadline]: one('2 business_days'),
  [settingsIds.otherDeadline]: one('7 days'),
  [settingsIds.maskNames]: one('always'),
  [settingsIds.reviewDays]: one('180'),
  [settingsIds.retentionMonths]: one('36'),
}
const read = (more: Partial<Record<string, unknown>> = {}, metadata = '{"v":3}') => {
  const values = Object.entries({ ...filled, ...more })
  return readSettingsForm({
    metadata,
    state: Object.fromEntries(values.map(([id, value]) => [id, { [id]: value }])),
  })
}
const settings = {
  schedule: { everyMinutes: 240 },
  timeZone: 'Europe/Berlin',
  administrators: { way: 'slack' },
  removalDeadline: { amount: 2, unit: 'business_days' },
  otherDeadline: { amount: 7, unit: 'days' },
  checks: {},
  maskNames: 'always',
  reviewDays: 180,
  retentionMonths: 36,
}

const agreed = { rights: false, retentionMonths: null }

test('everything that was chosen, and which version was seen', () => {
  expect(read()).toEqual({ input: { version: 3, settings, agreed } })
  expect(read({ [settingsIds.schedule]: one('started') })).toEqual({
    input: { version: 3, settings: { ...settings, schedule: null }, agreed },
  })
  expect(read({}, 'no json')).toEqual({ input: { version: -1, settings, agreed } })
  expect(read({}, '{"v":3,"r":true,"m":12}')).toMatchObject({
    input: { agreed: { rights: true, retentionMonths: 12 } },
  })
  expect(read({}, '{"v":3,"m":13}')).toEqual({ input: { version: -1, settings, agreed } })
})

test('administered by people, each once, or by a group', () => {
  const by = (way: string, id: string, value: unknown) =>
    read({ [settingsIds.adminWay]: one(way), [id]: value })
  const people = { selected_users: ['U0BEN', 'U0ADA', 'U0ADA'] }
  expect([
    by('people', settingsIds.adminPeople, people),
    by('group', settingsIds.adminGroup, one('S0IT')),
    by('people', settingsIds.adminPeople, { selected_users: ['U0BEN', '<!channel>'] }),
  ]).toEqual([
    {
      input: {
        version: 3,
        settings: { ...settings, administrators: { way: 'people', people: ['U0ADA', 'U0BEN'] } },
        agreed,
      },
    },
    {
      input: {
        version: 3,
        settings: { ...settings, administrators: { way: 'group', groupId: 'S0IT' } },
        agreed,
      },
    },
    { problems: { [settingsIds.adminPeople]: 'Name at least one person.' } },
  ])
})

test.each([
  [settingsIds.schedule, one('every-1')],
  [settingsIds.schedule, null],
  [settingsIds.timeZone, one('Mars/Olympus')],
  [settingsIds.timeZone, one("Europe/Berlin'; DROP TABLE workspace")],
  [settingsIds.adminWay, one('everybody')],
  [settingsIds.removalDeadline, one('0 hours')],
  [settingsIds.removalDeadline, one('24 weeks')],
  [settingsIds.otherDeadline, one('99999 days')],
  [settingsIds.maskNames, one('sometimes')],
  [settingsIds.reviewDays, one('7')],
  [settingsIds.reviewDays, one(null)],
  [settingsIds.retentionMonths, one('6')],
  [settingsIds.retentionMonths, one(null)],
])('%s with %j is a problem under that input alone', (id, value) => {
  const form = read({ [id]: value })
  expect('problems' in form && Object.keys(form.problems)).toEqual([id])
})

test('a group, or people, have to be named where they administer', () => {
  expect(read({ [settingsIds.adminWay]: one('group') })).toEqual({
    problems: { [settingsIds.adminGroup]: 'Choose a user group.' },
  })
  expect(read({ [settingsIds.adminWay]: one('people') })).toEqual({
    problems: { [settingsIds.adminPeople]: 'Name at least one person.' },
  })
})

test('in words', () => {
  expect([
    scheduleInWords({ everyMinutes: 15 }),
    scheduleInWords({ everyMinutes: 60 }),
    scheduleInWords({ everyMinutes: 240 }),
    scheduleInWords({ dailyAt: 6 }),
    ...['*/30 * * * *', '5 * * * *', '0 9-17 * * 1-5', '*/7 * * * *', '0,30 * * * *', '5,20 * * * *'].map(
      cronInWords,
    ),
    deadlineInWords({ amount: 1, unit: 'business_days' }),
    deadlineInWords({ amount: 24, unit: 'hours' }),
  ]).toMatchInlineSnapshot(`
    [
      "every 15 minutes",
      "every hour",
      "every 4 hours",
      "every day at 6:00",
      "every 30 minutes",
      "every hour",
      "by SYNC_CRON: 0 9-17 * * 1-5",
      "by SYNC_CRON: */7 * * * *",
      "every 30 minutes",
      "by SYNC_CRON: 5,20 * * * *",
      "1 business day",
      "24 hours",
    ]
  `)
})

test('time zones are found by place, by part, and with spaces; those whose place begins with it first', () => {
  expect(zonesLike('berl')).toEqual(['Europe/Berlin'])
  expect(zonesLike(' new  york ')).toEqual(['America/New_York'])
  expect(zonesLike('utc')[0]).toBe('UTC')
  expect(zonesLike('par')[0]).toBe('America/Paramaribo')
  expect(zonesLike('nowhere')).toEqual([])
  expect(['UTC', 'Europe/Berlin', 'europe/berlin', '', '__proto__'].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
