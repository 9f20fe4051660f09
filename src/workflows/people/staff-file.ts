import { believableList } from '../../domain/believable.ts'
import type { ListHoldReason } from '../../domain/source-notice.ts'
import type { StaffListReading } from '../../domain/staff-list.ts'
import type {
  StaffFileChange,
  StaffFileCounts,
  StaffFileOrigin,
  StaffRecord,
} from '../../domain/staff-record.ts'
import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import type { Run, RunStore } from '../sync/run.ts'

/** A list of staff as it was read from bytes, its mistakes left out. */
export type StaffFile = {
  readonly workspaceId: string
  /** Slack id of who brought it; null for what is read on the schedule. */
  readonly by: string | null
  readonly origin: StaffFileOrigin
  /** Each array is stored before the next is asked for. */
  readonly records: AsyncIterable<readonly StaffRecord[]>
  /** Rows left out because of mistakes; asked after the last record. */
  readonly setAside: () => number
  /** How it was understood; likewise. */
  readonly reading: () => StaffListReading
}

/**
 * preview: somebody is asked to confirm it. mistakes: rows were left out of a list read on the schedule. The others:
 * what it would do is not believable.
 */
export type StaffFileReason = ListHoldReason | 'preview' | 'mistakes'

export type StaffFileCompared = StaffFileChange & {
  /** People of today whom the list named before or names now; those of them who would be missing or have left. */
  readonly before: number
  readonly gone: number
  /** People of today after it. */
  readonly after: number
}

/** What is kept of a staged file, for whoever confirms it. */
export type StaffFileStaged = StaffFileCompared & { readonly reading: StaffListReading }

export type StagedStaffFile =
  | {
      readonly outcome: 'staged'
      readonly id: string
      readonly reason: StaffFileReason
      readonly change: StaffFileStaged
    }
  /** Another staff file is being read at this moment. */
  | { readonly outcome: 'busy' }
  /** A newer read took over; nothing of this one is kept. */
  | { readonly outcome: 'superseded' }

export type AppliedStaffFile =
  | ({ readonly outcome: 'applied' } & StaffFileCounts)
  /** It was applied, given up or replaced by another one meanwhile. */
  | { readonly outcome: 'superseded' }
  /** Not believable: it has to be applied `anyway`. */
  | { readonly outcome: 'held'; readonly reason: ListHoldReason; readonly change: StaffFileStaged }

/** A run of a staff list; `file`: what applying it would do, once it is staged. */
type ListRun = Run & { readonly file: StaffFileStaged | null }

type StageNeeds = {
  readonly clock: () => Date
  readonly runs: Pick<RunStore, 'acquire' | 'savePage'> & {
    finish(
      run: Run,
      end: { state: 'held' | 'failed'; reason: string; change: StaffFileStaged | null },
      now: Date,
    ): Promise<void>
  }
  readonly staffList: {
    /** How the pages of a run differ from what is known. */
    compare(run: Run, origin: StaffFileOrigin, now: Date): Promise<StaffFileCompared>
  }
}

/**
 * Stores what a file says, changes nothing, and tells what applying it would do. It waits until it is applied, given
 * up, or replaced by another one. Throws what `records` throws; then nothing of it is kept.
 */
export async function stageStaffFile(needs: StageNeeds, file: StaffFile): Promise<StagedStaffFile> {
  const { workspaceId, by, origin } = file
  const start = await needs.runs.acquire({
    ...{ workspaceId, source: 'list' as const, sourceId: workspaceId, requestedBy: by },
    now: needs.clock(),
  })
  if (start.outcome === 'busy') return { outcome: 'busy' }
  const { run } = start
  try {
    let number = 0
    for await (const rows of file.records) {
      number += 1
      const page = { number, pages: [rows], cursor: null, setAside: 0 }
      if (!(await needs.runs.savePage(run, page, needs.clock()))) return { outcome: 'superseded' }
    }
    const last = { number: number + 1, pages: [], cursor: null, setAside: file.setAside() }
    if (!(await needs.runs.savePage(run, last, needs.clock()))) return { outcome: 'superseded' }
  } catch (error) {
    await needs.runs.finish(run, { state: 'failed', reason: 'interrupted', change: null }, needs.clock())
    throw error
  }
  const compared = await needs.staffList.compare(run, origin, needs.clock())
  const change = { ...compared, reading: file.reading() }
  const reason = whyHeld(change, by)
  await needs.runs.finish(run, { state: 'held', reason, change }, needs.clock())
  return { outcome: 'staged', id: run.id, reason, change }
}

