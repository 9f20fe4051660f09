import { freshness } from '../domain/freshness.ts'
import type { ConnectionKey, ConnectionState } from './connection-key.ts'
import { type NoticeNeeds, noteConnection } from './notices.ts'

type Needs = NoticeNeeds & {
  readonly intervals: { readonly accounts: number }
  readonly runs: {
    /** The run somebody is working on now, or null. */
    working(workspaceId: string, source: 'miro', sourceId: string, now: Date): Promise<object | null>
  }
  readonly connections: {
    all(): Promise<
      readonly {
        key: ConnectionKey
        state: ConnectionState
        connectedAt: Date
        lastCompleteSyncAt: Date | null
      }[]
    >
  }
}

/** Speaks up when no complete sync came for two intervals: silence would look like "all good". */
export async function watchFreshness(needs: Needs): Promise<void> {
  for (const connection of await needs.connections.all()) {
    const last = connection.lastCompleteSyncAt ?? connection.connectedAt
    const fresh = freshness(last, needs.intervals.accounts, needs.clock()) === 'fresh'
    if (fresh || connection.state !== 'connected') continue
    const { workspaceId, miroOrgId } = connection.key
    // A sync under way is about to mend it.
    if ((await needs.runs.working(workspaceId, 'miro', miroOrgId, needs.clock())) !== null) continue
    await noteConnection(needs, connection.key, 'stale')
  }
}
