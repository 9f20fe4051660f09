import { describe, expect, test } from 'vitest'
import { account, snapshot } from '../../../test/support/domain-samples.ts'
import type { PublishPlan } from '../../domain/alert.ts'
import { noGaps } from '../../domain/gap.ts'
import { evaluateAccess, evaluateAccounts } from './evaluate-access.ts'

const now = new Date('2026-11-24T09:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: '30' }
const hour = 3_600_000

describe('all accounts', () => {
  /** One account that nobody on the staff list fits, evaluated for the first time. */
  async function evaluated(staffReadAt: Date | null, told: { alerted?: boolean; looked?: boolean } = {}) {
    const plans: PublishPlan[] = []
    // What a batch tells has nothing about how old the sources are.
    const {
      accounts: _accounts,
      staff: _staff,
      ...sample
    } = snapshot({ carriers: [], rule: null, critical: false })
    const outcome = await evaluateAccess(
      {
        clock: () => now,
        makeWay: async () => {},
        startedWith: { timeZone: 'UTC', intervals: { accounts: hour, staff: hour } },
        evaluation: {
          begin: async () => 1,
          facts: async () => ({
            ...sample,
            lastCompleteSyncAt: now,
            groupsReadAt: null,
            staffReadAt,
            ...{ schedule: null, scheduleAt: null, connectedAt: now, gaps: noGaps },
            systemFinding: null,
            groups: [],
            staffPeople: 0,
          }),
          batch: async (_key, after) => (after === null ? sample : { ...sample, accountsInBatch: [] }),
          save: async () => true,
          goOn: async () => null,
          finish: async () => true,
        },
        alerts: {
          publishFacts: async () => ({
            groupsWithoutAlert: [],
            unpostedSummary: null,
            everAlerted: told.alerted === true,
            everLooked: told.looked === true,
            changedAlerts: [],
            alertsDueToChange: [],
            standing: [],
          }),
          facts: async () => null,
          publish: async (_key, _fence, plan) => plans.push(plan) > 0,
        },
      },
      key,
      'run',
    )
    return { outcome, create: plans.flatMap(plan => plan.create) }
  }

  test('what may have been read before some accounts were evaluated apart is read again', async () => {
    const { accounts: _accounts, staff: _staff, ...sample } = snapshot({ carriers: [], critical: false })
    const of = (...ids: string[]) => ({ ...sample, accountsInBatch: ids.map(id => account({ id })) })
    const asked: (string | null)[] = []
    const saves: string[] = []
    let fence = 1
    const outcome = await evaluateAccess(
      {
        clock: () => now,
        makeWay: async () => {},
        startedWith: { timeZone: 'UTC', intervals: { accounts: hour, staff: hour } },
        evaluation: {
          begin: async () => 1,
          facts: async () => ({
            ...sample,
            lastCompleteSyncAt: now,
            groupsReadAt: null,
            staffReadAt: now,
            ...{ schedule: null, scheduleAt: null, connectedAt: now, gaps: noGaps },
            systemFinding: null,
            groups: [],
            staffPeople: 0,
          }),
          batch: async (_key, after) => {
            asked.push(after)
            return after === null ? of('a') : after === 'a' ? of('b') : of()
          },
          save: async (_key, with_, { reconciled }) => {
            // Somebody evaluates another account apart while the second batch is judged.
            if (saves.length === 1 && fence === 1) fence = 2
            const ours = with_ === fence
            saves.push(`${reconciled.opened.map(({ subjectId }) => subjectId)} ${ours}`)
            return ours
          },
          goOn: async () => fence,
          finish: async () => true,
        },
        alerts: {
          publishFacts: async () => ({
            groupsWithoutAlert: [],
            unpostedSummary: null,
            everAlerted: true,
            everLooked: true,
            changedAlerts: [],
            alertsDueToChange: [],
            standing: [],
          }),
          facts: async () => null,
          publish: async (_key, with_) => with_ === fence,
        },
      },
      key,
      'run',
    )
    expect(saves).toEqual(['a true', 'b false', 'b true'])
    expect(asked).toEqual([null, 'a', 'b', 'a', 'b'])
    expect(outcome).toMatchObject({ outcome: 'done', accounts: 2, opened: 2 })
  })

  test('without a staff list nothing is called fine, and nobody is told so', async () => {
    expect(await evaluated(null)).toEqual({
      outcome: { outcome: 'done', accounts: 1, unknown: 1, opened: 0, closed: 0, first: false },
      create: [],
    })
  })

  test('the first evaluation that can judge is the first look', async () => {
    expect(await evaluated(now)).toEqual({
      outcome: { outcome: 'done', accounts: 1, unknown: 0, opened: 1, closed: 0, first: true },
      create: [{ kind: 'summary', groupIds: [] }],
    })
  })

  test('a first look that was never told is told after the next evaluation, and only then', async () => {
    const first = async (looked: boolean) => (await evaluated(now, { alerted: true, looked })).outcome
    expect(await first(false)).toMatchObject({ first: true })
    expect(await first(true)).toMatchObject({ first: false })
  })
})

describe('some accounts', () => {
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
            ...{ schedule: null, scheduleAt: null, connectedAt: now, gaps: noGaps },
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
            standing: [],
          }),
          facts: async () => null,
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
})
