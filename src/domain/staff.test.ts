import { describe, expect, it } from 'vitest'
import { hours, now, person } from '../../test/support/domain-samples.ts'
import { isStaff, leftState } from './staff.ts'

describe('leftState', () => {
  it.each([
    ['current', {}, { left: false }],
    ['on long leave', { onLeave: true }, { left: false }],
    ['leaves later', { endAt: hours(1) }, { left: false, leavesAt: hours(1) }],
    ['the last day just ended', { endAt: now }, { left: true, endAt: now, clockAt: now }],
    [
      'left, known before',
      { endAt: hours(-5), leftKnownAt: hours(-50) },
      { left: true, endAt: hours(-5), clockAt: hours(-5) },
    ],
    [
      'late entry',
      { endAt: hours(-500), leftKnownAt: hours(-2) },
      { left: true, endAt: hours(-500), clockAt: hours(-2) },
    ],
    [
      'deactivated in Slack',
      { deactivated: true, leftKnownAt: hours(-3) },
      { left: true, endAt: null, clockAt: hours(-3) },
    ],
    [
      'deactivated, nobody knows since when',
      { deactivated: true },
      { left: true, endAt: null, clockAt: now },
    ],
    [
      'deactivated before the last day',
      { deactivated: true, endAt: hours(9), leftKnownAt: hours(-3) },
      { left: true, endAt: null, clockAt: hours(-3) },
    ],
    [
      'deactivated after the last day',
      { deactivated: true, endAt: hours(-9), leftKnownAt: hours(-3) },
      { left: true, endAt: hours(-9), clockAt: hours(-3) },
    ],
  ] as const)('%s', (_case, some, state) => {
    expect(leftState(person(some), now)).toEqual(state)
  })
})

it('counts only members as staff', () => {
  expect((['member', 'guest', 'invited'] as const).map(kind => isStaff(person({ kind })))).toEqual([
    true,
    false,
    false,
  ])
})
