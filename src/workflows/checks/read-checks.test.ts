import { expect, test } from 'vitest'
import { saved, snapshot } from '../../../test/support/domain-samples.ts'
import { connectionRow, runRow } from '../../../test/support/row-samples.ts'
import { readChecks } from './read-checks.ts'

const now = new Date('2026-11-24T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const key = { workspaceId: 'T1', miroOrgId: '30' }
const passing = { pass: 9, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }

async function read(
  lastEvaluatedAt: Date | null,
  staffReadAt = minutesAgo(30),
  ruleVersion = 3,
  failed: Partial<ReturnType<typeof runRow>> | null = null,
) {
  const facts = {
    ...snapshot(),
    groups: [],
    rule: { ...saved({ way: 'every_staff_member' }), version: ruleVersion },
    lastCompleteSyncAt: minutesAgo(30),
    groupsReadAt: null,
    staffReadAt,
    schedule: null,
    systemFinding: null,
  }
  const [report] = await readChecks(
    {
      clock: () => now,
      startedWith: { timeZone: 'UTC', intervals: { accounts: 60 * 60_000, staff: 60 * 60_000 } },
      connections: {
        list: async () => [connectionRow({ key, lastCompleteSyncAt: facts.lastCompleteSyncAt })],
      },
      evaluation: { facts: async () => ({ ...facts, staffPeople: 9 }) },
      overview: {
        checks: async () => ({
          accounts: 9,
          counts: { identified: passing, removed: passing, valid: passing },
          open: [],
          administering: 2,
          openThen: null,
          lastEvaluatedAt,
          judgedRule: 3,
          unread: [],
        }),
      },
      suggestions: { counts: async () => [] },
      runs: {
        lastHeld: async () => null,
        lastFailed: async (_workspaceId, source) =>
          failed === null || source !== (failed.source ?? 'miro') ? null : runRow(failed),
      },
    },
    'T1',
  )
  return report
}

const checks = async (...given: Parameters<typeof read>) => (await read(...given))?.checks ?? []

test.each([
  [
    'after the last complete read',
    minutesAgo(5),
    { at: minutesAgo(5), reason: 'unavailable', because: null },
  ],
  ['before it', minutesAgo(45), null],
])('a read that failed %s', async (_case, finishedAt, told) => {
  const report = await read(minutesAgo(29), undefined, undefined, { finishedAt, reason: 'unavailable' })
  expect(report?.lastFailure).toEqual(told)
})

test.each([
  ['by a full disk', minutesAgo(5), 'The disk is full.', 'The disk is full.'],
  ['by a full disk, and read since', minutesAgo(35), 'The disk is full.', undefined],
  ['by Slack, which the staff list says', minutesAgo(5), null, undefined],
])('the staff list, stopped %s', async (_case, finishedAt, because, told) => {
  const report = await read(minutesAgo(29), undefined, undefined, { source: 'slack', finishedAt, because })
  expect(report?.lastFailure?.because).toBe(told)
})

test.each([
  ['the checks ran after the sync', minutesAgo(29), undefined, 'pass'],
  ['the checks did not run since the sync', minutesAgo(31), undefined, 'unknown'],
  ['the checks never ran', null, undefined, 'unknown'],
  ['the checks did not run since the staff list was read', minutesAgo(29), minutesAgo(20), 'unknown'],
  ['the staff list was read a moment ago', minutesAgo(29), minutesAgo(2), 'pass'],
])('%s', async (_case, lastEvaluatedAt, staffReadAt, verdict) => {
  const found = await checks(lastEvaluatedAt, staffReadAt)
  expect(found.find(({ id }) => id === 'removed')?.status).toBe(verdict)
})

test.each([
  ['the checks went by', 3, 'pass', false],
  ['saved after that, however short ago', 4, 'unknown', true],
])('a rule %s', async (_case, version, verdict, beforeRule) => {
  const found = await checks(minutesAgo(28), undefined, version)
  expect(found.find(({ id }) => id === 'valid')).toMatchObject({ status: verdict, beforeRule })
  expect(found.find(({ id }) => id === 'removed')).toMatchObject({ status: 'pass', beforeRule: false })
})

test('what is open is known up to now, on old data up to the last sync', async () => {
  expect((await read(minutesAgo(29)))?.knownUntil).toEqual(now)
  expect((await read(minutesAgo(31)))?.knownUntil).toEqual(minutesAgo(30))
})
