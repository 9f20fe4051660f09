import { describe, expect, it } from 'vitest'
import {
  account,
  type Facts,
  finding,
  hours,
  leaver,
  now,
  person,
  primary,
  snapshot,
} from '../../test/support/domain-samples.ts'
import type { CheckResult } from './check.ts'
import { evaluateBatch } from './evaluate.ts'
import type { Assessment, OpenFinding } from './snapshot.ts'

type Some = Parameters<typeof account>[0]

const stored = (removed: CheckResult, personId = 'dana') => ({
  previous: new Map<string, Assessment>([
    [
      account().id,
      {
        accountId: account().id,
        class: 'staff',
        personId,
        matchedBy: 'email',
        results: {
          identified: { verdict: 'pass', why: 'matched_email' },
          removed,
          valid: { verdict: 'pass', why: 'staff_member' },
        },
      },
    ],
  ]),
})
const notLeft = { verdict: 'not_applicable', why: 'not_left' } as const

const reconciled = (facts: Facts, some: Some, ...open: OpenFinding[]) =>
  evaluateBatch(
    snapshot({ ...facts, accountsInBatch: [account(some)], findings: new Map([[account().id, open]]) }),
  ).reconciled

describe('the clock of a removal', () => {
  const endAt = hours(-30)
  const cases: [string, Facts, Some, { clockAt: Date; endAt: Date | null }][] = [
    [
      'known since Slack said so',
      { who: [leaver()], ...stored(notLeft) },
      {},
      { clockAt: hours(-1), endAt: null },
    ],
    ['the last day is over', { who: [person({ endAt })], ...stored(notLeft) }, {}, { clockAt: endAt, endAt }],
    [
      'a late entry',
      { who: [person({ endAt, leftKnownAt: hours(-2) })], ...stored(notLeft) },
      {},
      { clockAt: hours(-2), endAt },
    ],
    ['the account is seen for the first time', { who: [person({ endAt })] }, {}, { clockAt: now, endAt }],
    [
      'access was gone and is back',
      { who: [leaver()], ...stored({ verdict: 'pass', why: 'left_deactivated' }) },
      {},
      { clockAt: now, endAt: null },
    ],
    [
      'the account was somebody else’s',
      { who: [leaver()], ...stored(notLeft, 'other') },
      {},
      { clockAt: now, endAt: null },
    ],
    [
      'an exception ran out',
      { who: [leaver()], ...stored({ verdict: 'excepted', why: 'excepted' }) },
      {},
      { clockAt: now, endAt: null },
    ],
    [
      'nobody could tell in between',
      { who: [leaver()], ...stored({ verdict: 'unknown', why: 'active_unknown' }) },
      {},
      { clockAt: hours(-1), endAt: null },
    ],
    [
      'and the account came back then',
      { who: [person({ endAt })], ...stored({ verdict: 'unknown', why: 'active_unknown' }) },
      { cameBackAt: hours(-3) },
      { clockAt: hours(-3), endAt },
    ],
  ]
  it.each(cases)('%s', (_case, facts, some, times) => {
    const dueAt = new Date(times.clockAt.getTime() + 24 * 3_600_000)
    expect(reconciled(facts, some)).toEqual({
      opened: [
        {
          checkId: 'removed',
          subjectId: account().id,
          why: 'left_still_active',
          personId: 'dana',
          ...times,
          dueAt,
          goesOn: { closedAs: ['disconnected', 'not_applicable'], notBefore: expect.any(Date) },
        },
      ],
      changed: [],
      closed: [],
    })
  })

  it('takes the later of two leavers who claim the account', () => {
    const who = [
      leaver({ endAt: hours(-9), leftKnownAt: hours(-9) }),
      leaver({ id: 'two', leftKnownAt: hours(-2) }),
    ]
    const carriers = [primary('dana', 'dana@acme.com'), primary('two', 'dana@acme.com')]
    const conflict = finding({ checkId: 'identified', why: 'conflict', personId: null })
    const previous = new Map(
      [...stored({ verdict: 'unknown', why: 'conflict' }).previous].map(
        ([id, one]) =>
          [id, { ...one, class: 'unidentified' as const, personId: null, matchedBy: null }] as const,
      ),
    )
    expect(reconciled({ who, carriers, previous }, {}, conflict)).toEqual({
      opened: [
        {
          checkId: 'removed',
          subjectId: account().id,
          why: 'left_still_active',
          personId: null,
          clockAt: hours(-2),
          endAt: null,
          dueAt: hours(22),
          goesOn: { closedAs: ['disconnected', 'not_applicable'], notBefore: hours(-2) },
        },
      ],
      changed: [],
      closed: [],
    })
  })
})

