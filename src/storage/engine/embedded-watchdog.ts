import type pg from 'pg'
import type { EmbeddedThread, Gauges } from './embedded-worker-thread.ts'

/**
 * `tickMs` between looks; the others count looks. Looks are counted and not seconds, so that a machine that
 * slept wakes up without an alarm.
 * - `silence`: no sign of life while no statement runs.
 * - `statement`: one statement runs. PGlite computes it in one go and cannot give a sign meanwhile, so only
 *   this long limit tells a long one from a hanging one.
 * - `failedWrite`: one statement runs in which writing to disk failed, or while the disk has no room for PostgreSQL's
 *   log. PGlite repeats such a write for ever; the one that failed may have been of an earlier statement.
 * - `full`: the disk is full. Whatever the database still answers, it can store nothing, and may hang any time.
 */
export type WatchLimits = {
  tickMs: number
  silence: number
  statement: number
  failedWrite: number
  full: number
}

const usualLimits: WatchLimits = { tickMs: 1_000, silence: 10, statement: 120, failedWrite: 10, full: 20 }

/** `bytesLeft` of the disk; null: nobody knows, or the database is in memory. */
export type Look = Gauges & { queryOutstanding: boolean; queryNumber: number; bytesLeft: number | null }
export type Watched = {
  look: Look | null
  unchanged: number
  queryWaits: number
  failedWritesBefore: number
  full: number
}

export const nothingSeen: Watched = {
  look: null,
  unchanged: 0,
  queryWaits: 0,
  failedWritesBefore: 0,
  full: 0,
}

/** Below this a disk counts as full. */
const nothingLeft = 1024 * 1024
/** PostgreSQL's log grows by pieces of this size. */
const roomForLog = 16 * 1024 * 1024

export const diskIsFull = 'The disk is full.'

/** One look at the worker: what to remember, and why it must be ended, or null. */
export function judge(
  before: Watched,
  look: Look,
  limits: Omit<WatchLimits, 'tickMs'>,
): { after: Watched; verdict: string | null } {
  const running = look.begun !== look.answered
  const progress =
    before.look === null ||
    look.begun !== before.look.begun ||
    look.answered !== before.look.answered ||
    look.pings !== before.look.pings
  const sameQuery = look.queryOutstanding && look.queryNumber === before.look?.queryNumber
  const after: Watched = {
    look,
    unchanged: progress ? 0 : before.unchanged + 1,
    queryWaits: sameQuery && !running ? before.queryWaits + 1 : 0,
    failedWritesBefore: running ? before.failedWritesBefore : look.failedWrites,
    full: isShort(look, nothingLeft) ? before.full + 1 : 0,
  }
  const hangs = running && after.unchanged >= limits.failedWrite
  if (after.full >= limits.full || (hangs && isShort(look, roomForLog))) return { after, verdict: diskIsFull }
  const writeFailed = look.failedWrites > after.failedWritesBefore
  if (hangs && writeFailed)
    return {
      after,
      verdict:
        'The embedded database cannot write to its directory: the disk is full or broken. Free some space and start again.',
    }
  if (running && after.unchanged >= limits.statement)
    return { after, verdict: 'The embedded database has worked on one statement for too long.' }
  if (!running && (after.unchanged >= limits.silence || after.queryWaits >= limits.silence))
    return { after, verdict: 'The embedded database does not answer.' }
  return { after, verdict: null }
}

const isShort = ({ bytesLeft }: Look, bytes: number): boolean => bytesLeft !== null && bytesLeft < bytes

/** Looks at the worker regularly and calls `onFatal` once, when it has died or hangs. */
export function watchEmbedded(
  watched: {
    thread: EmbeddedThread
    pool: pg.Pool
    /** Of the disk that the database is on; null: it is on none. */
    bytesLeft: (() => Promise<number>) | null
    limits?: WatchLimits | undefined
  },
  onFatal: (message: string) => void,
): { stop(): void } {
  const { thread, pool } = watched
  const limits = watched.limits ?? usualLimits
  let seen = nothingSeen
  let queryOutstanding = false
  let queryNumber = 0
  let left: number | null = null
  const timer = setInterval(() => {
    const look = { ...thread.gauges(), queryOutstanding, queryNumber, bytesLeft: left }
    const { after, verdict } = judge(seen, look, limits)
    seen = after
    if (verdict !== null) {
      clearInterval(timer)
      onFatal(verdict)
      return
    }
    thread.ping()
    watched.bytesLeft?.().then(
      bytes => {
        left = bytes
      },
      () => {
        left = null
      },
    )
    // Asked only while nobody else does, or the answer would wait for somebody's open transaction.
    if (queryOutstanding || pool.waitingCount > 0 || pool.totalCount > pool.idleCount) return
    queryOutstanding = true
    queryNumber += 1
    const answered = () => {
      queryOutstanding = false
    }
    pool.query('SELECT 1').then(answered, answered)
  }, limits.tickMs)
  timer.unref()
  thread.onDeath(why => {
    clearInterval(timer)
    onFatal(`The embedded database has stopped: ${why}`)
  })
  return { stop: () => clearInterval(timer) }
}
