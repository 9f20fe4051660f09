import type { ConnectionKey } from './connection-key.ts'

export type ProgressMessage = { readonly channel: string; readonly ts: string }

type Needs = {
  readonly connections: { list(workspaceId: string): Promise<readonly { key: ConnectionKey }[]> }
  readonly runs: {
    /** The run somebody is working on now, or null. */
    working(
      workspaceId: string,
      source: 'miro',
      sourceId: string,
      now: Date,
    ): Promise<{ rows: number; startedAt: Date } | null>
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

/** Asks for a sync of staff and accounts now. One at a time: a second request joins the first. */
export async function requestSync(
  needs: Needs,
  input: { readonly workspaceId: string; readonly by: string; readonly progress: ProgressMessage | null },
): Promise<SyncRequested> {
  const connections = await needs.connections.list(input.workspaceId)
  if (connections.length === 0) return { outcome: 'not_connected' }
  for (const { key } of connections) {
    const run = await needs.runs.working(key.workspaceId, 'miro', key.miroOrgId, needs.clock())
    if (run !== null) return { outcome: 'already_running', accountsRead: run.rows, startedAt: run.startedAt }
  }
  const sent = await needs.enqueueSync({
    workspaceId: input.workspaceId,
    miroOrgIds: connections.map(({ key }) => key.miroOrgId),
    staff: true,
    requestedBy: input.by,
    progress: input.progress,
  })
  return { outcome: sent ? 'started' : 'already_running', accountsRead: 0, startedAt: needs.clock() }
}
