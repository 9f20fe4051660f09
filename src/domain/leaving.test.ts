import { describe, expect, test } from 'vitest'
import { saidOf } from '../../test/support/account-samples.ts'
import {
  conflictOf,
  daysBefore,
  daysExposed,
  type Entry,
  judgeLeaving,
  reminderOf,
  reminderToTell,
} from './leaving.ts'

const now = new Date('2026-11-24T09:00:00Z')
const at = (text: string) => new Date(text)
const known = {
  kind: 'member',
  type: 'employee',
  lastDay: null,
  onLeave: false,
  slackUserId: 'U1',
  startAt: null,
  endAt: null,
  deactivated: false,
  said: [saidOf('slack')],
} as const
const goneInSlack = saidOf('slack', { gone: true, goneSince: at('2026-11-01T00:00:00Z') })
const lacking = [
  saidOf('list', {
    gone: true,
    goneSince: at('2026-11-02T00:00:00Z'),
    missingSince: at('2026-11-01T00:00:00Z'),
  }),
  saidOf('slack'),
]
const left = { ...known, lastDay: '2026-11-20', endAt: at('2026-11-20T23:00:00Z') }

const judge = (entry: Partial<Entry>, more: Partial<Parameters<typeof judgeLeaving>[1]> = {}) =>
  judgeLeaving(
    { type: 'employee', lastDay: null, onLeave: false, ...entry },
    { now, by: 'UADA', person: known, timeZone: 'Europe/Berlin', deed: 'entered' as const, ...more },
  )
const ends = (lastDay: string, timeZone: string) => {
  const judged = judge({ lastDay }, { timeZone })
  return 'refused' in judged ? judged.refused : judged.leaving.endAt?.toISOString()
}

