import { withDatabase } from './databases.ts'
import { startMiro } from './local-miro.ts'
import { openProduct } from './product.ts'
import type { Result } from './results.ts'
import { realTime, scaledPause } from './scaled-clock.ts'

/** Part c: how many calls a sync makes, and how long it waits for Miro's credits. */
export async function callsMade(): Promise<Result[]> {
  const results: Result[] = []
  for (const [accounts, missing] of [
    [1_000, 0],
    [2_050, 37],
    [10_000, 195],
  ] as const)
    results.push(await countCalls(accounts, missing))
  results.push(await underLimit())
  return results
}

const countCalls = (accounts: number, missing: number): Promise<Result> =>
  withDatabase('embedded', async storage => {
    const miro = await startMiro({ accounts, lazy: true, creditsPerMinute: null, scale: realTime })
    const product = openProduct(storage, miro)
    try {
      const key = await product.connect('T_CALLS')
      await product.sync(key)
      const first = await miro.takeCalls()
      await miro.remove(missing)
      const { gone } = await product.sync(key)
      const second = await miro.takeCalls()
      const made = (calls: typeof first) => calls.pages + calls.lookUps + calls.others + calls.refused
      // A full page without a cursor might not be the last one: it is followed by one more call.
      const pages = (count: number) => Math.floor(count / 100) + 1
      const wanted = [pages(accounts), pages(accounts - missing) + Math.ceil(missing / 10)]
      return {
        what: `c  calls for ${accounts} accounts, then for ${missing} fewer`,
        measured: `${made(first)}, then ${made(second)} (${second.pages} pages, ${second.lookUps} look-ups)`,
        target: `${wanted.join(', then ')}`,
        ok: made(first) === wanted[0] && made(second) === wanted[1] && gone === missing,
      }
    } finally {
      await product.close()
      await miro.stop()
    }
  })

const minute = 60_000
const factor = 10
const limited = { accounts: 100_000, creditsPerMinute: 100_000, creditsPerCall: 500 }

/** Time runs faster for both sides, so that minutes of waiting take seconds. */
const underLimit = (): Promise<Result> =>
  withDatabase('embedded', async storage => {
    const { accounts, creditsPerMinute, creditsPerCall } = limited
    const scale = { origin: Date.now(), factor }
    const miro = await startMiro({ accounts, lazy: true, creditsPerMinute, scale })
    const product = openProduct(storage, miro, scale)
    try {
      const key = await product.connect('T_LIMIT')
      // Begun in the middle of a minute, the least time would depend on when.
      await scaledPause(scale)(minute - (product.now() % minute))
      const start = product.now()
      await product.sync(key)
      const took = product.now() - start
      const calls = await miro.takeCalls()
      const windows = Math.ceil(calls.pages / (creditsPerMinute / creditsPerCall))
      // The minute it begins in counts from its start: credits come by the minute of the clock.
      const least = (Math.floor(start / minute) + windows - 1) * minute - start
      return {
        what: `c  ${accounts} accounts, ${creditsPerMinute} credits a minute, clock ${factor} × as fast`,
        measured: `${(took / least).toFixed(2)} × the least time (${Math.round(took / 1000)} s of ${Math.round(least / 1000)} s), ${calls.refused} calls refused`,
        target: '',
        ok: null,
      }
    } finally {
      await product.close()
      await miro.stop()
    }
  })
