import type { Uses } from '../uses.ts'

export type ProgressMessage = { readonly channel: string; readonly ts: string }

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
  input: { readonly workspaceId: string; readonly by: string; readonly progress: ProgressMessage | null },
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
