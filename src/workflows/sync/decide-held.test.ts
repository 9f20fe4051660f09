import { beforeEach, expect, test } from 'vitest'
import { connectionRow, runRow, workspaceRow } from '../../../test/support/row-samples.ts'
import { stagedList } from '../../../test/support/staff-list-samples.ts'
import type { HeldListFacts, HeldSyncFacts } from '../../domain/source-notice.ts'
import { applyHeld, decideHeld } from './decide-held.ts'
import type { AccountSync } from './sync-accounts.ts'

const now = new Date('2026-11-24T10:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: 'O1' }
const run = (state: string) =>
  runRow({
    workspaceId: 'T1',
    id: 'r1',
    source: 'miro',
    sourceId: 'O1',
    state,
    fence: 1,
    startedAt: now,
    cursor: null,
    pages: 1,
    rows: 3,
    reason: 'many_gone',
  })
const question = (runId: string): HeldSyncFacts => ({
  kind: 'held_sync',
  organizationName: 'Acme',
  miroOrgId: '30',
  runId,
  reason: 'many_gone',
  before: 400,
  after: 3,
  gone: 397,
  sample: [],
  decided: null,
})

let state: string
let ends: AccountSync
let open: HeldSyncFacts | HeldListFacts | null
let did: string[]
/** What waits for somebody's word now. */
let newer: ReturnType<typeof run> | null
const dropped = { before: 400, after: 3, gone: 397, sample: ['a@x'] }

const needs = {
  clock: () => now,
  connections: {
    get: async () => connectionRow({ key, organizationName: 'Acme', connectedBy: 'U1' }),
    setState: async (_: unknown, to: string) => {
      did.push(`connection ${to}`)
      return true
    },
  },
  workspaces: { get: async () => workspaceRow({ alertChannelId: 'C1' }), all: async () => [] },
  people: { admins: async () => [], isCurrent: async () => true },
  alerts: {
    notify: async ({ kind }: { kind: string }) => {
      did.push(`notice ${kind}`)
      return 'a1'
    },
    changeNotice: async (_: string, __: string, facts: { kind: string }) => {
      did.push(`changed ${facts.kind}`)
    },
    openNotice: async (_: string, __: string | null, kind: string) =>
      kind === open?.kind && open !== null ? { id: 'a1', facts: open } : null,
  },
  runs: { get: async () => ({ ...run(state), change: dropped }), lastHeld: async () => newer },
  audit: {
    append: async ({ actor, action }: { actor: string; action: string }) => {
      did.push(`${action} by ${actor}`)
    },
  },
  applyAccounts: async () => {
    did.push('applied')
    return ends
  },
  applyStaff: async () => ends as never,
  applyList: async ({ by, anyway }: { by: string; anyway: boolean }) => {
    did.push(`list applied by ${by}${anyway ? ' anyway' : ''}`)
    return {
      outcome: 'applied' as const,
      added: 0,
      changed: 0,
      leaving: 2,
      unlisted: 0,
      returning: 0,
      missing: 0,
      conflicts: 0,
    }
  },
  keysOf: async () => [key],
  check: async () => did.push('checked'),
  deliver: async () => did.push('delivered'),
  userGroups: {
    applyHeld: async () => did.push('groups applied') > 0,
    noteChange: async () => void did.push('change noted'),
  },
  send: async () => did.push('queued') > 0,
  enqueueSync: async () => did.push('queued again') > 0,
}

const job = { workspaceId: 'T1', runId: 'r1', by: 'U1' }

beforeEach(() => {
  state = 'held'
  ends = { outcome: 'complete', run: run('complete'), read: 3, added: 0, changed: 0, gone: 397 }
  open = question('r1')
  did = []
  newer = null
})

test('the click is logged as approved: whether it was applied is not known yet', async () => {
  expect(await decideHeld(needs, { ...job, decision: 'apply' })).toEqual({ outcome: 'done' })
  expect(did).toEqual(['held_sync_approved by U1', 'queued'])
})

test('once applied, that is logged, told and checked', async () => {
  await applyHeld(needs, job)
  expect(did).toEqual(['applied', 'held_sync_applied by U1', 'changed held_sync', 'checked', 'delivered'])
})

test('read again before the job came to it, and the same is asked: the word counts for that', async () => {
  state = 'superseded'
  newer = { ...run('held'), id: 'r2', change: { ...dropped, sample: ['a@x'] } }
  open = question('r2')
  await applyHeld(needs, job)
  expect(did).toEqual(['applied', 'held_sync_applied by U1', 'changed held_sync', 'checked', 'delivered'])
})

test('read again while it was being applied, and the same is asked: the word counts for that', async () => {
  newer = { ...run('held'), id: 'r2', change: dropped }
  open = question('r2')
  const applyAccounts = async (_: unknown, { id }: { id: string }): Promise<AccountSync> => {
    did.push(`applied ${id}`)
    if (id === 'r2') return ends
    state = 'superseded'
    return { outcome: 'superseded' }
  }
  const runs = {
    ...needs.runs,
    get: async (_: string, id: string) => (id === 'r2' ? newer : needs.runs.get()),
  }
  await applyHeld({ ...needs, runs, applyAccounts }, job)
  expect(did).toEqual([
    ...['applied r1', 'applied r2', 'held_sync_applied by U1', 'changed held_sync', 'checked', 'delivered'],
  ])
})

test.each([
  ['more are gone', { change: { ...dropped, gone: 398 } }],
  ['for another reason', { change: dropped, reason: 'nobody_left' }],
])('read again before the job came to it, %s: that stays a question', async (_case, other) => {
  state = 'superseded'
  newer = { ...run('held'), id: 'r2', ...other }
  await applyHeld(needs, job)
  expect(did).toEqual([])
})

test('Miro refuses meanwhile: the connection is told about, nothing counts as applied', async () => {
  ends = { outcome: 'refused', trouble: 'reconnect_needed' }
  await applyHeld(needs, job)
  expect(did).toEqual(['applied', 'connection reconnect_needed', 'notice connection', 'delivered'])
})

test('what failed is handed back to the queue', async () => {
  ends = { outcome: 'failed', run: run('held'), reason: 'unavailable' }
  await expect(applyHeld(needs, job)).rejects.toThrow('unavailable')
  expect(did).toEqual(['applied'])
})

test('killed after it was applied: the rest follows, and the log has it once', async () => {
  state = 'complete'
  await applyHeld(needs, job)
  expect(did).toEqual(['held_sync_applied by U1', 'changed held_sync', 'checked', 'delivered'])
  did = []
  open = null
  await applyHeld(needs, job)
  expect(did).toEqual(['checked', 'delivered'])
})

test('the question about a newer list stays open', async () => {
  state = 'complete'
  open = question('r2')
  await applyHeld(needs, job)
  expect(did).toEqual(['checked', 'delivered'])
})

test('given up for a newer list: nothing is left to do', async () => {
  state = 'superseded'
  await applyHeld(needs, job)
  expect(did).toEqual([])
})

test('a held staff list is applied by the one who says so; one that somebody is looking at is decided there', async () => {
  const list = { ...run('held'), source: 'list' as const, sourceId: 'T1' }
  const { runId, reason, before, after, gone, sample, decided } = question('r1')
  open = {
    ...{
      kind: 'held_list',
      columns: null,
      runId,
      reason,
      before,
      after,
      gone,
      sample,
      decided,
      leaving: 2,
      unlisted: 0,
      returning: 0,
      rows: 3,
      setAside: 0,
    },
    origin: { kind: 'path', name: '/data/staff.csv' },
    unused: { mistakes: [], conflicts: [], more: 0 },
  }
  await applyHeld({ ...needs, runs: { ...needs.runs, get: async () => list } }, job)
  expect(did).toEqual(['list applied by U1 anyway', 'changed held_list', 'delivered'])
  did = []
  await applyHeld(
    { ...needs, runs: { ...needs.runs, get: async () => ({ ...list, state: 'complete' }) } },
    job,
  )
  expect(did).toEqual(['changed held_list', 'delivered'])
  did = []
  const preview = { ...needs.runs, get: async () => ({ ...list, file: stagedList() }) }
  await applyHeld({ ...needs, runs: preview }, job)
  expect(await decideHeld({ ...needs, runs: preview }, { ...job, decision: 'apply' })).toEqual({
    outcome: 'out_of_date',
  })
  expect(did).toEqual([])
})
