import { expect, test } from 'vitest'
import { connectionRow, runRow, workspaceRow } from '../../../test/support/row-samples.ts'
import type { HeldSyncFacts, StaffListFacts } from '../../domain/source-notice.ts'
import { supersedeHeld } from '../alerts/notices.ts'
import { runSync, type SyncProgress } from './run-sync.ts'
import type { StaffSync } from './sync-staff.ts'

const now = new Date('2026-11-24T09:00:00Z')
const yesterday = new Date('2026-11-23T09:00:00Z')
const run = runRow({
  workspaceId: 'T1',
  id: 'r1',
  source: 'slack',
  sourceId: 'T1',
  state: 'running',
  fence: 1,
  startedAt: now,
  cursor: null,
  pages: 0,
  rows: 0,
})
const open: StaffListFacts = {
  kind: 'staff_list',
  trouble: 'not_read',
  since: yesterday,
  staffReadAt: null,
  fixedAt: null,
}

const openCount = {
  checkId: 'removed',
  count: 2,
  oldestOpenedAt: yesterday,
  soonestDueAt: now,
} as const

/** A bot to which nothing happens; each test says what does. */
const quiet: Parameters<typeof runSync>[0] = {
  clock: () => now,
  readGroups: async () => {},
  readPlacedList: async () => {},
  syncStaff: async () => complete,
  syncAccounts: async () => ({ outcome: 'superseded' }),
  waitForRun: async () => null,
  readSince: async () => null,
  check: async () => {},
  overview: { present: async () => 12, openByCheck: async () => [] },
  deliver: async () => {},
  connections: { get: async () => null, setState: async () => false },
  workspaces: { get: async () => null, all: async () => [] },
  people: { admins: async () => [], isCurrent: async () => true },
  alerts: { notify: async () => 'a1', changeNotice: async () => {}, openNotice: async () => null },
  runs: { get: async () => null },
}
const asked = {
  ...{ workspaceId: 'T1', keys: [{ workspaceId: 'T1', miroOrgId: '30' }] },
  ...{ staff: true, requestedBy: 'U1', onProgress: () => {} },
}

/** What is told about the staff list when reading it ends like this, and how the sync says it ended. */
async function after(synced: StaffSync, staffReadAt: Date | null, told: StaffListFacts | null = null) {
  const notices: object[] = []
  const progress = await runSync(
    {
      ...quiet,
      syncStaff: async () => synced,
      readSince: async () => ({ ...run, source: 'miro', state: 'complete' }),
      workspaces: {
        get: async () => workspaceRow({ alertChannelId: 'C1' }),
        all: async () => [workspaceRow({ staffReadAt })],
      },
      alerts: {
        notify: async ({ facts }) => {
          notices.push(facts)
          return 'a1'
        },
        changeNotice: async (_workspaceId, _id, facts) => void notices.push(facts),
        openNotice: async (_workspaceId, _org, kind) =>
          kind === 'staff_list' && told !== null ? { id: 'a1', facts: told } : null,
      },
    },
    asked,
  )
  return { problem: progress.problem, notices }
}

const failed = (reason: 'unavailable' | 'no_addresses'): StaffSync => ({ outcome: 'failed', run, reason })
const complete: StaffSync = { outcome: 'complete', run, read: 9, added: 9, changed: 0, left: 0 }

test('a staff list that was never read is told at once: without it nothing can be judged', async () => {
  expect(await after(failed('unavailable'), null)).toEqual({
    problem: 'staff_failed',
    notices: [{ ...open, since: now }],
  })
})

test('one failed read of many is no news', async () => {
  expect(await after(failed('unavailable'), yesterday)).toEqual({ problem: 'staff_failed', notices: [] })
})

test('a list without addresses is told at once, and in the message that stands already', async () => {
  const facts = { ...open, trouble: 'no_addresses', staffReadAt: yesterday }
  expect(await after(failed('no_addresses'), yesterday)).toEqual({
    problem: 'no_addresses',
    notices: [{ ...facts, since: now }],
  })
  expect((await after(failed('no_addresses'), null, open)).notices).toEqual([
    { ...open, trouble: 'no_addresses' },
  ])
})

