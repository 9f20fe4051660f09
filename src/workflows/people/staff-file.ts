import { believableList } from '../../domain/believable.ts'
import type { ListHoldReason } from '../../domain/source-notice.ts'
import {
  type ChosenColumns,
  columnsAsked,
  hasAddresses,
  headerOf,
  type StaffColumn,
} from '../../domain/staff-columns.ts'
import {
  type StaffFileCounts,
  type StaffFileOrigin,
  type StaffListReading,
  type StaffRecord,
  unusableOf,
} from '../../domain/staff-list.ts'
import type { SettledRow } from '../../domain/tenures.ts'
import { type Run, type Taking, takeSource, whileBeating } from '../sync/run.ts'
import type { Answer, Uses } from '../uses.ts'

/** A list of staff as it was read from bytes, its mistakes left out. */
export type StaffFile = {
  readonly workspaceId: string
  /** Slack id of who brought it; null for what is read on the schedule. */
  readonly by: string | null
  readonly origin: StaffFileOrigin
  /** Has the bytes it is read from kept, from the first one on; asked before the first record. */
  readonly keepIn: (keeper: Answer<'staffFiles.keep'>) => Promise<void>
  /** Each array is stored before the next is asked for. */
  readonly records: AsyncIterable<readonly StaffRecord[]>
  /** Rows left out because of mistakes; asked after the last record. */
  readonly setAside: () => number
  /** What is to become of rows that are not the only one about their person; likewise. */
  readonly settled: () => readonly SettledRow[]
  /** How it was understood; likewise. */
  readonly reading: () => StaffListReading
}

/**
 * preview: somebody is asked to confirm it. Of a list read on the schedule, mistakes: rows were left out that the list in
 * force did not leave out; columns: none is known to hold the addresses, none says who left, or one might that nobody
 * knows. The others: what it would do is not believable.
 */
export type StaffFileReason = ListHoldReason | 'preview' | 'mistakes' | 'columns'

export type StaffFileCompared = Answer<'staffList.compare'>

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
  /** Nobody said which of its columns holds the addresses, so that it names nobody. */
  | { readonly outcome: 'no_addresses' }
  /** Not believable: it has to be applied `anyway`. */
  | { readonly outcome: 'held'; readonly reason: ListHoldReason; readonly change: StaffFileStaged }

type Staging = Taking &
  Uses<
    | 'runs.savePage'
    | 'runs.finish'
    | 'staffFiles.keep'
    | 'staffList.settleRows'
    | 'staffList.compare'
    | 'staffList.inForce'
  >

/**
 * Stores what a file says, changes nothing, and tells what applying it would do. It waits until it is applied, given
 * up, or replaced by another one. Throws what `records` throws; then nothing of it is kept.
 */
export async function stageStaffFile(world: Staging, file: StaffFile): Promise<StagedStaffFile> {
  const { workspaceId, by } = file
  const start = await takeSource(world, {
    workspaceId,
    source: 'list',
    sourceId: workspaceId,
    requestedBy: by,
  })
  if (start.outcome === 'busy') return { outcome: 'busy' }
  return whileBeating(world, start.run, () => stage(world, start.run, file))
}

async function stage(world: Staging, run: Run, file: StaffFile): Promise<StagedStaffFile> {
  const { workspaceId, by, origin } = file
  try {
    const keeper = world.staffFiles.keep(run)
    await file.keepIn(keeper)
    let number = 0
    for await (const rows of file.records) {
      number += 1
      const page = { number, pages: [rows], cursor: null, setAside: 0 }
      if (!(await world.runs.savePage(run, page, world.clock()))) return { outcome: 'superseded' }
    }
    await keeper.end()
    const last = { number: number + 1, pages: [], cursor: null, setAside: file.setAside() }
    if (!(await world.runs.savePage(run, last, world.clock()))) return { outcome: 'superseded' }
    if (!(await world.staffList.settleRows(run, file.settled()))) return { outcome: 'superseded' }
  } catch (error) {
    await world.runs.finish(run, { state: 'failed', reason: 'interrupted', change: null }, world.clock())
    throw error
  }
  const compared = await world.staffList.compare(run, origin, world.clock())
  const change = { ...compared, reading: file.reading() }
  const reason = by === null ? whyHeld(change, await world.staffList.inForce(workspaceId)) : whyShown(change)
  const kept = await world.runs.finish(run, { state: 'held', reason, change }, world.clock())
  return kept ? { outcome: 'staged', id: run.id, reason, change } : { outcome: 'superseded' }
}

const whyShown = (change: StaffFileStaged): StaffFileReason => unbelievable(change) ?? 'preview'

/** A list that names nobody says nothing that could be believed or not. */
function unbelievable(change: StaffFileStaged): ListHoldReason | null {
  const believed = believableList(change)
  return believed.ok || !hasAddresses(change.reading) ? null : believed.reason
}

