import { expect, test } from 'vitest'
import type { JournalFact } from './journal-facts.ts'
import { inNumbers, type Leaver, leaversOf } from './leavers.ts'

const day = 86_400_000
const start = Date.UTC(2026, 9, 1)
/** Days after the first of October. */
const on = (days: number): number => start + days * day
const span = { from: new Date(on(0)), until: new Date(on(90)) }
const standard = {
  now: new Date(on(60)),
  deadline: { amount: 24, unit: 'hours' },
  calendar: { timeZone: 'UTC', holidays: [] },
} as const

type Told = Omit<JournalFact, 'id' | 'change' | 'miroOrgId'> & { change?: string }

const person = (at: number, facts: object = {}, subject = 'dana'): Told => ({
  ...{ at: on(at), kind: 'person', subject },
  facts: { kind: 'member', firstSeenAt: on(0), ...facts },
})
const leaves = (at: number, end: number, more: object = {}): Told =>
  person(at, { endAt: on(end), lastDay: '2026-10-20', leftKnownAt: on(at), ...more })
const account = (at: number, facts: object = {}, subject = 'a'): Told => ({
  ...{ at: on(at), kind: 'account', subject },
  facts: { active: true, firstSeenAt: on(0), ...facts },
})
const whose = (at: number, personId: string | null = 'dana', subject = 'a'): Told => ({
  ...{ at: on(at), kind: 'verdict', subject },
  facts: personId === null ? { class: 'unidentified' } : { class: 'staff', personId },
})
/** A complete read; `change`: what it wrote is of the same transaction. */
const read = (at: number, change?: string): Told => ({
  ...{
    at: on(at),
    kind: 'run',
    subject: '1',
    facts: { source: 'miro', state: 'complete', finishedAt: on(at) },
  },
  ...(change !== undefined && { change }),
})

/** The rows in their order; each a transaction of its own where nothing else is said. */
const journal = (...rows: readonly Told[]): JournalFact[] =>
  rows.map((row, at) => ({
    ...row,
    id: `${at + 1}`,
    miroOrgId: row.kind === 'person' || row.kind === 'settings' ? null : '1',
    change: row.change ?? `c${at}`,
  }))

const days = (value: Date | null | undefined) =>
  value == null ? value : Math.round(((value.getTime() - start) / day) * 100) / 100

const told = ({ status, ended, toRevoke, inTime, leftAt, backAt, accounts }: Leaver) =>
  [
    `${status} ${accounts}`,
    `left ${days(leftAt)}`,
    ended && `ended ${days(ended.lastSeenAt)}–${days(ended.at)}`,
    toRevoke !== null && `took ${toRevoke / day}`,
    inTime !== null && (inTime ? 'in time' : 'late'),
    backAt && `back ${days(backAt)}`,
  ]
    .filter(Boolean)
    .join(', ')

const here = [person(0), account(0), whose(0), read(0)]
/** The account's row and its run are one transaction. */
const ended = (at: number, facts: object = { active: false }, subject = 'a'): Told[] =>
  [account(at, facts, subject), read(at)].map(row => ({ ...row, change: `gone ${at}` }))

