import type { HoldReason } from '../../domain/source-notice.ts'
import { foreignError } from '../foreign-error.ts'
import { cursorGuard } from './cursor-guard.ts'
import { type Page, pageWriter, rowsIn } from './page-writer.ts'

/** One read of one source: Miro's accounts, Slack's directory or a staff list. */
export type Run = {
  readonly workspaceId: string
  readonly id: string
  readonly source: 'miro' | 'slack' | 'list'
  readonly sourceId: string
  readonly state: string
  /** Writes with an older number than the source's are refused. */
  readonly fence: number
  readonly startedAt: Date
  /** Where the next page starts; null before the first page and after the last. */
  readonly cursor: string | null
  readonly pages: number
  readonly rows: number
}

/** A change in numbers that a person is asked about. */
export type Change = {
  readonly before: number
  readonly after: number
  readonly gone: number
  readonly sample: readonly string[]
}

/**
 * incomplete: doubled ids or too many unreadable rows. no_addresses: a staff list without a single e-mail address. cursor_repeated: the list runs in a circle. interrupted: a bug
 * of ours, or a database that went away.
 */
export type FailReason =
  | 'incomplete'
  | 'no_addresses'
  | 'cursor_repeated'
  | 'unavailable'
  | 'bad_answer'
  | 'refused'
  | 'interrupted'

/** What every read of a source may end in; `T` is what a complete one tells besides. */
export type RunResult<T> =
  | ({ readonly outcome: 'complete'; readonly run: Run; readonly read: number } & T)
  | { readonly outcome: 'held'; readonly run: Run; readonly reason: HoldReason; readonly change: Change }
  | { readonly outcome: 'failed'; readonly run: Run; readonly reason: FailReason }
  /** Another process is at it. */
  | { readonly outcome: 'busy'; readonly run: Run }
  /** A newer run took over; this one wrote nothing more. */
  | { readonly outcome: 'superseded' }

export type RunStore = {
  acquire(input: {
    workspaceId: string
    source: 'miro' | 'slack' | 'list'
    sourceId: string
    requestedBy: string | null
    now: Date
  }): Promise<{ outcome: 'acquired'; run: Run; resumed: boolean } | { outcome: 'busy'; run: Run }>
  savePage(run: Run, page: Page & { number: number }, now: Date): Promise<boolean>
  beat(run: Run, now: Date): Promise<boolean>
  finish(
    run: Run,
    end: { state: 'held' | 'failed'; reason: string; change: Change | null },
    now: Date,
  ): Promise<void>
}

export type RunNeeds = {
  readonly clock: () => Date
  /** Calls `beat` now and then until the returned function is called. */
  readonly every: (milliseconds: number, beat: () => void) => () => void
  /** Lets everybody else have a turn, and people who wait for an answer some more. */
  readonly makeWay: () => Promise<void>
  readonly runs: RunStore
}

/** A page that has come. */
export type FetchedPage = {
  readonly cursor: string | null
  /** Makes its rows, which takes time. */
  read(): { readonly rows: readonly object[]; readonly setAside: number }
}

const heartbeat = 15_000

/** Keeps the run's heartbeat while `work` goes on, and turns a foreign error into a failed run. */
export async function whileHeld<R>(
  needs: RunNeeds,
  run: Run,
  work: () => Promise<R>,
): Promise<R | { outcome: 'failed'; run: Run; reason: FailReason }> {
  const stop = needs.every(heartbeat, () => void needs.runs.beat(run, needs.clock()).catch(() => false))
  try {
    return await work()
  } catch (error) {
    const foreign = foreignError(error)
    if (foreign === null) {
      // Cut off by stopping, it goes on at the next start; anything else must not keep the next run waiting.
      if (!isCutOff(error)) await failRun(needs, run, 'interrupted').catch(() => {})
      throw error
    }
    return await failRun(needs, run, foreign.kind === 'bad_answer' ? 'bad_answer' : 'unavailable')
  } finally {
    stop()
  }
}

const isCutOff = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

export async function failRun(
  needs: RunNeeds,
  run: Run,
  reason: FailReason,
): Promise<{ outcome: 'failed'; run: Run; reason: FailReason }> {
  await needs.runs.finish(run, { state: 'failed', reason, change: null }, needs.clock())
  return { outcome: 'failed', run, reason }
}

/**
 * Reads a source to its last page, asking for the next while earlier pages are read and stored, so that memory does
 * not grow with the source and a run that was cut off goes on where it stopped. Null when all pages are stored.
 */
export async function readPages(
  needs: RunNeeds,
  run: Run,
  fetchPage: (cursor: string | null) => Promise<FetchedPage>,
  onPage: (rowsRead: number) => void,
): Promise<{ outcome: 'failed'; run: Run; reason: FailReason } | { outcome: 'superseded' } | null> {
  if (run.pages > 0 && run.cursor === null) return null
  const isNew = cursorGuard()
  let [number, read] = [run.pages, run.rows]
  const pages = pageWriter(async page => {
    number += 1
    const ours = await needs.runs.savePage(run, { ...page, number }, needs.clock())
    read += rowsIn(page)
    if (ours) onPage(read)
    return ours
  })
  try {
    for (let coming: Promise<FetchedPage> | null = fetchPage(run.cursor); coming !== null; ) {
      const page: FetchedPage = await coming
      const { cursor } = page
      if (cursor !== null && !isNew(cursor)) {
        await pages.ended()
        return failRun(needs, run, 'cursor_repeated')
      }
      coming = cursor === null ? null : fetchPage(cursor)
      // Awaited in the next turn of the loop, if there is one.
      coming?.catch(() => {})
      // The request leaves before this page is read.
      await needs.makeWay()
      const { rows, setAside } = page.read()
      if (!(await pages.add({ pages: [rows], setAside, cursor }))) return { outcome: 'superseded' }
    }
    return (await pages.ended()) ? null : { outcome: 'superseded' }
  } catch (error) {
    // Whoever ends the run next must not meet a page that is still being stored.
    await pages.ended().catch(() => false)
    throw error
  }
}
