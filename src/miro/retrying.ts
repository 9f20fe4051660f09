import { MiroError } from './errors.ts'
import { backoff, tries } from './retry-timing.ts'

type Needs = {
  readonly clock: () => Date
  readonly random: () => number
  readonly pause: (milliseconds: number) => Promise<void>
}

/** Together no longer than this may a call wait for rate limits. */
const patience = 60 * 60_000

/**
 * Makes a call until it succeeds, is refused for good, or has failed five times. Waiting for a rate limit is not
 * a failure: Miro says when it listens again.
 */
export function retrying(needs: Needs) {
  return async <T>(call: () => Promise<T>): Promise<T> => {
    const startedAt = needs.clock().getTime()
    for (let failures = 0; ; ) {
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof MiroError) || error.permanent) throw error
        const now = needs.clock().getTime()
        if (error.retryAt !== null && now - startedAt < patience) {
          await needs.pause(Math.max(0, error.retryAt.getTime() - now))
          continue
        }
        failures += 1
        if (failures >= tries) throw error
        await needs.pause(backoff(failures, needs.random()))
      }
    }
  }
}
