import type pg from 'pg'
import type { EmbeddedThread, Gauges } from './embedded-worker-thread.ts'

/**
 * `tickMs` between looks; the others count looks. Looks are counted and not seconds, so that a machine that
 * slept wakes up without an alarm.
 * - `silence`: no sign of life while no statement runs.
 * - `statement`: one statement runs. PGlite computes it in one go and cannot give a sign meanwhile, so only
 *   this long limit tells a long one from a hanging one.
 * - `failedWrite`: one statement runs in which writing to disk failed. PGlite repeats that write for ever.
 */
export type WatchLimits = { tickMs: number; silence: number; statement: number; failedWrite: number }

const usualLimits: WatchLimits = { tickMs: 1_000, silence: 10, statement: 120, failedWrite: 10 }

export type Look = Gauges & { queryOutstanding: boolean; queryNumber: number }
export type Watched = { look: Look | null; unchanged: number; queryWaits: number; failedWritesBefore: number }

export const nothingSeen: Watched = { look: null, unchanged: 0, queryWaits: 0, failedWritesBefore: 0 }

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
  }
  const writeFailed = look.failedWrites > after.failedWritesBefore
  if (running && writeFailed && after.unchanged >= limits.failedWrite)
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

/** Looks at the worker regularly and calls `onFatal` once, when it has died or hangs. */
export function watchEmbedded(
  watched: { thread: EmbeddedThread; pool: pg.Pool; limits?: WatchLimits | undefined },
  onFatal: (message: string) => void,
): { stop(): void } {
  const { thread, pool } = watched
  const limits = watched.limits ?? usualLimits
  let seen = nothingSeen
  let queryOutstanding = false
  let queryNumber = 0
  const timer = setInterval(() => {
    const { after, verdict } = judge(seen, { ...thread.gauges(), queryOutstanding, queryNumber }, limits)
    seen = after
    if (verdict !== null) {
      clearInterval(timer)
      onFatal(verdict)
      return
    }
    thread.ping()
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
