import { randomBytes } from 'node:crypto'

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
