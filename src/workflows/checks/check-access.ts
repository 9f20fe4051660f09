import { type ConnectionKey, keyText } from '../../domain/connection-key.ts'
import { noteFirstLook } from '../alerts/notices.ts'
import type { Uses } from '../uses.ts'
import { type Evaluated, type EvaluatedApart, evaluateAccess, evaluateAccounts } from './evaluate-access.ts'

type Checking = Parameters<typeof evaluateAccess>[0] &
  Parameters<typeof noteFirstLook>[0] &
  Uses<'overview.openByCheck' | 'home.changed' | 'send'>

/**
 * The checks for one connection, and for the very first ones a word to the person who connected. Whether it was said
 * is read from what is stored, so a process that dies in between does not keep it from being said.
 */
export async function checkAccess(
  world: Checking,
  key: ConnectionKey,
  evaluationId: string,
): Promise<Evaluated> {
  const evaluated = await evaluateAccess(world, key, evaluationId)
  if (evaluated.outcome === 'done' && evaluated.first)
    await noteFirstLook(world, key, {
      accounts: evaluated.accounts,
      unknown: evaluated.unknown,
      open: (await world.overview.openByCheck(key)).map(({ checkId, count }) => ({ checkId, count })),
    })
  const { workspaceId } = key
  world.home.changed(workspaceId)
  if (evaluated.outcome === 'done') {
    // A job of its own: no alert waits until the staff list was searched for likenesses.
    await world.send('suggest', keyText(key), { ...key })
    // People who were asked about an account see that it is decided, or gone.
    await world.send('questions', workspaceId, { workspaceId })
  }
  return evaluated
}

/** Some accounts only, by the same rules. */
export async function checkAccounts(
  world: Parameters<typeof evaluateAccounts>[0] & Uses<'home.changed'>,
  key: ConnectionKey,
  evaluationId: string,
  accountIds: readonly string[],
  verifiedBy: string | null = null,
): Promise<EvaluatedApart> {
  const evaluated = await evaluateAccounts(world, key, evaluationId, accountIds, verifiedBy)
  world.home.changed(key.workspaceId)
  return evaluated
}

const betweenLooks = 500

/** Whoever looks at the window longer than this reads the checks instead. */
const patience = 15_000

/** What check 4 says, in accounts. `unidentified`: it says nothing of them until somebody knows whose they are. */
export type Judged = Readonly<Record<'pass' | 'fail' | 'unknown' | 'unidentified', number>>

/** What check 4 says once every account was judged by this version of the rule; null when that takes long. */
export async function waitForChecks(
  world: Uses<'clock' | 'pause' | 'overview.judgedRule' | 'overview.checks'>,
  { key, version }: { readonly key: ConnectionKey; readonly version: number },
): Promise<Judged | null> {
  const since = world.clock()
  const enough = since.getTime() + patience
  while (world.clock().getTime() < enough) {
    // A later version counts too.
    if ((await world.overview.judgedRule(key)) >= version) {
      const { counts, unidentified } = await world.overview.checks(key, since)
      const { pass = 0, fail = 0, unknown = 0 } = counts.valid ?? {}
      return { pass, fail, unknown, unidentified }
    }
    await world.pause(betweenLooks)
  }
  return null
}