describe('closing', () => {
  const left = finding()
  const unidentified = finding({ id: 'f2', checkId: 'identified', why: 'no_match', personId: null })
  const invalid = finding({ id: 'f3', checkId: 'valid', why: 'role_too_high' })
  const exceptions = new Map([[account().id, [{ checkId: 'removed' as const, expiresAt: hours(9) }]]])
  const cases: [string, Facts, Some, OpenFinding, string][] = [
    ['deactivated', { who: [leaver()] }, { active: false }, left, 'fixed'],
    ['gone', { who: [leaver()] }, { removedAt: now }, left, 'fixed'],
    ['active again in Slack', {}, {}, left, 'rehired'],
    [
      'a new start after the end',
      { who: [person({ startAt: hours(-2) })] },
      {},
      finding({ endAt: hours(-9) }),
      'rehired',
    ],
    ['the end was withdrawn', {}, {}, finding({ endAt: hours(-9) }), 'void'],
    ['the end was moved', { who: [person({ endAt: hours(99) })] }, {}, finding({ endAt: hours(-9) }), 'void'],
    ['it is somebody else’s account now', {}, {}, finding({ personId: 'other' }), 'not_applicable'],
    [
      'it is nobody’s any more',
      { classifications: new Map([[account().id, { class: 'external', personId: 'dana', reason: null }]]) },
      {},
      left,
      'not_applicable',
    ],
    ['let through', { who: [leaver()], exceptions }, {}, left, 'excepted'],
    ['identified', {}, {}, unidentified, 'fixed'],
    ['never identified, but gone', { carriers: [] }, { removedAt: now }, unidentified, 'not_applicable'],
    ['valid', {}, {}, invalid, 'fixed'],
    ['access revoked', {}, { active: false }, invalid, 'fixed'],
    ['no rule any more', { rule: null }, {}, invalid, 'not_applicable'],
  ]
  it.each(cases)('%s', (_case, facts, some, open, closedAs) => {
    expect(reconciled(facts, some, open).closed).toEqual([{ id: open.id, closedAs }])
  })
})

describe('leaving open', () => {
  const nothing = { opened: [], changed: [], closed: [] }
  it.each<[string, Facts, Some]>([
    ['still there', { who: [leaver()] }, {}],
    ['active unknown', { who: [leaver()] }, { active: null }],
    ['missing once', { who: [leaver()] }, { missingSince: now }],
    [
      'still there, by accounts that were read last',
      { accounts: 'stale', accountsUntil: hours(-9), who: [leaver()] },
      {},
    ],
    [
      'their last day was not over when the gap began, but Slack said they are gone',
      { staff: 'stale', staffUntil: hours(-9), who: [leaver({ endAt: hours(-1) })] },
      {},
    ],
  ])('%s', (_case, facts, some) => {
    expect(reconciled(facts, some, finding())).toEqual(nothing)
  })

  it('says when the reason or the person changed, and keeps its times', () => {
    const open = finding({ personId: 'other' })
    expect(reconciled({ who: [leaver()], removalDeadline: { amount: 1, unit: 'hours' } }, {}, open)).toEqual({
      ...nothing,
      changed: [{ id: open.id, why: 'left_still_active', personId: 'dana', endAt: null }],
    })
  })

  const [early, late] = [hours(-50), hours(-2)]
  it.each<[string, Parameters<typeof person>[0], Date | null, Date | null]>([
    ['a last day is entered of who was gone already', { deactivated: true, endAt: early }, null, early],
    ['the last day was a day off', { endAt: early }, late, early],
    ['the last day is withdrawn, but Slack says they are gone', { deactivated: true }, late, null],
    [
      'the last day is still to come, but Slack says they are gone',
      { deactivated: true, endAt: hours(9) },
      late,
      null,
    ],
  ])('says on which day they left: %s', (_case, some, before, after) => {
    const open = finding({ endAt: before })
    expect(reconciled({ who: [person(some)] }, {}, open)).toEqual({
      ...nothing,
      changed: [{ id: open.id, why: 'left_still_active', personId: 'dana', endAt: after }],
    })
  })
})
