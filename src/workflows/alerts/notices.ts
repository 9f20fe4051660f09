import type {
  ConnectionFacts,
  DisconnectedFacts,
  FirstLookFacts,
  NoticeFacts,
  TokensFacts,
} from '../../domain/alert.ts'
import type { HeldSyncFacts, HoldReason, StaffListFacts } from '../../domain/source-notice.ts'
import { tokensEndAt } from '../../domain/token-life.ts'
import type { ConnectionKey, ConnectionState } from '../connection-key.ts'
import type { Change, Run } from '../sync/run.ts'
import { endFirstLook } from './note-channel.ts'

type Notice = NoticeFacts

type Connection = {
  readonly key: ConnectionKey
  readonly organizationName: string
  readonly connectedBy: string
  readonly lastCompleteSyncAt: Date | null
}

export type NoticeNeeds = {
  readonly clock: () => Date
  readonly connections: {
    get(key: ConnectionKey): Promise<Connection | null>
    /** True when it changed: only then is somebody told. */
    setState(key: ConnectionKey, state: ConnectionState, now: Date): Promise<boolean>
  }
  readonly workspaces: { get(id: string): Promise<{ alertChannelId: string | null } | null> }
  readonly people: {
    admins(workspaceId: string): Promise<readonly string[]>
    isCurrent(workspaceId: string, slackUserId: string): Promise<boolean>
  }
  readonly alerts: {
    notify(
      notice: {
        workspaceId: string
        miroOrgId: string | null
        kind: Notice['kind']
        facts: Notice
        userId: string | null
      },
      now: Date,
    ): Promise<unknown>
    changeNotice(workspaceId: string, id: string, facts: Notice, now: Date): Promise<unknown>
    openNotice(
      workspaceId: string,
      miroOrgId: string | null,
      kind: Notice['kind'],
    ): Promise<{ id: string; facts: Notice } | null>
  }
}

/** Records how the connection is and tells once when it changed; the same message closes when it works again. */
export async function noteConnection(
  needs: NoticeNeeds,
  key: ConnectionKey,
  trouble: ConnectionFacts['trouble'] | null,
): Promise<void> {
  const now = needs.clock()
  if (trouble !== 'stale') await needs.connections.setState(key, trouble ?? 'connected', now)
  if (trouble === null) await closeDisconnected(needs, key)
  const open = await needs.alerts.openNotice(key.workspaceId, key.miroOrgId, 'connection')
  const told = open?.facts.kind === 'connection' ? open.facts : null
  if (open !== null && told !== null) {
    if (trouble === null)
      await needs.alerts.changeNotice(key.workspaceId, open.id, { ...told, fixedAt: now }, now)
    // "No complete sync" is noted only of a connection that works again: then "reconnect" is no longer true.
    else if (trouble !== told.trouble)
      await needs.alerts.changeNotice(key.workspaceId, open.id, { ...told, trouble }, now)
    return
  }
  const connection = trouble === null ? null : await needs.connections.get(key)
  if (trouble === null || connection === null) return
  const facts: ConnectionFacts = {
    kind: 'connection',
    organizationName: connection.organizationName,
    miroOrgId: key.miroOrgId,
    trouble,
    since: now,
    lastCompleteSyncAt: connection.lastCompleteSyncAt,
    fixedAt: null,
  }
  await tell(needs, key, facts, connection.connectedBy)
}

/** Tells once that the access to Miro ends soon, renewed at `renewedAt` for the last time. */
export async function noteTokens(needs: NoticeNeeds, key: ConnectionKey, renewedAt: Date): Promise<void> {
  const connection = await needs.connections.get(key)
  if (
    connection === null ||
    (await needs.alerts.openNotice(key.workspaceId, key.miroOrgId, 'tokens')) !== null
  )
    return
  const { organizationName, connectedBy } = connection
  const { miroOrgId } = key
  const facts: TokensFacts = {
    kind: 'tokens',
    organizationName,
    miroOrgId,
    renewedAt,
    endsAt: tokensEndAt(renewedAt),
    fixedAt: null,
  }
  await tell(needs, key, facts, connectedBy)
}

/** The access was renewed: that it ends soon is no longer true. */
export async function closeTokens(needs: NoticeNeeds, key: ConnectionKey): Promise<void> {
  const open = await needs.alerts.openNotice(key.workspaceId, key.miroOrgId, 'tokens')
  if (open?.facts.kind !== 'tokens') return
  const now = needs.clock()
  await needs.alerts.changeNotice(key.workspaceId, open.id, { ...open.facts, fixedAt: now }, now)
}

/**
 * Tells once that an organization is no longer watched. Where there is no channel yet, whoever connected hears it,
 * unless it was they who disconnected.
 */
export async function noteDisconnected(
  needs: NoticeNeeds,
  key: ConnectionKey,
  ended: Pick<DisconnectedFacts, 'organizationName' | 'by' | 'closedFindings'> & {
    readonly connectedBy: string
  },
): Promise<void> {
  const { connectedBy, ...told } = ended
  const { workspaceId, miroOrgId } = key
  const now = needs.clock()
  const facts: DisconnectedFacts = { kind: 'disconnected', miroOrgId, ...told, since: now, fixedAt: null }
  const open = await needs.alerts.openNotice(workspaceId, miroOrgId, 'disconnected')
  if (open !== null) return void (await needs.alerts.changeNotice(workspaceId, open.id, facts, now))
  const workspace = await needs.workspaces.get(workspaceId)
  if (workspace?.alertChannelId == null && connectedBy === told.by) return
  await tell(needs, key, facts, connectedBy)
}

