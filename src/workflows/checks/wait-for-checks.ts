import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Uses } from '../uses.ts'

const look = 500

/** Whoever looks at the window longer than this reads the checks instead. */
const patience = 15_000

/** What check 4 says once every account was judged by this version of the rule; null when that takes long. */
export async function waitForChecks(
  world: Uses<'clock' | 'pause' | 'overview.judgedRule' | 'overview.checks'>,
  { key, version }: { readonly key: ConnectionKey; readonly version: number },
): Promise<{ readonly fail: number; readonly unknown: number } | null> {
  const since = world.clock()
  const enough = since.getTime() + patience
  while (world.clock().getTime() < enough) {
    // A later version counts too.
    if ((await world.overview.judgedRule(key)) >= version) {
      const { valid } = (await world.overview.checks(key, since)).counts
      return { fail: valid?.fail ?? 0, unknown: valid?.unknown ?? 0 }
    }
    await world.pause(look)
  }
  return null
}
