import { freshness } from '../../domain/freshness.ts'
import { longestGap, type Schedule } from '../../domain/schedule.ts'
import { tokensEndSoon } from '../../domain/token-life.ts'
import { type NoticeNeeds, noteConnection, noteStaffList, noteTokens } from '../alerts/notices.ts'
import type { ConnectionKey, ConnectionState } from '../connection-key.ts'

type Needs = NoticeNeeds & {
  readonly intervals: { readonly accounts: number; readonly staff: number }
  readonly runs: {
    /** The run somebody is working on now, or null. */
    working(
      workspaceId: string,
      source: 'miro' | 'slack',
      sourceId: string,
      now: Date,
    ): Promise<object | null>
  }
  readonly connections: { all(): Promise<readonly Connection[]> }
  readonly workspaces: NoticeNeeds['workspaces'] & {
    all(): Promise<readonly Workspace[]>
  }
}

type Workspace = {
  readonly id: string
  readonly staffReadAt: Date | null
  /** null: as the bot was started with. */
  readonly schedule: Schedule | null
  readonly scheduleAt: Date | null
}

type Connection = {
  readonly key: ConnectionKey
  readonly state: ConnectionState
  readonly connectedAt: Date
  readonly lastCompleteSyncAt: Date | null
  /** When its tokens were last renewed; null: they need not be. */
  readonly tokensRenewedAt: Date | null
}

/**
 * Speaks up when no complete read of a source came for two intervals, as silence would look like "all good", and when
 * the access to Miro will end because nothing renews it.
 */
export async function watchFreshness(needs: Needs): Promise<void> {
  const connections = await needs.connections.all()
  const workspaces = await needs.workspaces.all()
  await watchAccounts(needs, connections, workspaces)
  await watchStaff(needs, connections, workspaces)
}

async function watchAccounts(
  needs: Needs,
  connections: readonly Connection[],
  workspaces: readonly Workspace[],
): Promise<void> {
  for (const connection of connections) {
    const workspace = workspaces.find(({ id }) => id === connection.key.workspaceId)
    const schedule = workspace?.schedule ?? null
    const read = connection.lastCompleteSyncAt ?? connection.connectedAt
    // What was read by a schedule with longer gaps is not late by the one chosen since.
    const last = new Date(Math.max(read.getTime(), workspace?.scheduleAt?.getTime() ?? 0))
    const interval = schedule === null ? needs.intervals.accounts : longestGap(schedule)
    const fresh = freshness(last, interval, needs.clock()) === 'fresh'
    const renewedAt = connection.tokensRenewedAt
    const ends = renewedAt !== null && tokensEndSoon(renewedAt, needs.clock())
    if ((fresh && !ends) || connection.state === 'reconnect_needed') continue
    const { workspaceId, miroOrgId } = connection.key
    // A sync under way is about to mend it.
    if ((await needs.runs.working(workspaceId, 'miro', miroOrgId, needs.clock())) !== null) continue
    if (!fresh && connection.state === 'connected') await noteConnection(needs, connection.key, 'stale')
    if (ends) await noteTokens(needs, connection.key, renewedAt)
  }
}

async function watchStaff(
  needs: Needs,
  connections: readonly Connection[],
  workspaces: readonly Workspace[],
): Promise<void> {
  for (const { id, staffReadAt } of workspaces) {
    const connectedAt = connections.flatMap(each => (each.key.workspaceId === id ? [each.connectedAt] : []))
    const [first] = connectedAt.toSorted((one, other) => one.getTime() - other.getTime())
    // Before anything is connected nothing rests on the list.
    if (first === undefined) continue
    if (freshness(staffReadAt ?? first, needs.intervals.staff, needs.clock()) === 'fresh') continue
    if ((await needs.runs.working(id, 'slack', id, needs.clock())) !== null) continue
    await noteStaffList(needs, id, 'not_read', staffReadAt)
  }
}
