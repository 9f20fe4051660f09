import { closeHeldList } from '../alerts/list-notices.ts'
import { closeHeld, noteConnection } from '../alerts/notices.ts'
import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import type { AppliedStaffFile } from '../people/staff-file.ts'
import type { Run } from './run.ts'
import type { AccountSync } from './sync-accounts.ts'
import type { StaffSync } from './sync-staff.ts'

type Needs = Parameters<typeof noteConnection>[0] & {
  readonly runs: { get(workspaceId: string, id: string): Promise<HeldRun | null> }
  readonly audit: Audit
  readonly enqueueApply: (job: { workspaceId: string; runId: string; by: string }) => Promise<boolean>
  readonly enqueueRetry: (workspaceId: string, by: string) => Promise<boolean>
}

/** `reason`: why it waits. */
type HeldRun = Run & { readonly reason: string | null }

/** A staff list that somebody looks at before it is applied is decided there. */
const isPreview = ({ source, reason }: HeldRun): boolean => source === 'list' && reason === 'preview'

export type HeldDecided = { readonly outcome: 'done' | 'out_of_date' }

/** A person's word about a held sync. Applying may take long, so it becomes a job. */
export async function decideHeld(
  needs: Needs,
  input: {
    readonly workspaceId: string
    readonly runId: string
    readonly by: string
    readonly decision: 'apply' | 'retry'
  },
): Promise<HeldDecided> {
  const { workspaceId, runId, by, decision } = input
  const run = await needs.runs.get(workspaceId, runId)
  if (run?.state !== 'held' || isPreview(run)) return { outcome: 'out_of_date' }
  await needs.audit.append({
    workspaceId,
    at: needs.clock(),
    actor: by,
    // Whether it could be applied is known, and logged, when the job has done it.
    action: decision === 'apply' ? 'held_sync_approved' : 'held_sync_retried',
    subject: runId,
    details: { source: run.source, sourceId: run.sourceId },
  })
  if (decision === 'apply') await needs.enqueueApply({ workspaceId, runId, by })
  else await needs.enqueueRetry(workspaceId, by)
  return { outcome: 'done' }
}

type ApplyNeeds = Parameters<typeof noteConnection>[0] & {
  readonly audit: Audit
  readonly runs: { get(workspaceId: string, id: string): Promise<HeldRun | null> }
  readonly applyAccounts: (key: ConnectionKey, run: Run) => Promise<AccountSync>
  readonly applyStaff: (run: Run) => Promise<StaffSync>
  readonly applyList: (input: {
    workspaceId: string
    id: string
    by: string
    anyway: true
  }) => Promise<AppliedStaffFile>
  readonly keys: (workspaceId: string) => Promise<readonly ConnectionKey[]>
  readonly check: (key: ConnectionKey, evaluationId: string) => Promise<unknown>
  readonly deliver: () => Promise<unknown>
}

/** The job behind *Apply anyway*. It may be repeated: what was cut off after applying goes on from there. */
export async function applyHeld(
  needs: ApplyNeeds,
  input: { readonly workspaceId: string; readonly runId: string; readonly by: string },
): Promise<void> {
  const { workspaceId } = input
  const run = await needs.runs.get(workspaceId, input.runId)
  if (run === null || isPreview(run)) return
  if (run.source === 'list') return applyHeldList(needs, run, input.by)
  const key = run.source === 'miro' ? { workspaceId, miroOrgId: run.sourceId } : null
  if (run.state === 'held') {
    const applied = key === null ? await needs.applyStaff(run) : await needs.applyAccounts(key, run)
    if (applied.outcome === 'refused' && key !== null) {
      await noteConnection(needs, key, applied.trouble)
      await needs.deliver()
    }
    // The list is still held, so the queue may try again.
    if (applied.outcome === 'failed') throw new Error(`a held sync could not be applied: ${applied.reason}`)
    if (applied.outcome !== 'complete') return
  } else if (run.state !== 'complete') return
  await settle(needs, run, key, input.by)
  for (const each of key === null ? await needs.keys(workspaceId) : [key]) await needs.check(each, run.id)
  await needs.deliver()
}

/** Applying it logs that, and asks for every account to be judged. */
async function applyHeldList(needs: ApplyNeeds, run: Run, by: string): Promise<void> {
  const { workspaceId, id } = run
  if (run.state === 'held') {
    const { outcome } = await needs.applyList({ workspaceId, id, by, anyway: true })
    if (outcome !== 'applied') return
  } else if (run.state !== 'complete') return
  await closeHeldList(needs, workspaceId, { as: 'applied', by, runId: id })
  await needs.deliver()
}

/** Logs and tells that it was applied, once; a question about a newer list stays open. */
async function settle(needs: ApplyNeeds, run: Run, key: ConnectionKey | null, by: string): Promise<void> {
  const { workspaceId } = run
  const open = await needs.alerts.openNotice(workspaceId, key?.miroOrgId ?? null, 'held_sync')
  if (open?.facts.kind !== 'held_sync' || open.facts.runId !== run.id) return
  await needs.audit.append({
    workspaceId,
    at: needs.clock(),
    actor: by,
    action: 'held_sync_applied',
    subject: run.id,
    details: { source: run.source, sourceId: run.sourceId },
  })
  await closeHeld(needs, { workspaceId, key }, { as: 'applied', by })
}
