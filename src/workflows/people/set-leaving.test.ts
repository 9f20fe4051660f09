import { expect, test } from 'vitest'
import { cardPerson } from '../../../test/support/account-samples.ts'
import { type LeavingInput, type LeavingPerson, readLeaving, setLeaving } from './set-leaving.ts'

const now = new Date('2026-11-24T09:00:00Z')
const olivia: LeavingPerson = { ...cardPerson(), startAt: null, timeZone: null }
const left = { ...olivia, lastDay: '2026-11-12', endAt: new Date('2026-11-12T23:00:00Z') }

/** What was stored, logged and asked for, about one person. */
function world(person: LeavingPerson | null, meanwhile = false) {
  const done: unknown[] = []
  const needs = {
    clock: () => now,
    startedWith: { timeZone: 'Europe/Berlin' },
    suggestions: { likelyOf: async () => [] },
    leaving: {
      person: async () => person,
      store: async (_: string, { lastDay, endAt, startAt, type }: { [name: string]: unknown }) => {
        done.push(['store', type, lastDay, endAt, startAt])
        return !meanwhile
      },
    },
    audit: {
      append: async ({ action, actor, subject, details }: { [name: string]: unknown }) =>
        void done.push([action, actor, subject, details]),
    },
    send: async (_: string, id: string) => done.push(['judge', id]) > 0,
  }
  return { needs, done }
}

const enter = async (person: LeavingPerson | null, input: Partial<LeavingInput>, meanwhile = false) => {
  const { needs, done } = world(person, meanwhile)
  const entry = { type: 'employee', lastDay: null, onLeave: false } as const
  const whole = {
    workspaceId: 'T1',
    personId: 'p1',
    seen: null,
    entry,
    deed: 'entered' as const,
    reason: null,
    confirmed: false,
  }
  const set = await setLeaving(needs, { ...whole, by: 'UADA', ...input })
  return [set.outcome === 'refused' ? set.because : set.outcome, ...done]
}
const ending = { type: 'employee', lastDay: '2026-11-30', onLeave: false } as const
const end = new Date('2026-11-30T23:00:00Z')

test('a last day ends where the person is, else the workspace; it is logged with the reason, and judged', async () => {
  expect(await enter(olivia, { entry: ending, reason: 'New job' })).toEqual([
    'saved',
    ['store', 'employee', '2026-11-30', end, null],
    [
      'leave_entered',
      'UADA',
      'p1',
      {
        ...{ ...ending, endAt: end, timeZone: 'Europe/Berlin', reason: 'New job' },
        before: { type: 'employee', lastDay: null, onLeave: false },
      },
    ],
    ['judge', 'T1'],
  ])
  const stored = (await enter({ ...olivia, timeZone: 'Asia/Tokyo' }, { entry: ending }))[1]
  expect(stored).toEqual(['store', 'employee', '2026-11-30', new Date('2026-11-30T15:00:00Z'), null])
})

test.each([
  ['leave_moved', left, { entry: ending }],
  ['leave_cancelled', left, {}],
  ['person_began', { ...olivia, startAt: new Date('2026-12-01T00:00:00Z') }, { deed: 'begun' }],
  ['person_came_back', left, { deed: 'came_back' as const }],
  ['person_changed', olivia, { entry: { ...ending, lastDay: null, onLeave: true } }],
] as const)('%s', async (action, person, input) => {
  const [outcome, , logged] = await enter(person, input)
  expect([outcome, (logged as string[])[0]]).toEqual(['saved', action])
})

test('what is refused is logged and changes nothing; nobody decides about themselves', async () => {
  const details = { because: 'yourself', what: 'leaving', ...ending }
  expect(await enter(olivia, { entry: ending, by: 'U0OLIVIA' })).toEqual([
    'yourself',
    ['refused', 'U0OLIVIA', 'p1', details],
  ])
  expect(await enter(left, { by: 'U0OLIVIA', deed: 'came_back' as const })).toEqual([
    'yourself',
    expect.anything(),
  ])
  expect(await enter(olivia, {})).toEqual(['unchanged'])
  expect(await enter(null, { entry: ending })).toEqual(['no_person', expect.anything()])
  expect(await enter(olivia, { entry: ending }, true)).toEqual(['changed', expect.anything()])
})

test('the form is shown about others alone', async () => {
  const asked = { workspaceId: 'T1', personId: 'p1' }
  const { needs } = world(olivia)
  expect(await readLeaving(needs, { ...asked, by: 'U0OLIVIA' })).toEqual({ refused: 'yourself' })
  expect(await readLeaving(needs, { ...asked, by: 'UADA' })).toEqual({
    person: { ...olivia, timeZone: 'Europe/Berlin' },
    likely: [],
  })
  expect(await readLeaving(world(null).needs, { ...asked, by: 'UADA' })).toEqual({ refused: 'no_person' })
})

test('a day that is past is stored only once somebody said yes, and never with long leave', async () => {
  const past = { ...ending, lastDay: '2026-11-12' }
  expect(await enter(olivia, { entry: past })).toEqual(['past'])
  expect((await enter(olivia, { entry: past, confirmed: true }))[0]).toBe('saved')
  // Nothing new is said of the day: they count as gone already.
  expect((await enter(left, { entry: { ...past, type: 'contractor' } }))[0]).toBe('saved')
  const away = { entry: { ...past, onLeave: true }, confirmed: true }
  expect(await enter(olivia, away)).toEqual(['past_and_on_leave', expect.anything()])
  expect((await enter(olivia, { entry: { ...ending, onLeave: true } }))[0]).toBe('saved')
})
