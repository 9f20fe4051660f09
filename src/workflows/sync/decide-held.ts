import { isDeepStrictEqual } from 'node:util'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { isStanding } from '../../domain/staff-list.ts'
import { closeQuestion, ofPeople, openNotice } from '../alerts/keep-notice.ts'
import { noteConnection } from '../alerts/notices.ts'
import { logDeed } from '../audit.ts'
import type { AppliedStaffFile } from '../people/staff-file.ts'
import type { Uses } from '../uses.ts'
import type { Run } from './run.ts'
import type { AccountSync } from './sync-accounts.ts'
import type { StaffSync } from './sync-staff.ts'

/** A staff list that somebody brought is decided where they look at it. */
const isPreview = ({ file }: Run): boolean => file !== null && !isStanding(file.origin)

export type HeldDecided = { readonly outcome: 'done' | 'out_of_date' }

/** How the log and the notices call what is held. */
const called = ({ source }: Run) => (source === 'groups' ? 'held_groups' : 'held_sync')

/** A person's word about what is held. Applying may take long, so it becomes a job. */
export async function decideHeld(
  world: Uses<
    'clock' | 'runs.get' | 'audit.append' | 'send' | 'keysOf' | 'enqueueSync' | 'userGroups.noteChange'
  >,
  input: {
    readonly workspaceId: string
    readonly runId: string
    readonly by: string
    readonly decision: 'apply' | 'retry'
  },
): Promise<HeldDecided> {
  const { workspaceId, runId, by, decision } = input
  const run = await world.runs.get(workspaceId, runId)
  if (run?.state !== 'held' || isPreview(run)) return { outcome: 'out_of_date' }
  await logDeed(world, {
    ...{ workspaceId, by, subject: runId },
    // Whether it could be applied is known, and logged, when the job has done it.
    action: `${called(run)}_${decision === 'apply' ? 'approved' : 'retried'}`,
    details: { source: run.source, sourceId: run.sourceId },
  })
  if (decision === 'apply') await world.send('apply-held', runId, { workspaceId, runId, by })
  else if (run.source === 'groups') {
    await world.userGroups.noteChange(workspaceId, world.clock())
    await world.send('groups', workspaceId, { workspaceId })
  } else {
    const miroOrgIds = (await world.keysOf(workspaceId)).map(key => key.miroOrgId)
    await world.enqueueSync({ workspaceId, miroOrgIds, staff: true, requestedBy: by, progress: null })
  }
  return { outcome: 'done' }
}

type Applying = Parameters<typeof noteConnection>[0] &
  Uses<
    'audit.append' | 'runs.get' | 'runs.lastHeld' | 'userGroups.applyHeld' | 'keysOf' | 'check' | 'deliver'
  > & {
    readonly applyAccounts: (key: ConnectionKey, run: Run) => Promise<AccountSync>
    readonly applyStaff: (run: Run) => Promise<StaffSync>
    readonly applyList: (input: {
      workspaceId: string
      id: string
      by: string
      anyway: true
    }) => Promise<AppliedStaffFile>
  }

/** The job behind *Apply anyway*. It may be repeated: what was cut off after applying goes on from there. */
export async function applyHeld(
  world: Applying,
  input: { readonly workspaceId: string; readonly runId: string; readonly by: string },
): Promise<void> {
  const { workspaceId } = input
  const run = await asked(world, workspaceId, input.runId)
  if (run === null || isPreview(run)) return
  if (run.source === 'list') return applyHeldList(world, run, input.by)
  const key = run.source === 'miro' ? { workspaceId, miroOrgId: run.sourceId } : null
  if (run.state === 'held') {
    const applied = await applyRun(world, run, key)
    if (applied.outcome === 'refused' && key !== null) {
      await noteConnection(world, key, applied.trouble)
      await world.deliver()
    }
    // The list is still held, so the queue may try again.
    if (applied.outcome === 'failed') throw new Error(`a held sync could not be applied: ${applied.reason}`)
    if (applied.outcome === 'superseded') {
      // A newer read took its place while this one was being applied.
      const newer = await asked(world, workspaceId, run.id)
      if (newer !== null && newer.id !== run.id) return applyHeld(world, { ...input, runId: newer.id })
    }
    if (applied.outcome !== 'complete') return
  } else if (run.state !== 'complete') return
  await settle(world, run, key, input.by)
  for (const each of key === null ? await world.keysOf(workspaceId) : [key]) await world.check(each, run.id)
  await world.deliver()
}

/** The run a person decided about, or a newer one that asks the very same: it was read before the job came to it. */
async function asked(world: Applying, workspaceId: string, runId: string): Promise<Run | null> {
  const run = await world.runs.get(workspaceId, runId)
  if (run?.state !== 'superseded' || run.change === null) return run
  const newer = await world.runs.lastHeld(workspaceId, run.source, run.sourceId)
  const isSame = newer?.reason === run.reason && isDeepStrictEqual(newer?.change, run.change)
  return isSame ? newer : run
}

async function applyRun(world: Applying, run: Run, key: ConnectionKey | null) {
  if (key !== null) return world.applyAccounts(key, run)
  if (run.source !== 'groups') return world.applyStaff(run)
  const applied = await world.userGroups.applyHeld(run, world.clock())
  return { outcome: applied ? ('complete' as const) : ('superseded' as const) }
}

/** Applying it logs that, and asks for every account to be judged. */
async function applyHeldList(world: Applying, run: Run, by: string): Promise<void> {
  const { workspaceId, id } = run
  if (run.state === 'held') {
    const { outcome } = await world.applyList({ workspaceId, id, by, anyway: true })
    if (outcome !== 'applied') return
  } else if (run.state !== 'complete') return
  await closeQuestion(world, ofPeople(workspaceId), 'held_list', { as: 'applied', by, runId: id })
  await world.deliver()
}

/** Logs and tells that it was applied, once; a question about a newer list stays open. */
async function settle(world: Applying, run: Run, key: ConnectionKey | null, by: string): Promise<void> {
  const { workspaceId } = run
  const about = key ?? ofPeople(workspaceId)
  const kind = called(run)
  const open = await openNotice(world, about, kind)
  if (open?.facts.runId !== run.id) return
  const { facts } = open
  await logDeed(world, {
    ...{ workspaceId, by, subject: run.id },
    action: `${kind}_applied`,
    details:
      facts.kind === 'held_groups'
        ? { groups: facts.groups.map(({ handle, gone, before }) => ({ handle, gone, before })) }
        : { source: run.source, sourceId: run.sourceId },
  })
  await closeQuestion(world, about, kind, { as: 'applied', by, runId: run.id })
}