/** What somebody agreed to of the list in force is not asked again. */
function whyHeld(change: StaffFileStaged, inForce: Answer<'staffList.inForce'> | null): StaffFileReason {
  const { reading } = change
  if (!hasAddresses(reading)) return 'columns'
  const reason = whyShown(change)
  if (reason !== 'preview') return reason
  if (columnsAsked(reading) !== null && headerOf(reading) !== inForce?.header) return 'columns'
  const known = new Set(inForce?.unusable)
  return unusableOf(reading).every(row => known.has(row)) ? 'preview' : 'mistakes'
}

/**
 * Makes a staged file the truth, all or nothing, logs who did it, and has every account judged anew. It may be repeated:
 * one that was applied already is judged again, and nothing else.
 */
export async function applyStaffFile(
  world: Uses<'clock' | 'runs.get' | 'staffList.apply' | 'keysOf' | 'requestEvaluation'>,
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
  const run = await world.runs.get(workspaceId, id)
  const change = run?.file ?? null
  if (run === null || change === null) return { outcome: 'superseded' }
  const why = whyNotApplied(change, anyway)
  if (why !== null && run.state === 'held') return why
  const counts = run.state === 'held' ? await apply(world, run, { by, change }) : countsOf(run)
  if (counts === null) return { outcome: 'superseded' }
  // What is read every hour and says nothing new is no news.
  if (by !== null || !saysNothingNew(counts))
    for (const key of await world.keysOf(workspaceId)) await world.requestEvaluation(key)
  return { outcome: 'applied', ...counts }
}

/** Null: it may be applied. */
function whyNotApplied(
  change: StaffFileStaged,
  anyway: boolean,
): Extract<AppliedStaffFile, { outcome: 'held' | 'no_addresses' }> | null {
  if (!hasAddresses(change.reading)) return { outcome: 'no_addresses' }
  const reason = unbelievable(change)
  return reason === null || anyway ? null : { outcome: 'held', reason, change }
}

/** What applying came to; null: another process applied it at the same moment, or a newer list. */
async function apply(
  world: Uses<'clock' | 'runs.get' | 'staffList.apply'>,
  run: Run,
  { by, change }: { readonly by: string | null; readonly change: StaffFileStaged },
): Promise<StaffFileCounts | null> {
  const { reading, origin, setAside } = change
  const { chosen, columns, own } = reading
  const { applied, ...counts } = await world.staffList.apply(run, {
    ...{ by, origin, header: headerOf(reading), unusable: unusableOf(reading), chosen, now: world.clock() },
    log: (counts, unlistedIds) =>
      by === null && saysNothingNew(counts)
        ? []
        : [
            {
              ...{ actor: by ?? 'bot', action: 'staff_list_applied', subject: run.id },
              details: {
                ...{ origin, setAside, anyway: unbelievable(change) !== null },
                // What a person said of columns is not what they are called.
                ...(Object.keys(chosen).length === 0 ? {} : { columns: namedColumns(columns, chosen) }),
                // Nobody decides about themselves; where the list does, it is written down.
                ...(own === null ? {} : { ownRow: own }),
                ...counts,
              },
            },
            ...unlistedIds.map(subject => ({
              actor: 'bot',
              action: 'person_unlisted',
              subject,
              details: {},
            })),
          ],
  })
  return applied ? counts : countsOf(await world.runs.get(run.workspaceId, run.id))
}

function countsOf(run: Run | null): StaffFileCounts | null {
  if (run?.state !== 'complete' || run.file === null) return null
  const { added, changed, leaving, unlisted, returning, missing, conflicts } = run.file
  return { added, changed, leaving, unlisted, returning, missing, conflicts }
}

const namedColumns = (columns: readonly StaffColumn[], chosen: ChosenColumns) =>
  Object.entries(chosen).map(([at, field]) => ({ column: columns[Number(at)]?.written ?? '', field }))

/** What the rows that are used say is known already. */
export const saysNothingNew = ({
  added,
  changed,
  leaving,
  unlisted,
  returning,
  missing,
}: StaffFileCounts): boolean => added + changed + leaving + unlisted + returning + missing === 0

/** A staged file that waits for somebody's word; null when it waits no longer. */
export async function readStaffFile(
  world: Uses<'runs.get'>,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<{ readonly change: StaffFileStaged; readonly reason: ListHoldReason | null } | null> {
  const run = await world.runs.get(workspaceId, id)
  if (run === null || run.state !== 'held' || run.file === null) return null
  return { change: run.file, reason: unbelievable(run.file) }
}

/** Gives a staged file up: nothing it said is kept. False: it was applied or replaced meanwhile. */
export const discardStaffFile = (
  world: Uses<'clock' | 'runs.giveUp'>,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<boolean> => world.runs.giveUp(workspaceId, id, world.clock())
