import { complete, moved } from '../../domain/believable.ts'
import type { HoldReason } from '../../domain/source-notice.ts'
import { foreignError } from '../foreign-error.ts'
import { isCutOff, ownTrouble } from '../own-trouble.ts'
import type { Answer, Uses } from '../uses.ts'
import { pageWriter, rowsIn } from './page-writer.ts'

/** One read of one source: Miro's accounts, Slack's directory or a staff list. */
export type Run = Answer<'runs.get'>

/** A change in numbers that a person is asked about. */
export type Change = {
  readonly before: number
  readonly after: number
  readonly gone: number
  readonly sample: readonly string[]
}

/**
 * incomplete: too many rows that came twice or could not be read. no_addresses: a staff list without a single e-mail address. cursor_repeated: the list runs in a circle. interrupted: a bug
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

/** What taking a source uses. */
export type Taking = Uses<
  'clock' | 'every' | 'pause' | 'runs.acquire' | 'runs.working' | 'runs.get' | 'runs.beat'
>

/** What every read of a source uses. */
export type Running = Taking &
  Uses<'makeWay' | 'runs.savePage' | 'runs.readAgain' | 'runs.dropDoubled' | 'runs.finish'>

/** A page that has come. */
export type FetchedPage = {
  readonly cursor: string | null
  /** Makes its rows, which takes time. */
  read(): {
    readonly rows: readonly object[]
    readonly setAside: number
    readonly unread?: readonly string[]
  }
}

type Requested = Omit<Parameters<Taking['runs']['acquire']>[0], 'now'>

const look = 1_000
/** Longer than a heart that stands still counts as beating. */
const mostLooks = 20

/**
 * Takes a source for this process. A run that stands in the way may have lost its process a moment ago: then it is
 * taken over as soon as that is sure, and only where its heart beats on is the source busy.
 */
export async function takeSource(world: Taking, requested: Requested): Promise<Answer<'runs.acquire'>> {
  const take = () => world.runs.acquire({ ...requested, now: world.clock() })
  const taken = await take()
  return taken.outcome === 'busy' && (await isLeft(world, taken.run)) ? take() : taken
}

async function isLeft({ runs, clock, pause }: Taking, run: Run): Promise<boolean> {
  const { workspaceId, source, sourceId, id, fence, heartbeatAt } = run
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const working = await runs.working(workspaceId, source, sourceId, clock())
    if (working === null) return (await runs.get(workspaceId, id))?.state === 'running'
    if (working.id !== id || working.fence !== fence || working.heartbeatAt > heartbeatAt) return false
    await pause(look)
  }
  return false
}

const heartbeat = 5_000

/** Keeps the run's heartbeat while `work` goes on. */
export async function whileBeating<R>(
  world: Uses<'clock' | 'every' | 'runs.beat'>,
  run: Run,
  work: () => Promise<R>,
): Promise<R> {
  const stop = world.every(heartbeat, () => void world.runs.beat(run, world.clock()).catch(() => false))
  try {
    return await work()
  } finally {
    stop()
  }
}

/** Keeps the run's heartbeat while `work` goes on, and turns a foreign error into a failed run. */
export async function whileHeld<R>(world: Running, run: Run, work: () => Promise<R>): Promise<R | Stopped> {
  try {
    return await whileBeating(world, run, work)
  } catch (error) {
    const foreign = foreignError(error)
    if (foreign === null) {
      // Cut off by stopping, it goes on at the next start; anything else must not keep the next run waiting.
      if (!isCutOff(error)) await failInterrupted(world, run, error)
      throw error
    }
    return await failRun(world, run, foreign.kind === 'bad_answer' ? 'bad_answer' : 'unavailable')
  }
}

/** Where the database cut its connections, the next one may be cut too: the one after that says that the run has ended. */
const mostTries = 5
const betweenTries = 300

async function failInterrupted(world: Running, run: Run, error: unknown): Promise<void> {
  for (let left = mostTries; left > 0; left -= 1) {
    const ended = await failRun(world, run, 'interrupted', ownTrouble(error)).catch(() => null)
    if (ended !== null) return
    await world.pause(betweenTries)
  }
}

