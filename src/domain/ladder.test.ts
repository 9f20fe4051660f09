import { expect, test } from 'vitest'
import { isAboutLeaver } from './check.ts'
import { morningOf, responsibleFor, saidUntil } from './ladder.ts'

const calendar = { timeZone: 'UTC', holidays: ['2026-12-25'] }
const at = (text: string) => new Date(text)

const everybody = () => true

test.each([
  ['the owner', { owner: 'U0OWNER', administrators: ['U0ADA'] }, 'U0DANA', everybody, ['U0OWNER']],
  [
    'nobody answers for themselves',
    { owner: 'U0OWNER', administrators: ['U0OWNER', 'U0ADA'] },
    'U0OWNER',
    everybody,
    ['U0ADA'],
  ],
  [
    'an owner who left',
    { owner: 'U0OWNER', administrators: ['U0ADA', 'U0BEN'] },
    null,
    (id: string) => id !== 'U0OWNER',
    ['U0ADA', 'U0BEN'],
  ],
  ['no owner', { owner: null, administrators: ['U0ADA', 'U0BEN'] }, 'U0BEN', everybody, ['U0ADA']],
] as const)('responsible: %s', (_case, of, subject, isCurrent, expected) => {
  expect(responsibleFor(of, subject, isCurrent)).toEqual(expected)
})

// 24 November 2026 is a Tuesday.
test.each([
  ['about a leaver by day at once', 'removed', '2026-11-24T14:00:00Z', '2026-11-24T14:00:00Z', true],
  ['about a leaver not by night', 'removed', '2026-11-24T22:00:00Z', '2026-11-24T23:00:00Z', false],
  ['about a leaver in the morning after', 'removed', '2026-11-24T22:00:00Z', '2026-11-25T08:00:00Z', true],
  ['about a leaver at a weekend', 'removed', '2026-11-28T14:00:00Z', '2026-11-28T14:00:00Z', true],
  ['about others not the same day', 'identified', '2026-11-24T14:00:00Z', '2026-11-24T19:00:00Z', false],
  ['about others the next morning', 'identified', '2026-11-24T14:00:00Z', '2026-11-25T09:00:00Z', true],
  ['about others not at a weekend', 'identified', '2026-11-27T14:00:00Z', '2026-11-29T12:00:00Z', false],
  ['about others not on a holiday', 'valid', '2026-12-24T14:00:00Z', '2026-12-25T12:00:00Z', false],
  ['about others on the next business day', 'valid', '2026-12-24T14:00:00Z', '2026-12-28T09:00:00Z', true],
  ['about others not by night, however late', 'valid', '2026-11-20T14:00:00Z', '2026-11-24T21:00:00Z', false],
] as const)('overdue is said %s', (_case, checkId, dueAt, now, said) => {
  const until = saidUntil(at(now), calendar)
  expect(until !== null && at(dueAt) <= until[isAboutLeaver(checkId) ? 'leavers' : 'others']).toBe(said)
})

test.each([
  ['2026-11-24T08:59:00Z', null],
  ['2026-11-24T09:00:00Z', '2026-11-24T09:00:00.000Z'],
  ['2026-11-24T19:59:00Z', '2026-11-24T09:00:00.000Z'],
  ['2026-11-24T20:00:00Z', null],
  ['2026-11-28T12:00:00Z', null],
  ['2026-12-25T12:00:00Z', null],
])('the list of the working day at %s is the one of %s', (now, morning) => {
  expect(morningOf(at(now), calendar)?.toISOString() ?? null).toBe(morning)
})
