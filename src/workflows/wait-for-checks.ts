import type { ConnectionKey } from './connection-key.ts'

type Needs = {
  readonly clock: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
  readonly overview: {
    lastEvaluatedAt(key: ConnectionKey): Promise<Date | null>
    checks(key: ConnectionKey, then: Date): Promise<{ counts: { valid: { fail: number; unknown: number } } }>
  }
}

const look = 500

/** Whoever looks at the window longer than this reads the checks instead. */
const patience = 15_000

/** What check 4 says once every account was judged by what was decided at `since`; null when that takes long. */
export async function waitForChecks(
  needs: Needs,
  { key, since }: { readonly key: ConnectionKey; readonly since: Date },
): Promise<{ readonly fail: number; readonly unknown: number } | null> {
  const enough = needs.clock().getTime() + patience
  while (needs.clock().getTime() < enough) {
    const at = await needs.overview.lastEvaluatedAt(key)
    if (at !== null && at >= since) {
      const { valid } = (await needs.overview.checks(key, since)).counts
      return { fail: valid.fail, unknown: valid.unknown }
    }
    await needs.pause(look)
  }
  return null
}
