import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Answer, Uses } from '../uses.ts'
import { within } from '../waiting.ts'

/** Somebody is looking at the card. */
const patience = 2_000

/** At most 22 calls of 50 credits: 1,100 of the 100,000 of a minute. */
const mostBoards = 20
const atOnce = 8

/**
 * The name that Miro's boards give an account: Miro's list of members has none. Best effort, bounded in calls and in
 * time; null when none was found. To be shown only: nobody is matched by it.
 */
export async function readName(
  world: Uses<'callMiro' | 'after' | 'boards.ownedBy' | 'boards.first' | 'boards.members'>,
  { key, accountId }: { readonly key: ConnectionKey; readonly accountId: string },
): Promise<string | null> {
  const { boards } = world
  let over = false
  const nameIn = (users: Answer<'boards.members'>) => users.find(({ id }) => id === accountId)?.name ?? null

  const asking = world.callMiro(key, async accessToken => {
    const own = nameIn((await boards.ownedBy(accessToken, accountId)).users)
    if (own !== null) return own
    const { users, boardIds } = await boards.first(accessToken)
    let found = nameIn(users)
    const left = boardIds.slice(0, mostBoards)
    const ask = async () => {
      for (let board = left.shift(); board !== undefined && found === null && !over; board = left.shift())
        found ??= nameIn(await boards.members(accessToken, board))
    }
    await Promise.all(Array.from({ length: atOnce }, ask))
    return found
  })
  const ended = await within(world.after, patience, asking).catch(() => 'failed' as const)
  over = true
  return typeof ended === 'string' ? null : ended.result
}
