import { randomBytes } from 'node:crypto'

/** How long a worker waits before it looks for a job that nobody told it of: another process may have sent it. */
const pollMs = 2_000

export type Worker = {
  /** A job was sent: it is taken at once. */
  wake(): void
  /** Takes no further job. Resolves when the one under way has ended. */
  stop(): Promise<void>
}

/** Does jobs one after the other. `next` does one and says whether there was one; it never throws. */
export function startWorker(next: () => Promise<boolean>): Worker {
  let stopping = false
  let woken = false
  let wake = (): void => {}
  const pause = (): Promise<void> =>
    new Promise(resolve => {
      const limit = setTimeout(() => wake(), pollMs)
      wake = () => {
        clearTimeout(limit)
        resolve()
      }
    })
  const work = async (): Promise<void> => {
    while (!stopping) {
      woken = false
      // What was sent while it looked is looked for again.
      if (!(await next()) && !woken && !stopping) await pause()
    }
  }
  const ended = work()
  return {
    wake: () => {
      woken = true
      wake()
    },
    stop: () => {
      stopping = true
      wake()
      return ended
    },
  }
}

export type JobLog = {
  debug(fields: Readonly<Record<string, string | number>>, message: string): void
  error(fields: Readonly<Record<string, string | number | Error>>, message: string): void
}

/** Runs one job. A bug is logged with a reference and handed on, so that the queue tries again later. */
export async function runJob(
  log: JobLog,
  name: string,
  id: string,
  work: () => Promise<void>,
): Promise<void> {
  const startedAt = performance.now()
  try {
    await work()
    log.debug({ job: name, id, ms: Math.round(performance.now() - startedAt) }, 'job done')
  } catch (error) {
    // Stopping ends the calls under way; the job goes on at the next start.
    if (error instanceof Error && error.name === 'AbortError') {
      log.debug({ job: name, id }, 'job cut off')
      throw error
    }
    const reference = randomBytes(4).toString('hex')
    log.error(
      { job: name, id, reference, err: error instanceof Error ? error : new Error(String(error)) },
      'job failed',
    )
    throw error
  }
}
