import { MiroError } from './miro-error.ts'
import { retryDelay } from './retry-timing.ts'

export type Retrying = {
  readonly clock: () => Date
  /** In [0, 1). */
  readonly random: () => number
  readonly pause: (milliseconds: number) => Promise<void>
  /** Ends waiting. */
  readonly signal: AbortSignal
}

/**
 * Makes a call again as long as it fails in a way that may pass, with waits by `retryDelay`. The last failure is
 * thrown as it is; so is every error that is not Miro's, and the signal's reason once it is aborted.
 */
export function withRetries(by: Retrying) {
  return async function retrying<T>(call: () => Promise<T>): Promise<T> {
    const startedAt = by.clock().getTime()
    for (let failures = 0; ; ) {
      by.signal.throwIfAborted()
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof MiroError)) throw error
        if (error.retryAt === null) failures += 1
        const now = by.clock()
        const delay = retryDelay(error, { failures, elapsed: now.getTime() - startedAt }, now, by.random())
        if (delay === null) throw error
        await orAborted(by.pause(delay), by.signal)
      }
    }
  }
}

async function orAborted(waiting: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = () => {}
  const aborted = new Promise<void>(resolve => {
    stop = resolve
    signal.addEventListener('abort', stop, { once: true })
  })
  await Promise.race([waiting, aborted])
  signal.removeEventListener('abort', stop)
}
