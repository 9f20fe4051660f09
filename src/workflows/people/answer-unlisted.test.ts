import { expect, test } from 'vitest'
import { cardPerson, saidOf } from '../../../test/support/account-samples.ts'
import { settings } from '../../../test/support/settings-samples.ts'
import { answerUnlisted, readUnlisted, type UnlistedAnswer } from './answer-unlisted.ts'
import type { UnlistedPeople } from './follow-unlisted.ts'

const now = new Date('2026-11-24T09:00:00Z')
const since = new Date('2026-11-22T23:30:00Z')

const missing = (id: string, slackUserId: string): UnlistedPeople[number] => ({
  ...{ id, name: `Person ${id}`, type: 'employee', slackUserIds: [slackUserId], timeZone: 'Europe/Berlin' },
  ...{ since, askedAt: now, enteredAt: null, accounts: 1, likely: 0, alike: null },
})
const lacking = saidOf('list', { gone: true, goneSince: now, missingSince: since })

/** What is stored, logged and asked for. The question is open about three people, one of them UADA. */
function world() {
  const done: unknown[] = []
  const known = (id: string) => ({
    ...cardPerson({ id, name: id, slackUserId: `U${id}`, said: [lacking, saidOf('slack')] }),
    ...{ timeZone: 'UTC', slackUserIds: [`U${id}`], addresses: [], accounts: [] },
    ...{ answersFor: 0, openFindings: 0, openQuestions: 0 },
  })
  const row = {
    ...known('new'),
    slackUserId: null,
    slackUserIds: [],
    said: [saidOf('list', { gone: false })],
  }
  const needs = {
    clock: () => now,
    startedWith: { timeZone: 'UTC' },
    settings: { get: async () => ({ settings, version: 1, savedBy: null, savedAt: null }) },
    unlisted: {
      open: async () => [missing('1', 'U1'), missing('2', 'U2'), missing('ada', 'UADA')],
      stillHere: async (_: string, ids: readonly string[], given: object) => {
        done.push(['still here', ...ids, given])
        return ids[0] === '2' ? [] : [...ids]
      },
    },
    leaving: {
      person: async (_: string, id: string) => known(id),
      store: async (_: string, { personId, lastDay, seen }: { [name: string]: unknown }) =>
        done.push(['last day', personId, lastDay, seen]) > 0,
    },
    joining: {
      person: async (_: string, id: string) => (id === 'new' ? row : known(id)),
      join: async (_: string, { keptId, goneId }: { [name: string]: unknown }) => {
        done.push(['join', keptId, goneId])
        return 'j1'
      },
    },
    people: { admins: async () => ['UADA'] },
    suggestions: { likelyOf: async () => [] },
    audit: {
      append: async ({ action, actor, subject, details }: { [name: string]: unknown }) =>
        void done.push([action, actor, subject, details]),
    },
    send: async (job: string) => done.push(job) > 0,
  }
  return { needs, done }
}

async function answer(...answers: readonly UnlistedAnswer[]) {
  const { needs, done } = world()
  const results = await answerUnlisted(needs, { workspaceId: 'T1', by: 'UADA', answers })
  return [results.map(({ personId, outcome }) => [personId, outcome]), done]
}

test('nobody is asked about themselves; the last day is by default the first on which a list lacked them', async () => {
  const asked = await readUnlisted(world().needs, { workspaceId: 'T1', by: 'UADA' })
  expect(asked.map(({ id, dueAt, lastDay }) => [id, dueAt, lastDay])).toEqual([
    ['1', new Date('2026-11-25T09:00:00Z'), '2026-11-23'],
    ['2', new Date('2026-11-25T09:00:00Z'), '2026-11-23'],
  ])
})

test('a last day is entered as by hand, and still here is logged', async () => {
  expect(await answer({ personId: '1', as: 'left', lastDay: '2026-11-23' })).toEqual([
    [['1', 'left']],
    [
      ['last day', '1', '2026-11-23', null],
      ['leave_entered', 'UADA', '1', expect.objectContaining({ reason: 'no longer in the staff list' })],
      ...['leaving', 'leaving'],
    ],
  ])
  expect(await answer({ personId: '1', as: 'still_here' }, { personId: '2', as: 'still_here' })).toEqual([
    [
      ['1', 'still_here'],
      ['2', 'changed'],
    ],
    [
      ['still here', '1', { by: 'UADA', now }],
      ['still_here', 'UADA', '1', { missingSince: since }],
      ['still here', '2', { by: 'UADA', now }],
      'leaving',
    ],
  ])
})

test('one person with somebody in the list', async () => {
  expect(await answer({ personId: '1', as: 'same', other: 'new' })).toEqual([
    [['1', 'joined']],
    [['join', '1', 'new'], 'leaving', 'leaving'],
  ])
  const [results] = await answer({ personId: '1', as: 'same', other: '2' })
  expect(results).toEqual([['1', 'not_joined']])
})

test('what cannot be said is said, and the rest is stored', async () => {
  expect(
    await answer(
      { personId: 'gone', as: 'still_here' },
      { personId: 'ada', as: 'still_here' },
      { personId: '1', as: 'left', lastDay: '2024-01-01' },
    ),
  ).toEqual([
    [
      ['gone', 'changed'],
      ['ada', 'refused'],
      ['1', 'refused'],
    ],
    [
      ['refused', 'UADA', 'ada', { because: 'yourself', what: 'unlisted' }],
      ['refused', 'UADA', '1', expect.objectContaining({ because: 'too_long_ago' })],
      'leaving',
    ],
  ])
})
