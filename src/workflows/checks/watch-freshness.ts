import { freshness, tokensEndSoon } from '../../domain/freshness.ts'
import { longestGap } from '../../domain/schedule.ts'
import { noteConnection, noteStaffList, noteTokens } from '../alerts/notices.ts'
import type { Answer, Uses } from '../uses.ts'

type Watching = Parameters<typeof noteConnection>[0] &
  Uses<'startedWith.intervals' | 'runs.working' | 'connections.all' | 'workspaces.all'>
type Workspace = Answer<'workspaces.all'>[number]
type Connection = Answer<'connections.all'>[number]

/**
 * Speaks up when no complete read of a source came for two intervals, as silence would look like "all good", and when
 * the access to Miro will end because nothing renews it.
 */
export async function watchFreshness(world: Watching): Promise<void> {
  const workspaces = (await world.workspaces.all()).filter(({ removedAt }) => removedAt === null)
  const served = new Set(workspaces.map(({ id }) => id))
  const connections = (await world.connections.all()).filter(({ key }) => served.has(key.workspaceId))
  await watchAccounts(world, connections, workspaces)
  await watchStaff(world, connections, workspaces)
}

async function watchAccounts(
  world: Watching,
  connections: readonly Connection[],
  workspaces: readonly Workspace[],
): Promise<void> {
  for (const connection of connections) {
    const workspace = workspaces.find(({ id }) => id === connection.key.workspaceId)
    const schedule = workspace?.schedule ?? null
    const read = connection.lastCompleteSyncAt ?? connection.connectedAt
    // What was read by a schedule with longer gaps is not late by the one chosen since.
    const last = new Date(Math.max(read.getTime(), workspace?.scheduleAt?.getTime() ?? 0))
    const interval = schedule === null ? world.startedWith.intervals.accounts : longestGap(schedule)
    const fresh = freshness(last, interval, world.clock()) === 'fresh'
    const renewedAt = connection.tokensRenewedAt
    const ends = renewedAt !== null && tokensEndSoon(renewedAt, world.clock())
    if ((fresh && !ends) || connection.state === 'reconnect_needed') continue
    const { workspaceId, miroOrgId } = connection.key
    // A sync under way is about to mend it.
    if ((await world.runs.working(workspaceId, 'miro', miroOrgId, world.clock())) !== null) continue
    if (!fresh && connection.state === 'connected') await noteConnection(world, connection.key, 'stale')
    if (ends) await noteTokens(world, connection.key, renewedAt)
  }
}

async function watchStaff(
  world: Watching,
  connections: readonly Connection[],
  workspaces: readonly Workspace[],
): Promise<void> {
  for (const { id, staffReadAt } of workspaces) {
    const connectedAt = connections.flatMap(each => (each.key.workspaceId === id ? [each.connectedAt] : []))
    const [first] = connectedAt.toSorted((one, other) => one.getTime() - other.getTime())
    // Before anything is connected nothing rests on the list.
    if (first === undefined) continue
    if (freshness(staffReadAt ?? first, world.startedWith.intervals.staff, world.clock()) === 'fresh')
      continue
    if ((await world.runs.working(id, 'slack', id, world.clock())) !== null) continue
    await noteStaffList(world, id, 'not_read', staffReadAt)
  }
}