async function closeDisconnected(needs: NoticeNeeds, key: ConnectionKey): Promise<void> {
  const open = await needs.alerts.openNotice(key.workspaceId, key.miroOrgId, 'disconnected')
  if (open?.facts.kind !== 'disconnected') return
  const now = needs.clock()
  await needs.alerts.changeNotice(key.workspaceId, open.id, { ...open.facts, fixedAt: now }, now)
}

/** Asks for a person's word about a sync that is not believable: one message, also when the next sync says the same. */
export async function noteHeld(
  needs: NoticeNeeds,
  source: { workspaceId: string; key: ConnectionKey | null },
  held: { run: Run; reason: HoldReason; change: Change },
): Promise<void> {
  const now = needs.clock()
  const connection = source.key === null ? null : await needs.connections.get(source.key)
  // Disconnected while it was read: nobody can decide about it any more.
  if (source.key !== null && connection === null) return
  const facts: HeldSyncFacts = {
    kind: 'held_sync',
    organizationName: connection?.organizationName ?? null,
    miroOrgId: source.key?.miroOrgId ?? null,
    runId: held.run.id,
    reason: held.reason,
    ...held.change,
    decided: null,
  }
  const open = await needs.alerts.openNotice(source.workspaceId, source.key?.miroOrgId ?? null, 'held_sync')
  if (open !== null) await needs.alerts.changeNotice(source.workspaceId, open.id, facts, now)
  else
    await tell(
      needs,
      { workspaceId: source.workspaceId, miroOrgId: source.key?.miroOrgId ?? null },
      facts,
      connection?.connectedBy ?? null,
    )
}

/** The question is answered, by a person or by a later sync that is believable. */
export async function closeHeld(
  needs: NoticeNeeds,
  source: { workspaceId: string; key: ConnectionKey | null },
  decided: { as: 'applied' | 'superseded'; by: string | null },
): Promise<void> {
  const open = await needs.alerts.openNotice(source.workspaceId, source.key?.miroOrgId ?? null, 'held_sync')
  if (open?.facts.kind !== 'held_sync') return
  const now = needs.clock()
  const facts: HeldSyncFacts = { ...open.facts, decided: { ...decided, at: now } }
  await needs.alerts.changeNotice(source.workspaceId, open.id, facts, now)
}

/** What the first evaluation found, told to the person who connected while there is no channel for it. */
export async function noteFirstLook(
  needs: NoticeNeeds,
  key: ConnectionKey,
  found: Pick<FirstLookFacts, 'accounts' | 'unknown' | 'open'>,
): Promise<void> {
  const connection = await needs.connections.get(key)
  const workspace = await needs.workspaces.get(key.workspaceId)
  if (connection === null || workspace === null || workspace.alertChannelId !== null) return
  const facts: FirstLookFacts = {
    kind: 'first_look',
    organizationName: connection.organizationName,
    miroOrgId: key.miroOrgId,
    ...found,
    chosen: null,
    disconnected: null,
  }
  await tell(needs, key, facts, connection.connectedBy)
  // Whoever chose a channel in between looked for this message before it was there.
  const chosen = (await needs.workspaces.get(key.workspaceId))?.alertChannelId ?? null
  if (chosen !== null) await endFirstLook(needs, key, chosen)
}

/** To the alert channel, else to the person who connected, else (that person left) to an administrator. */
export async function tell(
  needs: NoticeNeeds,
  place: { workspaceId: string; miroOrgId: string | null },
  facts: Notice,
  connectedBy: string | null,
): Promise<void> {
  const workspace = await needs.workspaces.get(place.workspaceId)
  const userId = workspace?.alertChannelId ? null : await reachable(needs, place.workspaceId, connectedBy)
  await needs.alerts.notify({ ...place, kind: facts.kind, facts, userId }, needs.clock())
}

async function reachable(
  needs: NoticeNeeds,
  workspaceId: string,
  preferred: string | null,
): Promise<string | null> {
  if (preferred !== null && (await needs.people.isCurrent(workspaceId, preferred))) return preferred
  const admins = await needs.people.admins(workspaceId)
  return admins[0] ?? preferred
}

/**
 * Tells once that the staff list cannot be read or is no use; the same message closes when a whole one was read.
 * `trouble` null: one was.
 */
export async function noteStaffList(
  needs: NoticeNeeds,
  workspaceId: string,
  trouble: StaffListFacts['trouble'] | null,
  staffReadAt: Date | null,
): Promise<void> {
  const now = needs.clock()
  const open = await needs.alerts.openNotice(workspaceId, null, 'staff_list')
  if (open?.facts.kind === 'staff_list') {
    const told = open.facts
    if (trouble === null)
      await needs.alerts.changeNotice(workspaceId, open.id, { ...told, fixedAt: now }, now)
    // "Not read" says less than "no addresses", so it never replaces it.
    else if (trouble !== 'not_read' && trouble !== told.trouble)
      await needs.alerts.changeNotice(workspaceId, open.id, { ...told, trouble }, now)
    return
  }
  if (trouble === null) return
  const facts: StaffListFacts = { kind: 'staff_list', trouble, since: now, staffReadAt, fixedAt: null }
  await tell(needs, { workspaceId, miroOrgId: null }, facts, null)
}