function whyHeld(change: StaffFileCompared, by: string | null): StaffFileReason {
  const believed = believableList(change)
  if (!believed.ok) return believed.reason
  return by === null && change.setAside > 0 ? 'mistakes' : 'preview'
}

type ApplyNeeds = {
  readonly clock: () => Date
  readonly runs: { get(workspaceId: string, id: string): Promise<ListRun | null> }
  readonly staffList: {
    apply(
      run: Run,
      input: { by: string | null; origin: StaffFileOrigin; now: Date },
    ): Promise<{ readonly applied: boolean } & StaffFileCounts>
  }
  readonly audit: Audit
  readonly keysOf: (workspaceId: string) => Promise<readonly ConnectionKey[]>
  readonly requestEvaluation: (key: ConnectionKey) => Promise<unknown>
}

/** Makes a staged file the truth, all or nothing, logs who did it, and has every account judged anew. */
export async function applyStaffFile(
  needs: ApplyNeeds,
  input: {
    readonly workspaceId: string
    readonly id: string
    /** Slack id; null: the schedule. */
    readonly by: string | null
    /** Although it is not believable. */
    readonly anyway: boolean
  },
): Promise<AppliedStaffFile> {
  const { workspaceId, id, by, anyway } = input
  const run = await needs.runs.get(workspaceId, id)
  if (run === null || run.state !== 'held' || run.file === null) return { outcome: 'superseded' }
  const change = run.file
  const believed = believableList(change)
  if (!believed.ok && !anyway) return { outcome: 'held', reason: believed.reason, change }
  const now = needs.clock()
  const { applied, ...counts } = await needs.staffList.apply(run, { by, origin: change.origin, now })
  if (!applied) return { outcome: 'superseded' }
  // What is read every hour and says nothing new is no news.
  if (by === null && saysNothingNew(counts)) return { outcome: 'applied', ...counts }
  await needs.audit.append({
    workspaceId,
    at: now,
    actor: by ?? 'bot',
    action: 'staff_list_applied',
    subject: id,
    details: {
      ...{ origin: change.origin, setAside: change.setAside, anyway: !believed.ok },
      // Nobody decides about themselves; where the list does, it is written down.
      ...(change.reading.own === null ? {} : { ownRow: change.reading.own }),
      ...counts,
    },
  })
  for (const key of await needs.keysOf(workspaceId)) await needs.requestEvaluation(key)
  return { outcome: 'applied', ...counts }
}

/** What the rows that are used say is known already. */
export const saysNothingNew = ({ added, changed, leaving, returning, missing }: StaffFileCounts): boolean =>
  added + changed + leaving + returning + missing === 0

type ReadNeeds = { readonly runs: ApplyNeeds['runs'] }

/** A staged file that waits for somebody's word; null when it waits no longer. */
export async function readStaffFile(
  needs: ReadNeeds,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<{ readonly change: StaffFileStaged; readonly reason: ListHoldReason | null } | null> {
  const run = await needs.runs.get(workspaceId, id)
  if (run === null || run.state !== 'held' || run.file === null) return null
  const believed = believableList(run.file)
  return { change: run.file, reason: believed.ok ? null : believed.reason }
}

type DiscardNeeds = {
  readonly clock: () => Date
  readonly runs: {
    /** False: it waits no longer. */
    giveUp(workspaceId: string, id: string, now: Date): Promise<boolean>
  }
}

/** Gives a staged file up: nothing it said is kept. False: it was applied or replaced meanwhile. */
export const discardStaffFile = (
  needs: DiscardNeeds,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<boolean> => needs.runs.giveUp(workspaceId, id, needs.clock())
