import { describe, expect, test } from 'vitest'
import { saidOf } from '../../test/support/account-samples.ts'
import { hours, noon } from '../../test/support/slack-samples.ts'
import { goneFrom, lastDayFrom, originsOf, precedence, type Said, unlistedSince } from './staff-sources.ts'

test('people come before a list, and a list before Slack', () => {
  expect(precedence).toEqual(['entered', 'list', 'slack'])
})

const slack = (more: Partial<Said> = {}) => saidOf('slack', more)
const list = (more: Partial<Said> = {}) => saidOf('list', { gone: false, saidAt: noon, ...more })
const gone = { gone: true, goneSince: hours(-1) }
const lacking = list({ ...gone, missingSince: hours(-9) })

describe('gone or not', () => {
  test.each([
    ['nobody says', [saidOf('entered')], null],
    ['Slack alone', [slack()], ['slack', false]],
    ['Slack alone, deactivated', [slack(gone)], ['slack', true]],
    ['the list alone', [list()], ['list', false]],
    ['in both', [list(), slack()], ['list', false]],
    ['gone from the list, active in Slack', [lacking, slack()], ['slack', false]],
    ['gone by its own word, active in Slack', [list(gone), slack()], ['list', true]],
    ['gone from the list, a guest in Slack', [lacking, slack({ kind: 'guest' })], ['list', true]],
    ['gone from the list, not in Slack', [lacking], ['list', true]],
    ['gone from the list, deactivated in Slack', [lacking, slack(gone)], ['list', true]],
    ['missing from one list', [list({ missingSince: hours(-1) }), slack()], ['list', false]],
    ['deactivated, and named by a list brought since', [list(), slack(gone)], ['list', false]],
    ['deactivated since the list was brought', [list({ saidAt: hours(-2) }), slack(gone)], ['slack', true]],
    [
      'deactivated, and named by a list read on the schedule',
      [list({ saidAt: hours(-2), standing: true }), slack(gone)],
      ['list', false],
    ],
    [
      'deactivated, and missing from the newest list',
      [list({ standing: true, missingSince: hours(-1) }), slack(gone)],
      ['slack', true],
    ],
    ['gone from both', [list(gone), slack(gone)], ['list', true]],
  ] as const)('%s', (_case, said, expected) => {
    const from = goneFrom(said)
    expect(from && [from.source, from.gone]).toEqual(expected)
  })
})

describe('whether administrators are asked', () => {
  const answered = { ...lacking, stillHereAt: noon }
  test.each([
    ['the list lacks them, Slack shows them as active', [lacking, slack()], true],
    ['also while one read of Slack lacks them', [lacking, slack({ missingSince: hours(-1) })], true],
    ['one list lacks them', [list({ missingSince: hours(-1) }), slack()], false],
    ['the list says gone', [list(gone), slack()], false],
    ['Slack says deactivated', [lacking, slack(gone)], false],
    ['a guest in Slack', [lacking, slack({ kind: 'guest' })], false],
    ['not in Slack', [lacking], false],
    ['answered: still here', [answered, slack()], false],
    ['answered by a last day', [saidOf('entered', { endAt: hours(9) }), lacking, slack()], false],
    ['only something else was entered', [saidOf('entered', { type: 'contractor' }), lacking, slack()], true],
  ] as const)('%s', (_case, said, expected) => {
    expect(unlistedSince(said)).toEqual(expected ? hours(-1) : null)
  })
})

describe('the last day', () => {
  const day = { lastDay: '2026-11-30', endAt: hours(155) }
  test.each([
    ['nobody says', [list(), slack()], null],
    ['the list', [list(day), slack()], 'list'],
    ['both', [saidOf('entered', day), list(day)], 'entered'],
    ['not theirs', [saidOf('entered', { overruledDay: '2026-11-30' }), list(day)], null],
    ['another one than that', [saidOf('entered', { overruledDay: '2026-11-20' }), list(day)], 'list'],
  ] as const)('%s', (_case, said, expected) => {
    expect(lastDayFrom(said)).toBe(expected)
  })
})

test('of each field the first source that has a value is believed', () => {
  const said = [
    slack({ name: 'dana', title: 'Guide', timeZone: 'Europe/Berlin' }),
    list({ name: 'Dana Lee', department: 'Sales', lastDay: '2026-11-30', endAt: hours(155) }),
    saidOf('entered', { type: 'contractor', title: 'Consultant' }),
  ]
  expect(originsOf(said).map(({ field, source }) => `${field} ${source}`)).toEqual([
    ...['name list', 'kind slack', 'type entered', 'title entered', 'department list', 'timeZone slack'],
    ...['lastDay list', 'gone list'],
  ])
})
