import { expect, test } from 'vitest'
import { saved, snapshot } from '../../../test/support/domain-samples.ts'
import { connectionRow, runRow } from '../../../test/support/row-samples.ts'
import { type Gaps, noGaps } from '../../domain/gap.ts'
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
  gaps: Gaps = noGaps,
) {
  const facts = {
    ...snapshot(),
    groups: [],
    rule: { ...saved({ way: 'every_staff_member' }), version: ruleVersion },
    lastCompleteSyncAt: minutesAgo(30),
    groupsReadAt: null,
    staffReadAt,
    ...{ schedule: null, scheduleAt: null, connectedAt: now, gaps },
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
          unidentified: 0,
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

const gap = (minutes: number) =>
  ({ since: minutesAgo(minutes), staleAt: minutesAgo(minutes - 120), because: 'unavailable' }) as const

test('in a gap what would pass is unknown, and what is open is known up to its beginning', async () => {
  const said = async (...given: Parameters<typeof read>) => {
    const report = await read(...given)
    const { gaps, knownUntil, accountsFresh, staffFresh } = report ?? {}
    return { gaps, knownUntil, accountsFresh, staffFresh, status: report?.checks[0]?.status }
  }
  const whole = { gaps: noGaps, knownUntil: now, accountsFresh: true, staffFresh: true, status: 'pass' }
  expect(await said(minutesAgo(29))).toEqual(whole)
  const accounts = { accounts: gap(200), staff: null }
  expect(await said(minutesAgo(29), undefined, 3, null, accounts)).toEqual({
    ...whole,
    ...{ gaps: accounts, knownUntil: minutesAgo(80), accountsFresh: false, status: 'unknown' },
  })
  const staff = { accounts: null, staff: gap(200) }
  expect(await said(minutesAgo(29), undefined, 3, null, staff)).toEqual({
    ...whole,
    ...{ gaps: staff, staffFresh: false, status: 'unknown' },
  })
})

test('a gap that nobody has noticed yet counts too', async () => {
  const report = await read(minutesAgo(29), minutesAgo(121))
  expect(report?.gaps).toEqual({
    accounts: null,
    staff: { since: minutesAgo(121), staleAt: minutesAgo(1), because: 'not_read' },
  })
  expect(report?.checks[0]?.status).toBe('unknown')
})
