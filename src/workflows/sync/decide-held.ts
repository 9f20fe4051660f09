import { openNotice } from '../alerts/keep-notice.ts'
import { closeHeld, closeHeldList, noteConnection } from '../alerts/notices.ts'
import type { ConnectionKey } from '../connection-key.ts'
import type { AppliedStaffFile } from '../people/staff-file.ts'
import type { Uses } from '../uses.ts'
import type { Run } from './run.ts'
import type { AccountSync } from './sync-accounts.ts'
import type { StaffSync } from './sync-staff.ts'

/** A staff list that somebody looks at before it is applied is decided there. */
const isPreview = ({ source, reason }: Run): boolean => source === 'list' && reason === 'preview'

export type HeldDecided = { readonly outcome: 'done' | 'out_of_date' }

/** A person's word about a held sync. Applying may take long, so it becomes a job. */
export async function decideHeld(
  world: Uses<'clock' | 'runs.get' | 'audit.append' | 'send' | 'keysOf' | 'enqueueSync'>,
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
  await world.audit.append({
    workspaceId,
    at: world.clock(),
    actor: by,
    // Whether it could be applied is known, and logged, when the job has done it.
    action: decision === 'apply' ? 'held_sync_approved' : 'held_sync_retried',
    subject: runId,
    details: { source: run.source, sourceId: run.sourceId },
  })
  if (decision === 'apply') await world.send('apply-held', runId, { workspaceId, runId, by })
  else {
    const miroOrgIds = (await world.keysOf(workspaceId)).map(key => key.miroOrgId)
    await world.enqueueSync({ workspaceId, miroOrgIds, staff: true, requestedBy: by, progress: null })
  }
  return { outcome: 'done' }
}

type Applying = Parameters<typeof noteConnection>[0] &
  Uses<'audit.append' | 'runs.get' | 'keysOf' | 'check' | 'deliver'> & {
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
  const run = await world.runs.get(workspaceId, input.runId)
  if (run === null || isPreview(run)) return
  if (run.source === 'list') return applyHeldList(world, run, input.by)
  const key = run.source === 'miro' ? { workspaceId, miroOrgId: run.sourceId } : null
  if (run.state === 'held') {
    const applied = key === null ? await world.applyStaff(run) : await world.applyAccounts(key, run)
    if (applied.outcome === 'refused' && key !== null) {
      await noteConnection(world, key, applied.trouble)
      await world.deliver()
    }
    // The list is still held, so the queue may try again.
    if (applied.outcome === 'failed') throw new Error(`a held sync could not be applied: ${applied.reason}`)
    if (applied.outcome !== 'complete') return
  } else if (run.state !== 'complete') return
  await settle(world, run, key, input.by)
  for (const each of key === null ? await world.keysOf(workspaceId) : [key]) await world.check(each, run.id)
  await world.deliver()
}

/** Applying it logs that, and asks for every account to be judged. */
async function applyHeldList(world: Applying, run: Run, by: string): Promise<void> {
  const { workspaceId, id } = run
  if (run.state === 'held') {
    const { outcome } = await world.applyList({ workspaceId, id, by, anyway: true })
    if (outcome !== 'applied') return
  } else if (run.state !== 'complete') return
  await closeHeldList(world, workspaceId, { as: 'applied', by, runId: id })
  await world.deliver()
}

/** Logs and tells that it was applied, once; a question about a newer list stays open. */
async function settle(world: Applying, run: Run, key: ConnectionKey | null, by: string): Promise<void> {
  const { workspaceId } = run
  const about = { workspaceId, miroOrgId: key?.miroOrgId ?? null }
  if ((await openNotice(world, about, 'held_sync'))?.facts.runId !== run.id) return
  await world.audit.append({
    workspaceId,
    at: world.clock(),
    actor: by,
    action: 'held_sync_applied',
    subject: run.id,
    details: { source: run.source, sourceId: run.sourceId },
  })
  await closeHeld(world, { workspaceId, key }, { as: 'applied', by })
}
