import type { ConnectionKey } from '../connection-key.ts'

type Needs = {
  readonly clock: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
  readonly overview: {
    judgedRule(key: ConnectionKey): Promise<number>
    checks(key: ConnectionKey, then: Date): Promise<{ counts: { valid: { fail: number; unknown: number } } }>
  }
}

const look = 500

/** Whoever looks at the window longer than this reads the checks instead. */
const patience = 15_000

/** What check 4 says once every account was judged by this version of the rule; null when that takes long. */
export async function waitForChecks(
  needs: Needs,
  { key, version }: { readonly key: ConnectionKey; readonly version: number },
): Promise<{ readonly fail: number; readonly unknown: number } | null> {
  const since = needs.clock()
  const enough = since.getTime() + patience
  while (needs.clock().getTime() < enough) {
    // A later version counts too.
    if ((await needs.overview.judgedRule(key)) >= version) {
      const { valid } = (await needs.overview.checks(key, since)).counts
      return { fail: valid.fail, unknown: valid.unknown }
    }
    await needs.pause(look)
  }
  return null
}
