import type { ConnectionKey } from '../../domain/connection-key.ts'
import { ownTrouble } from '../own-trouble.ts'
import type { Answer, Uses } from '../uses.ts'
import { within } from '../waiting.ts'

type Of = { readonly key: ConnectionKey; readonly accountId: string }

/** Somebody is looking at the card. */
const patience = 2_000
const atOnce = 8

/** Asks about one after the other, eight at once, until time is over or `enough` is known. */
type Each = <T>(
  all: readonly T[],
  ask: (one: T) => Promise<unknown>,
  enough?: () => boolean,
) => Promise<unknown>

/** What Miro answers in time; once it is late, nothing more is asked. `failed`: what of the bot's own it was, in words. */
async function inTime<T>(
  world: Uses<'callMiro' | 'after'>,
  key: ConnectionKey,
  ask: (accessToken: string, each: Each) => Promise<T>,
): Promise<{ readonly result: T } | 'late' | { readonly failed: string | null }> {
  let over = false
  const each: Each = (all, ask, enough = () => false) => {
    const left = [...all]
    const inTurn = async () => {
      for (let one = left.shift(); one !== undefined && !over && !enough(); one = left.shift()) await ask(one)
    }
    return Promise.all(Array.from({ length: atOnce }, inTurn))
  }
  const asking = world.callMiro(key, accessToken => ask(accessToken, each))
  const ended = await within(world, patience, asking).catch((error: unknown) => ({
    failed: ownTrouble(error),
  }))
  over = true
  return ended
}

/** The teams of one account, as Miro says now. */
export type TeamsRead =
  | {
      readonly outcome: 'read'
      readonly teams: readonly { readonly name: string; readonly admin: boolean }[]
      /** False when the organization has more teams than were asked, or time ran out. */
      readonly complete: boolean
    }
  /** `because`: what of the bot's own stood in the way, in words; null: Miro. */
  | { readonly outcome: 'unavailable'; readonly because: string | null }

/**
 * Asks Miro for the teams of one account: there is no call for that, so each team is asked, at most the first hundred:
 * 5,050 of the 100,000 credits of a minute. Best effort, bounded in calls and in time, and whatever goes wrong is
 * "unavailable": nothing rests on it.
 */
export async function readTeams(
  world: Uses<'callMiro' | 'after' | 'teams.first' | 'teams.roleIn'>,
  { key, accountId }: Of,
): Promise<TeamsRead> {
  const found: { name: string; admin: boolean }[] = []
  const ended = await inTime(world, key, async (accessToken, each) => {
    // Called a second time when the token was refused.
    found.length = 0
    const { teams, more } = await world.teams.first(accessToken, key.miroOrgId)
    await each(teams, async ({ id, name }) => {
      const role = await world.teams.roleIn(accessToken, key.miroOrgId, id, accountId)
      if (role !== null && role !== 'non_team') found.push({ name, admin: role === 'admin' })
    })
    return !more
  })
  if (ended === 'late' && found.length === 0) return { outcome: 'unavailable', because: null }
  if (ended !== 'late' && 'failed' in ended) return { outcome: 'unavailable', because: ended.failed }
  const teams = found.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return { outcome: 'read', teams, complete: ended !== 'late' && ended.result }
}

/** With the two calls before at most 22 of 50 credits: 1,100 of the 100,000 of a minute. */
const mostBoards = 20

/**
 * The name that Miro's boards give an account: Miro's list of members has none. Best effort, bounded in calls and in
 * time; null when none was found. To be shown only: nobody is matched by it.
 */
export async function readName(
  world: Uses<'callMiro' | 'after' | 'boards.ownedBy' | 'boards.first' | 'boards.members'>,
  { key, accountId }: Of,
): Promise<string | null> {
  const { boards } = world
  const nameIn = (users: Answer<'boards.members'>) => users.find(({ id }) => id === accountId)?.name ?? null
  const ended = await inTime(world, key, async (accessToken, each) => {
    const own = nameIn((await boards.ownedBy(accessToken, accountId)).users)
    if (own !== null) return own
    const { users, boardIds } = await boards.first(accessToken)
    let found = nameIn(users)
    const ask = async (board: string) => (found ??= nameIn(await boards.members(accessToken, board)))
    await each(boardIds.slice(0, mostBoards), ask, () => found !== null)
    return found
  })
  return ended === 'late' || 'failed' in ended ? null : ended.result
}
