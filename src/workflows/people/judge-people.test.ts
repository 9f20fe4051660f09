import { expect, test } from 'vitest'
import { judgeLeavers } from './judge-people.ts'

const now = new Date('2026-11-24T09:00:00Z')

test('the accounts of who is due are judged, told and not waited for any more', async () => {
  const done: unknown[] = []
  const waiting = [
    [
      { id: 'p1', judgeAt: now },
      { id: 'p2', judgeAt: now },
    ],
    [{ id: 'p3', judgeAt: now }],
  ]
  await judgeLeavers(
    {
      clock: () => now,
      leaving: {
        due: async () => waiting[0] ?? [],
        judged: async (_, people) => {
          done.push(people.map(({ id }) => id).join())
          waiting.shift()
        },
      },
      staffLook: {
        accountsOf: async (_, ids) => [
          { miroOrgId: 'm1', accountIds: ids.map(id => `a-${id}`) },
          { miroOrgId: 'm2', accountIds: ['x'] },
        ],
      },
      checkAccounts: async (key, evaluationId, accountIds) => {
        done.push([key.miroOrgId, evaluationId, ...accountIds])
        return { outcome: key.miroOrgId === 'm2' ? 'superseded' : 'done' }
      },
      requestEvaluation: async key => void done.push(`evaluate ${key.miroOrgId}`),
      deliver: async () => done.push('deliver'),
    },
    'T1',
  )
  const first = `leaving-p1-${now.getTime()}`
  const second = `leaving-p3-${now.getTime()}`
  expect(done).toEqual([
    ...[['m1', first, 'a-p1', 'a-p2'], ['m2', first, 'x'], 'evaluate m2', 'p1,p2', 'deliver'],
    ...[['m1', second, 'a-p3'], ['m2', second, 'x'], 'evaluate m2', 'p3', 'deliver'],
  ])
})