test.each([
  ['still has access, the time is over', [...here, leaves(5, 10)], ['active 1, left 10, late']],
  ['still has access, the time runs', [...here, leaves(5, 59.5)], ['active 1, left 59.5']],
  [
    'deactivated after the last day, between two reads',
    [...here, leaves(5, 10), read(10.5), ...ended(10.75)],
    ['revoked 1, left 10, ended 10.5–10.75, took 0.75, in time'],
  ],
  [
    'too late',
    [...here, leaves(5, 10), read(11.5), ...ended(12)],
    ['revoked 1, left 10, ended 11.5–12, took 2, late'],
  ],
  [
    'a read that did not complete saw nothing',
    [
      ...here,
      leaves(5, 10),
      { ...read(10.5), facts: { source: 'miro', state: 'failed', finishedAt: on(10.5) } },
      ...ended(10.75),
    ],
    ['revoked 1, left 10, ended 0–10.75, took 0.75, in time'],
  ],
  [
    'access ended before the last day',
    [...here, leaves(5, 10), read(8), ...ended(9)],
    ['revoked 1, left 10, ended 8–9, took 0, in time'],
  ],
  [
    'removed: missing first, and gone with the second look; the first read without it counts',
    [
      ...here,
      leaves(5, 10),
      read(10.25),
      ...ended(10.5, { active: true, missingSince: on(10.5) }),
      ...ended(11.5, { active: true, missingSince: on(10.5), removedAt: on(11.5) }),
    ],
    ['revoked 1, left 10, ended 10.25–10.5, took 0.5, in time'],
  ],
  [
    'missing once is not gone',
    [...here, leaves(5, 10), ...ended(10.5, { active: true, missingSince: on(10.5) })],
    ['active 1, left 10, late'],
  ],
  [
    'entered late: the clock starts when it was known',
    [...here, leaves(20, 10), read(20.25), ...ended(20.5)],
    ['revoked 1, left 10, ended 20.25–20.5, took 0.5, in time'],
  ],
  [
    'Slack says gone, and not since when',
    [...here, person(10, { deactivated: true, leftKnownAt: on(10) }), read(10.5), ...ended(11)],
    ['revoked 1, left 10, ended 10.5–11, took 1, in time'],
  ],
  [
    'two accounts: both must be gone, and the last one counts',
    [
      ...here,
      account(0, {}, 'b'),
      whose(0, 'dana', 'b'),
      leaves(5, 10),
      ...ended(10.25),
      read(11),
      ...ended(12, { active: false }, 'b'),
    ],
    ['revoked 2, left 10, ended 11–12, took 2, late'],
  ],
  [
    'two accounts, one of them still there',
    [...here, account(0, {}, 'b'), whose(0, 'dana', 'b'), leaves(5, 10), ...ended(10.25)],
    ['active 2, left 10, late'],
  ],
  ['nobody knows an account of theirs', [person(0), leaves(5, 10)], ['not_found 0, left 10']],
  [
    'an account that was somebody else’s by then',
    [...here, whose(4, 'ben'), leaves(5, 10)],
    ['not_found 0, left 10'],
  ],
  [
    'an account identified only after they left',
    [person(0), account(0), whose(0, null), leaves(5, 10), whose(12), read(12), ...ended(13)],
    ['revoked 1, left 10, ended 12–13, took 3, late'],
  ],
  [
    'already without access when first seen: nobody knows when it ended',
    [person(0), account(0, { active: false }), whose(0), read(0), leaves(5, 10)],
    ['revoked 1, left 10, ended null–0'],
  ],
  [
    'came back after it was removed, and was removed again',
    [...here, leaves(5, 10), ...ended(10.5), account(20), read(21), ...ended(22)],
    ['revoked 1, left 10, ended 21–22, took 12, late'],
  ],
  [
    'hired again: the first time stays, with what was true then',
    [
      ...here,
      leaves(5, 10),
      read(10.25),
      ...ended(10.5),
      person(30, { startAt: on(30) }),
      account(31),
      read(32),
    ],
    ['revoked 1, left 10, ended 10.25–10.5, took 0.5, in time, back 30'],
  ],
  [
    'hired again and left again',
    [
      ...[...here, leaves(5, 10), read(10.25), ...ended(10.5), person(30, { startAt: on(30) }), account(31)],
      ...[leaves(35, 40, { startAt: on(30) }), read(40.5), ...ended(41)],
    ],
    [
      'revoked 1, left 40, ended 40.5–41, took 1, in time',
      'revoked 1, left 10, ended 10.25–10.5, took 0.5, in time, back 30',
    ],
  ],
  [
    'had access until they were hired again',
    [...here, leaves(5, 10), person(30, { startAt: on(30) })],
    ['active 1, left 10, late, back 30'],
  ],
  ['the leave was cancelled before the day', [...here, leaves(5, 10), person(7)], []],
  ['the leave was cancelled after the day', [...here, leaves(5, 10), person(12)], []],
  [
    'the last day was moved',
    [...here, leaves(5, 10), leaves(7, 20), read(20.25), ...ended(20.5)],
    ['revoked 1, left 20, ended 20.25–20.5, took 0.5, in time'],
  ],
  ['a guest is no leaver', [person(0, { kind: 'guest', deactivated: true })], []],
  ['before the span', [...here, leaves(-20, -10)], []],
  ['still to come', [...here, leaves(5, 70)], []],
  [
    'joined with somebody else: one person',
    [
      ...[
        person(0, { deactivated: true, leftKnownAt: on(0) }, 'other'),
        person(1, { deleted: true }, 'other'),
      ],
      { ...{ at: on(1), kind: 'join', subject: 'dana' }, facts: { goneId: 'other', keptId: 'dana' } },
      ...[...here, leaves(5, 10)],
    ],
    ['active 1, left 10, late'],
  ],
  [
    'the deadline that was in force then',
    [
      ...here,
      {
        ...{ at: on(1), kind: 'settings', subject: 'T' },
        facts: { removalSlaAmount: 3, removalSlaUnit: 'days' },
      },
      leaves(5, 10),
      read(11.5),
      ...ended(12),
      {
        ...{ at: on(20), kind: 'settings', subject: 'T' },
        facts: { removalSlaAmount: 1, removalSlaUnit: 'hours' },
      },
    ],
    ['revoked 1, left 10, ended 11.5–12, took 2, in time'],
  ],
  [
    'the deadline of the finding about it',
    [
      ...here,
      leaves(5, 10),
      {
        ...{ at: on(10), kind: 'finding', subject: 'a' },
        facts: { checkId: 'removed', personId: 'dana', openedAt: on(10), clockAt: on(10), dueAt: on(15) },
      },
      read(11.5),
      ...ended(12),
    ],
    ['revoked 1, left 10, ended 11.5–12, took 2, in time'],
  ],
] as const)('%s', (_, rows, expected) => {
  expect(leaversOf(journal(...(rows as readonly Told[])), span, standard).map(told)).toEqual(expected)
})

test('median, share in time, and how many still have access', () => {
  const leaver = (name: string, ...more: Told[]): Told[] => [
    person(0, {}, name),
    account(0, {}, `${name}-a`),
    whose(0, name, `${name}-a`),
    { ...leaves(5, 10), subject: name },
    ...more,
  ]
  const rows = journal(
    ...leaver('one', read(10.25), ...ended(10.5, { active: false }, 'one-a')),
    ...leaver('two', read(11), ...ended(12, { active: false }, 'two-a')),
    ...leaver('three'),
    person(0, {}, 'four'),
    { ...leaves(5, 10), subject: 'four' },
  )
  expect(inNumbers(leaversOf(rows, span, standard))).toEqual({
    ...{ leavers: 4, revoked: 2, active: 1, notFound: 1 },
    ...{ median: 1.25 * day, inTime: 1, judged: 3 },
  })
  expect(inNumbers([])).toMatchObject({ leavers: 0, median: null, judged: 0 })
})
