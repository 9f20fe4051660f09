import type { ConnectionKey } from '../connection-key.ts'

export type ProgressMessage = { readonly channel: string; readonly ts: string }

type Needs = {
  readonly connections: { list(workspaceId: string): Promise<readonly { key: ConnectionKey }[]> }
  readonly runs: {
    /** The run somebody is working on now, or null. `requestedBy` null: the schedule's, and no person waits for it. */
    working(
      workspaceId: string,
      source: 'miro' | 'slack',
      sourceId: string,
      now: Date,
    ): Promise<{ rows: number; startedAt: Date; requestedBy: string | null } | null>
  }
  readonly clock: () => Date
  /** False when one is waiting already. */
  readonly enqueueSync: (job: {
    workspaceId: string
    miroOrgIds: readonly string[]
    staff: boolean
    requestedBy: string
    progress: ProgressMessage | null
  }) => Promise<boolean>
}

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
  needs: Needs,
  input: { readonly workspaceId: string; readonly by: string; readonly progress: ProgressMessage | null },
): Promise<SyncRequested> {
  const { workspaceId } = input
  const connections = await needs.connections.list(workspaceId)
  if (connections.length === 0) return { outcome: 'not_connected' }
  for (const { key } of connections) {
    const run = await needs.runs.working(workspaceId, 'miro', key.miroOrgId, needs.clock())
    if (run !== null && run.requestedBy !== null)
      return { outcome: 'already_running', accountsRead: run.rows, startedAt: run.startedAt }
  }
  const staff = await needs.runs.working(workspaceId, 'slack', workspaceId, needs.clock())
  if (staff !== null && staff.requestedBy !== null)
    return { outcome: 'already_running', accountsRead: 0, startedAt: staff.startedAt }
  const sent = await needs.enqueueSync({
    workspaceId,
    miroOrgIds: connections.map(({ key }) => key.miroOrgId),
    staff: true,
    requestedBy: input.by,
    progress: input.progress,
  })
  return { outcome: sent ? 'started' : 'already_running', accountsRead: 0, startedAt: needs.clock() }
}
