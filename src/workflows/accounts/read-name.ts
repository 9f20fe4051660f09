import type { ConnectionKey } from '../connection-key.ts'
import { type After, within } from '../within.ts'

type NamedUser = { readonly id: string; readonly name: string }
type BoardsPage = { readonly boardIds: readonly string[]; readonly users: readonly NamedUser[] }

type Needs = {
  readonly callMiro: <T>(key: ConnectionKey, call: (accessToken: string) => Promise<T>) => Promise<T>
  readonly boards: {
    ownedBy(accessToken: string, userId: string): Promise<BoardsPage>
    first(accessToken: string): Promise<BoardsPage>
    members(accessToken: string, boardId: string): Promise<readonly NamedUser[]>
  }
  readonly after: After
}

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
  needs: Needs,
  { key, accountId }: { readonly key: ConnectionKey; readonly accountId: string },
): Promise<string | null> {
  const { boards } = needs
  let over = false
  const nameIn = (users: readonly NamedUser[]) => users.find(({ id }) => id === accountId)?.name ?? null

  const asking = needs.callMiro(key, async accessToken => {
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
  const ended = await within(needs.after, patience, asking).catch(() => 'failed' as const)
  over = true
  return typeof ended === 'string' ? null : ended.result
}
