import { expect, test } from 'vitest'
import { account, snapshot } from '../../../test/support/domain-samples.ts'
import { evaluateAccounts } from './evaluate-accounts.ts'

const now = new Date('2026-11-24T09:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: '30' }
const hour = 3_600_000

/** Two accounts that nobody fits; `taken`: how many writes are refused because somebody else began. */
async function evaluated(some: { taken?: number; alerted?: boolean; synced?: Date | null }) {
  const { accounts: _accounts, staff: _staff, ...sample } = snapshot({ carriers: [], critical: false })
  const did: string[] = []
  let refused = 0
  const accept = (what: string): boolean => {
    const ours = refused >= (some.taken ?? 0)
    refused += ours ? 0 : 1
    did.push(`${what} ${ours ? 'written' : 'refused'}`)
    return ours
  }
  const outcome = await evaluateAccounts(
    {
      clock: () => now,
      startedWith: { timeZone: 'UTC', intervals: { accounts: hour, staff: hour } },
      evaluation: {
        begin: async (_key, of = 'all') => did.push(of),
        facts: async () => ({
          ...sample,
          lastCompleteSyncAt: some.synced === undefined ? now : some.synced,
          groupsReadAt: null,
          staffReadAt: now,
          schedule: null,
          systemFinding: null,
          groups: [],
          staffPeople: 0,
        }),
        batchOf: async (_key, ids) => ({ ...sample, accountsInBatch: ids.map(id => account({ id })) }),
        save: async (_key, _fence, { evaluationId, reconciled }) =>
          accept(`${evaluationId} opens ${reconciled.opened.map(({ subjectId }) => subjectId)}`),
      },
      alerts: {
        publishFacts: async (_key, _now, only) => ({
          groupsWithoutAlert: [{ id: `group of ${only}`, checkId: 'identified', open: 2 }],
          unpostedSummary: null,
          everAlerted: some.alerted !== false,
          everLooked: true,
          changedAlerts: [],
          alertsDueToChange: [],
        }),
        publish: async (_key, _fence, plan) =>
          accept(plan.create.map(({ kind, groupIds }) => `${kind} ${groupIds}`).join()),
      },
    },
    key,
    'e1',
    ['a', 'b'],
  )
  return { outcome, did }
}

const done = { outcome: 'done', opened: 2, closed: 0 }
const whole = ['some', 'e1 opens a,b written', 'findings group of e1 written']

test.each([
  ['opens findings and makes one message of its own group', {}, done, whole],
  ['begins again when somebody else began', { taken: 1 }, done, ['some', 'e1 opens a,b refused', ...whole]],
  ['leaves the first message to the first evaluation of all', { alerted: false }, done, whole.slice(0, 2)],
  ['judges nothing before the first sync', { synced: null }, { outcome: 'too_early' }, ['some']],
])('%s', async (_case, some, outcome, did) => {
  expect(await evaluated(some)).toEqual({ outcome, did })
})

test('gives up when others keep taking over', async () => {
  const { outcome, did } = await evaluated({ taken: 99 })
  expect([outcome, did.length]).toEqual([{ outcome: 'superseded' }, 20])
})
