import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Uses } from '../uses.ts'
import { within } from '../waiting.ts'

/** The teams of one account, as Miro says now. */
export type TeamsRead =
  | {
      readonly outcome: 'read'
      readonly teams: readonly { readonly name: string; readonly admin: boolean }[]
      /** False when the organization has more teams than were asked, or time ran out. */
      readonly complete: boolean
    }
  | { readonly outcome: 'unavailable' }

/** Somebody is looking at the card. */
const patience = 2_000

/** Each team costs a call, so at most the first hundred are asked: 5,050 of the 100,000 credits of a minute. */
const atOnce = 8

/**
 * Asks Miro for the teams of one account: there is no call for that, so each team is asked. Best effort, bounded in
 * calls and in time, and whatever goes wrong is "unavailable": nothing rests on it.
 */
export async function readTeams(
  world: Uses<'callMiro' | 'after' | 'teams.first' | 'teams.roleIn'>,
  { key, accountId }: { readonly key: ConnectionKey; readonly accountId: string },
): Promise<TeamsRead> {
  const found: { name: string; admin: boolean }[] = []
  let over = false
  const asking = world.callMiro(key, async accessToken => {
    // Called a second time when the token was refused.
    found.length = 0
    const { teams, more } = await world.teams.first(accessToken, key.miroOrgId)
    const left = [...teams]
    const ask = async () => {
      for (let team = left.shift(); team !== undefined && !over; team = left.shift()) {
        const role = await world.teams.roleIn(accessToken, key.miroOrgId, team.id, accountId)
        if (role !== null && role !== 'non_team') found.push({ name: team.name, admin: role === 'admin' })
      }
    }
    await Promise.all(Array.from({ length: atOnce }, ask))
    return !more
  })
  const ended = await within(world.after, patience, asking).catch(() => 'failed' as const)
  over = true
  if (ended === 'failed' || (ended === 'late' && found.length === 0)) return { outcome: 'unavailable' }
  const teams = found.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return { outcome: 'read', teams, complete: ended !== 'late' && ended.result }
}