export async function failRun(
  world: Running,
  run: Run,
  reason: FailReason,
  because: string | null = null,
): Promise<Stopped> {
  const end = { state: 'failed', reason, because, change: null } as const
  const ended = await world.runs.finish(run, end, world.clock())
  return ended ? { outcome: 'failed', run, reason } : { outcome: 'superseded' }
}

/** Leaves a run to a person's word, unless it is no longer ours: then what it compared says nothing. */
export async function holdRun(
  world: Uses<'clock' | 'runs.finish'>,
  run: Run,
  held: { readonly reason: HoldReason; readonly change: Change },
): Promise<Extract<RunResult<object>, { outcome: 'held' | 'superseded' }>> {
  const kept = await world.runs.finish(run, { state: 'held', ...held }, world.clock())
  return kept ? { outcome: 'held', run, ...held } : { outcome: 'superseded' }
}

type Stopped = { outcome: 'failed'; run: Run; reason: FailReason } | { outcome: 'superseded' }

/**
 * Reads a source whole, and compares it with what is known. A list that moved under the read is read once more; a few
 * rows that came twice count once, the later ones.
 */
export async function readWhole<
  Seen extends { readonly rows: number; readonly distinct: number; readonly setAside: number },
>(
  world: Running,
  begun: Run,
  how: {
    readonly fetchPage: (cursor: string | null) => Promise<FetchedPage>
    readonly onPage: (rowsRead: number) => void
    readonly compare: (run: Run) => Promise<Seen>
  },
): Promise<Stopped | { readonly outcome: 'read'; readonly seen: Seen }> {
  let run = begun
  for (let isLast = false; ; isLast = true) {
    const stopped = await readPages(world, run, how.fetchPage, how.onPage)
    if (stopped !== null) return stopped
    const seen = await how.compare(run)
    if (complete(seen)) {
      if (seen.distinct === seen.rows) return { outcome: 'read', seen }
      if (!(await world.runs.dropDoubled(run))) return { outcome: 'superseded' }
      return { outcome: 'read', seen: await how.compare(run) }
    }
    if (isLast || !moved(seen)) return failRun(world, begun, 'incomplete')
    if (!(await world.runs.readAgain(run, world.clock()))) return { outcome: 'superseded' }
    run = { ...run, cursor: null, pages: 0, rows: 0, setAside: 0 }
  }
}

/**
 * Reads a source to its last page, asking for the next while earlier pages are read and stored, so that memory does
 * not grow with the source and a run that was cut off goes on where it stopped. Null when all pages are stored.
 */
async function readPages(
  world: Running,
  run: Run,
  fetchPage: (cursor: string | null) => Promise<FetchedPage>,
  onPage: (rowsRead: number) => void,
): Promise<Stopped | null> {
  if (run.pages > 0 && run.cursor === null) return null
  const isNew = cursorGuard()
  let [number, read] = [run.pages, run.rows]
  const pages = pageWriter(async page => {
    number += 1
    const ours = await world.runs.savePage(run, { ...page, number }, world.clock())
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
        return failRun(world, run, 'cursor_repeated')
      }
      coming = cursor === null ? null : fetchPage(cursor)
      // Awaited in the next turn of the loop, if there is one.
      coming?.catch(() => {})
      // The request leaves before this page is read.
      await world.makeWay()
      const { rows, ...aside } = page.read()
      if (!(await pages.add({ pages: [rows], ...aside, cursor }))) return { outcome: 'superseded' }
    }
    return (await pages.ended()) ? null : { outcome: 'superseded' }
  } catch (error) {
    // Whoever ends the run next must not meet a page that is still being stored.
    await pages.ended().catch(() => false)
    throw error
  }
}

/**
 * Notices a list of pages that runs in a circle, of any length, with constant memory (Brent's algorithm):
 * returns false for a cursor that was seen before, at the latest after about three turns of the circle.
 */
export function cursorGuard(): (cursor: string) => boolean {
  let marked: string | null = null
  let steps = 0
  let stepsUntilMark = 1
  return cursor => {
    if (cursor === marked) return false
    steps += 1
    if (steps === stepsUntilMark) {
      marked = cursor
      steps = 0
      stepsUntilMark *= 2
    }
    return true
  }
}
