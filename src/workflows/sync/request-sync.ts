import type { MessagePlace } from '../jobs.ts'
import type { Uses } from '../uses.ts'
import type { Run } from './run.ts'

export type SyncRequested =
  | {
      readonly outcome: 'started' | 'already_running'
      readonly accountsRead: number
      readonly startedAt: Date
    }
  | { readonly outcome: 'not_connected' }

/**
 * Asks for a sync of staff and accounts now. A second person's request joins the first; one that meets the schedule's
 * waits for that, so that it has an end to show.
 */
export async function requestSync(
  world: Uses<'clock' | 'connections.list' | 'runs.working' | 'send'>,
  input: { readonly workspaceId: string; readonly by: string; readonly progress: MessagePlace | null },
): Promise<SyncRequested> {
  const { workspaceId } = input
  const connections = await world.connections.list(workspaceId)
  if (connections.length === 0) return { outcome: 'not_connected' }
  for (const { key } of connections) {
    const run = await world.runs.working(workspaceId, 'miro', key.miroOrgId, world.clock())
    if (run !== null && run.requestedBy !== null)
      return { outcome: 'already_running', accountsRead: run.rows, startedAt: run.startedAt }
  }
  const staff = await world.runs.working(workspaceId, 'slack', workspaceId, world.clock())
  if (staff !== null && staff.requestedBy !== null)
    return { outcome: 'already_running', accountsRead: 0, startedAt: staff.startedAt }
  // A key of its own: joining what the schedule or connecting asked for, it would have no end to show.
  const sent = await world.send('sync', `${workspaceId}/asked`, {
    workspaceId,
    miroOrgIds: connections.map(({ key }) => key.miroOrgId),
    staff: true,
    requestedBy: input.by,
    progress: input.progress,
  })
  return { outcome: sent ? 'started' : 'already_running', accountsRead: 0, startedAt: world.clock() }
}

const look = 1_000

/** Whoever waited longer has long stopped looking. */
const patience = 30 * 60_000

/**
 * Waits until nobody works on a run any more, and returns it as it is then: ended, or left by its process. Null when
 * that takes too long.
 */
export async function waitForRun(
  world: Uses<'clock' | 'pause' | 'retrying' | 'runs.get' | 'runs.working' | 'runs.waitedForBy'>,
  run: Run,
  by: string,
  onRows: (rowsRead: number) => void,
): Promise<Run | null> {
  const { workspaceId, id, source, sourceId } = run
  await world.runs.waitedForBy(run, by)
  const enough = world.clock().getTime() + patience
  for (let shown = -1; world.clock().getTime() < enough; ) {
    // It asks nothing of Miro; it throws once Miro's client is closing.
    await world.retrying(async () => {})
    const working = await world.runs.working(workspaceId, source, sourceId, world.clock())
    if (working?.id !== id) return world.runs.get(workspaceId, id)
    if (working.rows !== shown) onRows(working.rows)
    shown = working.rows
    await world.pause(look)
  }
  return null
}