test('a whole list closes the message', async () => {
  expect(await after(complete, yesterday, open)).toEqual({
    problem: null,
    notices: [{ ...open, fixedAt: now }],
  })
})

test('a sync of what was disconnected before it began reads nothing, and says so', async () => {
  const told: SyncProgress[] = []
  const ended = await runSync(
    {
      ...quiet,
      syncStaff: async () => {
        throw new Error('read')
      },
    },
    { ...asked, keys: [], onProgress: progress => told.push(progress) },
  )
  expect(told).toEqual([ended])
  expect([ended.phase, ended.problem]).toEqual(['failed', 'disconnected'])
})

test('accounts that another job read since somebody asked are not read again', async () => {
  const since: Date[] = []
  const progress = await runSync(
    {
      ...quiet,
      syncAccounts: async () => {
        throw new Error('read again')
      },
      readSince: async (_key, from) => {
        since.push(from)
        return { ...run, source: 'miro', state: 'complete', rows: 17 }
      },
      overview: { present: async () => 12, openByCheck: async () => [openCount] },
    },
    asked,
  )
  expect([progress.phase, progress.joined, progress.accountsRead, progress.result?.open, since]).toEqual([
    'done',
    true,
    17,
    2,
    [now],
  ])
})

const connection = {
  key: { workspaceId: 'T1', miroOrgId: '30' },
  organizationName: 'Acme',
  connectedBy: 'U1',
  lastCompleteSyncAt: null,
}

test.each([
  [null, 'disconnected'],
  [connection, 'reconnect_needed'],
] as const)('a sync that Miro refuses, of a connection that is %j', async (there, problem) => {
  const progress = await runSync(
    {
      ...quiet,
      syncAccounts: async () => ({ outcome: 'refused', trouble: 'reconnect_needed' }),
      overview: { present: async () => 12, openByCheck: async () => [openCount] },
      connections: {
        get: async () => (there === null ? null : connectionRow(there)),
        setState: async () => false,
      },
    },
    asked,
  )
  expect([progress.phase, progress.problem]).toEqual(['failed', problem])
})

const lostDatabase = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

test.each([
  [
    'database that is away',
    lostDatabase,
    'The bot cannot reach its database. Nothing was changed. Try again in a few minutes.',
  ],
  ['bug', new Error('secret'), null],
])('a %s ends the message with what it was, and is thrown on', async (_case, error, because) => {
  const told: SyncProgress[] = []
  const failing = { ...quiet, syncStaff: () => Promise.reject(error) }
  await expect(runSync(failing, { ...asked, onProgress: progress => told.push(progress) })).rejects.toBe(
    error,
  )
  expect(told.at(-1)).toMatchObject({ phase: 'failed', problem: 'stopped', because })
})

test('a sync that stopping cuts off keeps its message: it goes on at the next start', async () => {
  const told: SyncProgress[] = []
  const cutOff = Object.assign(new Error('closing'), { name: 'AbortError' })
  const failing = { ...quiet, syncStaff: () => Promise.reject(cutOff) }
  await expect(runSync(failing, { ...asked, onProgress: progress => told.push(progress) })).rejects.toBe(
    cutOff,
  )
  expect(told.at(-1)?.phase).toBe('staff')
})

test.each([
  ['waits for a word no more', 'superseded', 'superseded'],
  ['was applied, and whoever did it has yet to say so', 'complete', null],
])('a later sync that is believable, and what was held %s', async (_case, state, as) => {
  const facts: HeldSyncFacts = {
    ...{ kind: 'held_sync', organizationName: 'Acme', miroOrgId: '30', runId: 'r1', reason: 'many_gone' },
    ...{ before: 300, after: 200, gone: 100, sample: [], decided: null },
  }
  let told: unknown = null
  await supersedeHeld(
    {
      ...quiet,
      runs: { get: async (_workspaceId, id) => runRow({ id, state }) },
      alerts: {
        ...quiet.alerts,
        openNotice: async () => ({ id: 'a1', facts }),
        changeNotice: async (_workspaceId, _id, said) => {
          told = said.kind === 'held_sync' ? said.decided?.as : null
        },
      },
    },
    { key: { workspaceId: 'T1', miroOrgId: '30' }, workspaceId: 'T1' },
  )
  expect(told).toBe(as)
})
