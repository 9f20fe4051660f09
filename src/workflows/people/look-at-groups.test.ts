import { expect, test } from 'vitest'
import { workspaceRow } from '../../../test/support/row-samples.ts'
import type { UserGroup } from '../../domain/staff.ts'
import { lookAtGroups } from './look-at-groups.ts'
import { readGroups } from './read-groups.ts'

const design: UserGroup = { id: 'S1', handle: 'design', name: 'Design', active: true, members: ['U1'] }
const start = Date.parse('2026-11-24T12:00:00Z')

function world(
  some: {
    groups?: readonly UserGroup[] | null | Error
    changes?: { personIds: string[]; groupsChanged: boolean } | null
    changedAt?: number | null
    outcome?: 'done' | 'superseded'
  } = {},
) {
  const did: unknown[] = []
  let now = start
  const { changedAt = start, outcome = 'done' } = some
  const needs = {
    clock: () => new Date(now),
    pause: async (milliseconds: number) => {
      now += milliseconds
      did.push('pause')
    },
    groups: {
      all: async () => {
        if (some.groups instanceof Error) throw some.groups
        return some.groups === undefined ? [design] : some.groups
      },
    },
    connections: { get: async () => null, setState: async () => true },
    workspaces: { get: async () => workspaceRow({ alertChannelId: 'C1' }) },
    people: { admins: async () => [], isCurrent: async () => true },
    alerts: {
      notify: async () => 'a1',
      changeNotice: async () => {},
      openNotice: async () => null,
    },
    userGroups: {
      compare: async () => [],
      readAt: async () => null,
      changedSince: async () => (changedAt === null ? null : new Date(changedAt)),
      apply: async (_: string, { askedAt, groups }: { askedAt: Date; groups: readonly UserGroup[] }) => {
        did.push(['apply', askedAt.getTime() - start, groups.length])
        return some.changes === undefined ? { personIds: ['p1'], groupsChanged: false } : some.changes
      },
      forget: async () => void did.push('forget'),
      hold: async () => null,
    },
    staffLook: {
      accountsOf: async (_: string, personIds: readonly string[]) => {
        did.push(personIds)
        return [{ miroOrgId: 'O1', accountIds: ['a1'] }]
      },
    },
    keysOf: async () => [{ workspaceId: 'T1', miroOrgId: 'O1' }],
    checkAccounts: async (_: object, evaluationId: string, ids: readonly string[]) => {
      did.push([evaluationId, ids])
      return { outcome }
    },
    requestEvaluation: async () => void did.push('all accounts'),
    deliver: async () => did.push('deliver'),
  }
  return { needs, did }
}

const pauses = ['pause', 'pause']
const judged = [['p1'], [`groups-${start + 1_000}`, ['a1']]]

test.each([
  ['whoever is in other groups is judged', {}, [...pauses, ['apply', 1_000, 1], ...judged, 'deliver']],
  ['nothing waits', { changedAt: null }, []],
  [
    'a group came or went: that may bear on everybody',
    { changes: { personIds: ['p1'], groupsChanged: true } },
    [...pauses, ['apply', 1_000, 1], 'all accounts', 'deliver'],
  ],
  [
    'nobody changed',
    { changes: { personIds: [], groupsChanged: false } },
    [...pauses, ['apply', 1_000, 1], 'deliver'],
  ],
  ['a later read was applied already', { changes: null }, [...pauses, ['apply', 1_000, 1], 'deliver']],
  ['the app may not read groups any more', { groups: null }, [...pauses, 'forget', 'deliver']],
  [
    'a whole evaluation began meanwhile',
    { outcome: 'superseded' as const },
    [...pauses, ['apply', 1_000, 1], ...judged, 'all accounts', 'deliver'],
  ],
  [
    'what changes all the time is read all the same',
    { changedAt: start + 60_000 },
    [
      'pause',
      'pause',
      ...pauses,
      ['apply', 2_000, 1],
      ['p1'],
      [`groups-${start + 2_000}`, ['a1']],
      'deliver',
    ],
  ],
])('%s', async (_, some, expected) => {
  const { needs, did } = world(some)
  await lookAtGroups(needs, 'T1')
  expect(did).toEqual(expected)
})

test('where Slack does not answer, what was known stays', async () => {
  const { needs, did } = world({ groups: new Error('ratelimited') })
  await expect(readGroups(needs, 'T1')).rejects.toThrow('ratelimited')
  expect(did).toEqual([])
})