test.each([
  ['today', '2026-11-24', 'Europe/Berlin', '2026-11-24T23:00:00.000Z'],
  // One instant, three calendar days around the date line.
  ['where it is tomorrow already', '2026-11-24', 'Pacific/Kiritimati', '2026-11-24T10:00:00.000Z'],
  ['where it is still yesterday', '2026-11-23', 'Pacific/Pago_Pago', '2026-11-24T11:00:00.000Z'],
  ['the day the clocks change', '2027-03-28', 'Europe/Berlin', '2027-03-28T22:00:00.000Z'],
  ['the day before that', '2027-03-27', 'Europe/Berlin', '2027-03-27T23:00:00.000Z'],
  ['the long day of autumn', '2026-10-25', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
  ['back-dated', '2026-11-12', 'UTC', '2026-11-13T00:00:00.000Z'],
  ['no such day', '2026-02-30', 'UTC', 'no_date'],
  ['a slip of the year', '2025-11-12', 'UTC', 'too_long_ago'],
  ['the other slip', '2036-11-24', 'UTC', 'too_far_ahead'],
])('the last day is inclusive: %s', (_case, lastDay, timeZone, expected) => {
  expect(ends(lastDay, timeZone)).toBe(expected)
})

describe('who may enter what', () => {
  const rehired = { ...known, startAt: at('2026-11-20T00:00:00Z') }
  test('who begins later began already, and whoever works here did not', () => {
    const later = { ...known, startAt: at('2026-12-01T00:00:00Z') }
    expect(judge({}, { person: later, deed: 'begun' })).toMatchObject({
      leaving: { startAt: now, endAt: null },
    })
    expect(judge({}, { person: later })).toEqual({ refused: 'unchanged' })
    expect(judge({}, { deed: 'begun' })).toEqual({ refused: 'unchanged' })
    expect(judge({}, { person: later, deed: 'begun', by: 'U1' })).toEqual({ refused: 'yourself' })
  })

  test.each([
    ['nobody such', {}, { person: null }, 'no_person'],
    ['oneself', { lastDay: '2026-12-01' }, { by: 'U1' }, 'yourself'],
    ['a guest', { lastDay: '2026-12-01' }, { person: { ...known, kind: 'guest' } }, 'not_staff'],
    ['nothing new', {}, {}, 'unchanged'],
    ['before the start', { lastDay: '2026-11-18' }, { person: rehired }, 'before_start'],
    ['a contractor for ever', { type: 'contractor' }, {}, 'contractor_without_end'],
    ['a year and a day', { type: 'contractor', lastDay: '2027-11-25' }, {}, 'contract_too_long'],
    [
      'back, but gone in Slack',
      {},
      { deed: 'came_back' as const, person: { ...left, deactivated: true, said: [goneInSlack] } },
      'deactivated',
    ],
    ['back, never gone', {}, { deed: 'came_back' as const }, 'not_left'],
    [
      'a contractor back without an end',
      { type: 'contractor' },
      { deed: 'came_back' as const, person: left },
      'contractor_without_end',
    ],
  ] as const)('%s', (_case, entry, more, refused) => {
    expect(judge(entry, more)).toEqual({ refused })
  })

  test.each([
    ['a contractor, at most a year', { type: 'contractor', lastDay: '2027-11-24' }, {}, '2027-11-24'],
    ['long leave', { onLeave: true }, {}, null],
    ['cancelled', {}, { person: left }, null],
    [
      'cancelled of a guest of today',
      {},
      { person: { ...left, kind: 'guest' as const, said: [saidOf('entered')] } },
      null,
    ],
    ['moved', { lastDay: '2026-12-24' }, { person: left }, '2026-12-24'],
    [
      'back; the old day says nothing',
      { lastDay: '2026-11-20' },
      { person: left, deed: 'came_back' as const },
      null,
    ],
    [
      'back until a day',
      { lastDay: '2027-01-31' },
      { person: left, deed: 'came_back' as const },
      '2027-01-31',
    ],
  ] as const)('%s', (_case, entry, more, lastDay) => {
    const started = 'deed' in more ? now : null
    expect(judge(entry, more)).toMatchObject({ leaving: { lastDay, startAt: started } })
  })
})

test.each([
  ['2026-11-25T00:00:00Z', 0, 1],
  ['2026-11-26T00:00:00Z', 1, 1],
  ['2026-11-27T00:00:00Z', 2, 7],
  ['2026-12-02T00:00:00Z', 7, 7],
  ['2026-12-09T00:00:00Z', 14, 14],
  ['2026-12-10T00:00:00Z', 15, null],
  ['2026-11-24T09:00:00Z', -1, null],
] as const)('a contract that ends at %s is reminded of', (end, days, step) => {
  expect([daysBefore(at(end), now), reminderOf(at(end), now)]).toEqual([days, step])
})

describe('the end of a contract is told', () => {
  const endAt = at('2026-12-09T23:00:00Z')
  const tell = (instant: string, told: readonly (1 | 7 | 14)[] = [], entered: string | null = null) =>
    reminderToTell(
      { id: 'p1', endAt, enteredAt: entered === null ? null : at(entered) },
      told.map(reminder => ({ id: 'p1', endAt, reminder })),
      at(instant),
    )

  test('at nine in the morning, 14, 7 and 1 days before, each once', () => {
    expect(['2026-11-25T07:59:59Z', '2026-11-25T08:00:00Z'].map(instant => tell(instant))).toEqual([null, 14])
    expect([tell('2026-12-02T07:59:59Z', [14]), tell('2026-12-02T08:00:00Z', [14])]).toEqual([null, 7])
    expect([tell('2026-12-08T08:00:00Z', [14, 7]), tell('2026-12-09T22:59:59Z', [14, 7, 1])]).toEqual([
      1,
      null,
    ])
  })

  test('what was missed is not made up for, and nothing is told when it is over', () => {
    expect([tell('2026-12-09T22:00:00Z'), tell('2026-12-09T23:00:00Z')]).toEqual([1, null])
    // Told a later step, the clock went back.
    expect(tell('2026-12-01T09:00:00Z', [7])).toBeNull()
  })

  test('not to whoever has just entered it, and anew when the day is moved', () => {
    expect(tell('2026-12-03T09:00:00Z', [], '2026-12-03T08:30:00Z')).toBeNull()
    expect(tell('2026-12-08T08:00:00Z', [], '2026-12-03T08:30:00Z')).toBe(1)
    const moved = { id: 'p1', endAt: at('2026-12-10T23:00:00Z'), enteredAt: null }
    expect(reminderToTell(moved, [{ id: 'p1', endAt, reminder: 14 }], at('2026-12-01T09:00:00Z'))).toBe(14)
  })
})

test('days exposed are whole days after the last one', () => {
  expect([
    daysExposed(at('2026-11-12T09:00:00Z'), now),
    daysExposed(at('2026-11-23T10:00:00Z'), now),
    daysExposed(at('2026-12-01T00:00:00Z'), now),
  ]).toEqual([12, 0, 0])
})

describe('Slack and the other sources', () => {
  const [before, later] = [at('2026-11-20T00:00:00Z'), at('2026-12-01T00:00:00Z')]
  const missing = saidOf('slack', { missingSince: before })
  test.each([
    ['nothing else is said', {}, null],
    ['gone by both', { endAt: before, deactivated: true, said: [goneInSlack] }, null],
    ['the last day is over', { endAt: before }, 'still_active'],
    ['the last day is over, and Slack missed them once', { endAt: before, said: [missing] }, null],
    [
      'deactivated before the last day',
      { endAt: later, deactivated: true, said: [goneInSlack] },
      'gone_early',
    ],
    ['leaves later', { endAt: later }, null],
    ['not in Slack', { endAt: before, said: [] }, null],
    ['a guest since', { endAt: before, kind: 'guest' as const }, null],
    ['deactivated, and still in the list', { said: [goneInSlack] }, 'slack_gone'],
    ['deactivated, in the list, and the last day is over', { endAt: before, said: [goneInSlack] }, null],
    ['gone by the list', { deactivated: true }, 'list_gone'],
    ['no longer in the list', { said: lacking }, 'asked'],
    [
      'no longer in the list, and answered',
      { said: lacking.map(each => ({ ...each, stillHereAt: now })) },
      'still_here',
    ],
    [
      'no longer in the list, with a last day to come',
      { endAt: later, said: [saidOf('entered', { endAt: later }), ...lacking] },
      null,
    ],
    ['in neither', { deactivated: true, said: [goneInSlack] }, null],
  ])('%s', (_case, more, conflict) => {
    const person = {
      ...{ kind: 'member' as const, endAt: null, deactivated: false, said: [saidOf('slack')] },
      ...more,
    }
    expect(conflictOf(person, now)).toBe(conflict)
  })
})

test('who came back is taken over from a list that no longer names them, and from nothing else', () => {
  const gone = { ...known, deactivated: true }
  const forgets = (person: object, deed: 'came_back' | 'entered' = 'came_back') => {
    const judged = judge({}, { person: { ...known, ...person }, deed })
    return 'refused' in judged ? judged.refused : judged.leaving.forgetList
  }
  expect([forgets(gone), forgets(left), forgets({}), forgets({ ...gone, said: [goneInSlack] })]).toEqual([
    ...[true, false, 'not_left', 'deactivated'],
  ])
  // Their last day is over by what somebody entered, and the list lacks them besides.
  expect([forgets({ ...left, said: lacking }), forgets({ said: lacking })]).toEqual([true, 'not_left'])
})
