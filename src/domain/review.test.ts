import { describe, expect, test } from 'vitest'
import { isReviewDays, nextReviewAt, type Reviewed, reviewDueAt, withinReason } from './review.ts'

const external = (more: Partial<Reviewed> = {}): Reviewed => ({
  class: 'external',
  decidedAt: new Date('2026-01-10T10:00:00Z'),
  reviewAt: null,
  lastEndedAt: null,
  ...more,
})
const service = (more: Partial<Reviewed> = {}): Reviewed =>
  external({ class: 'service', reviewAt: new Date('2026-07-11T22:00:00Z'), ...more })
const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null

describe('when somebody is asked', () => {
  test.each([
    ['90 days after the decision', external(), 90, '2026-04-10T10:00:00.000Z'],
    ['30 days', external(), 30, '2026-02-09T10:00:00.000Z'],
    [
      'after the last round',
      external({ lastEndedAt: new Date('2026-04-12T08:00:00Z') }),
      90,
      '2026-07-11T08:00:00.000Z',
    ],
    [
      'a round about an earlier decision does not count',
      external({ lastEndedAt: new Date('2026-01-09T08:00:00Z') }),
      90,
      '2026-04-10T10:00:00.000Z',
    ],
    ['nine in the morning of the review day', service(), 90, '2026-07-11T07:00:00.000Z'],
    ['no review day, no question', service({ reviewAt: null }), 90, null],
  ] as const)('%s', (_case, reviewed, days, expected) => {
    expect(iso(reviewDueAt(reviewed, days))).toBe(expected)
  })
  test('so many days can be chosen', () => {
    expect([30, 60, 90, 180, 365, 0, 91].filter(isReviewDays)).toEqual([30, 60, 90, 180, 365])
  })
})

describe('the next review day of what stays', () => {
  const next = (reviewed: Reviewed, now: string) => iso(nextReviewAt(reviewed, new Date(now)))
  test.each([
    ['answered on the day: as long again', service(), '2026-07-11T08:00:00Z', '2027-01-10T22:00:00.000Z'],
    ['answered days later: from then', service(), '2026-07-15T08:00:00Z', '2027-01-14T22:00:00.000Z'],
    [
      'the time between two rounds, not since the decision',
      service({
        reviewAt: new Date('2027-01-10T22:00:00Z'),
        lastEndedAt: new Date('2026-07-11T08:00:00Z'),
      }),
      '2027-01-10T08:00:00Z',
      '2027-07-13T22:00:00.000Z',
    ],
    [
      'at least a month',
      service({ reviewAt: new Date('2026-01-11T23:00:00Z') }),
      '2026-01-11T08:00:00Z',
      '2026-02-10T23:00:00.000Z',
    ],
    ['external people have none', external(), '2026-07-11T08:00:00Z', null],
  ])('%s', (_case, reviewed, now, expected) => {
    expect(next(reviewed, now)).toBe(expected)
  })
})

test('nobody is asked about more than five a day, the longest due first', () => {
  const due = [...'hgfedcba'].map((id, at) => ({ id, personId: 'carla', dueAt: new Date(1_000 - at) }))
  const ben = { id: 'z', personId: 'ben', dueAt: new Date(5_000) }
  const asked = (already: number) =>
    withinReason([...due, ben], new Map([['carla', already]]))
      .map(({ id }) => id)
      .join('')
  expect([asked(0), asked(4), asked(5)]).toEqual(['abcdez', 'az', 'z'])
})
