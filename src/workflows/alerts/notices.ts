import type { ConnectionFacts, DisconnectedFacts, FirstLookFacts } from '../../domain/alert.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { tokensEndAt } from '../../domain/freshness.ts'
import type { HeldSyncFacts, HoldReason, StaffListFacts } from '../../domain/source-notice.ts'
import type { Change, Run } from '../sync/run.ts'
import type { Uses } from '../uses.ts'
import { endFirstLook } from './channel-trouble.ts'
import { type Changing, changeNotice, type Keeping, keepNotice, tell } from './keep-notice.ts'

type OfConnection = Keeping & Uses<'connections.get'>

/** Records how the connection is and tells once when it changed; the same message closes when it works again. */
export async function noteConnection(
  world: OfConnection & Uses<'connections.setState'>,
  key: ConnectionKey,
  trouble: ConnectionFacts['trouble'] | null,
): Promise<void> {
  if (trouble !== 'stale') await world.connections.setState(key, trouble ?? 'connected', world.clock())
  if (trouble === null) {
    await changeNotice(world, key, 'disconnected', (told, fixedAt) => ({ ...told, fixedAt }))
    await changeNotice(world, key, 'connection', (told, fixedAt) => ({ ...told, fixedAt }))
    return
  }
  const found = await world.connections.get(key)
  const say = (told: ConnectionFacts | null, since: Date): ConnectionFacts | null => {
    // "No complete sync" is noted only of a connection that works again: then "reconnect" is no longer true.
    if (told !== null) return trouble === told.trouble ? null : { ...told, trouble }
    if (found === null) return null
    const { organizationName, lastCompleteSyncAt } = found
    const { miroOrgId } = key
    return {
      kind: 'connection',
      organizationName,
      miroOrgId,
      trouble,
      since,
      lastCompleteSyncAt,
      fixedAt: null,
    }
  }
  await keepNotice(world, key, 'connection', say, found?.connectedBy)
}

/** Tells once that the access to Miro ends soon, renewed at `renewedAt` for the last time. */
export async function noteTokens(world: OfConnection, key: ConnectionKey, renewedAt: Date): Promise<void> {
  const connection = await world.connections.get(key)
  if (connection === null) return
  const { organizationName, connectedBy } = connection
  const { miroOrgId } = key
  const endsAt = tokensEndAt(renewedAt)
  await keepNotice(
    world,
    key,
    'tokens',
    told =>
      told === null
        ? { kind: 'tokens', organizationName, miroOrgId, renewedAt, endsAt, fixedAt: null }
        : null,
    connectedBy,
  )
}

/** The access was renewed: that it ends soon is no longer true. */
export const closeTokens = (world: Changing, key: ConnectionKey): Promise<unknown> =>
  changeNotice(world, key, 'tokens', (told, fixedAt) => ({ ...told, fixedAt }))

/**
 * Tells once that an organization is no longer watched. Where there is no channel yet, the person who connected hears
 * it, unless it was they who disconnected.
 */
export async function noteDisconnected(
  world: Keeping,
  { workspaceId, miroOrgId }: ConnectionKey,
  ended: Pick<DisconnectedFacts, 'organizationName' | 'by' | 'closedFindings'> & {
    readonly connectedBy: string
  },
): Promise<void> {
  const { connectedBy, ...facts } = ended
  const workspace = await world.workspaces.get(workspaceId)
  const known = workspace?.alertChannelId == null && connectedBy === facts.by
  await keepNotice(
    world,
    { workspaceId, miroOrgId },
    'disconnected',
    (told, since) =>
      told === null && known ? null : { kind: 'disconnected', miroOrgId, ...facts, since, fixedAt: null },
    connectedBy,
  )
}

type Source = { readonly workspaceId: string; readonly key: ConnectionKey | null }

const aboutSource = ({ workspaceId, key }: Source) => ({ workspaceId, miroOrgId: key?.miroOrgId ?? null })

/** Asks for a person's word about a sync that is not believable: one message, also when the next sync says the same. */
export async function noteHeld(
  world: OfConnection,
  source: Source,
  held: { readonly run: Pick<Run, 'id'>; readonly reason: HoldReason; readonly change: Change },
): Promise<void> {
  const connection = source.key === null ? null : await world.connections.get(source.key)
  // Disconnected while it was read: nobody can decide about it any more.
  if (source.key !== null && connection === null) return
  const about = aboutSource(source)
  const facts: HeldSyncFacts = {
    kind: 'held_sync',
    organizationName: connection?.organizationName ?? null,
    miroOrgId: about.miroOrgId,
    runId: held.run.id,
    reason: held.reason,
    ...held.change,
    decided: null,
  }
  await keepNotice(world, about, 'held_sync', () => facts, connection?.connectedBy)
}

/** The question is answered by a later sync that is believable. */
export const supersedeHeld = (world: Changing, source: Source): Promise<unknown> =>
  changeNotice(world, aboutSource(source), 'held_sync', (told, at) => ({
    ...told,
    decided: { as: 'superseded', by: null, at },
  }))

/** What the first evaluation found, told to the person who connected while there is no channel for it. */
export async function noteFirstLook(
  world: OfConnection,
  key: ConnectionKey,
  found: Pick<FirstLookFacts, 'accounts' | 'unknown' | 'open'>,
): Promise<void> {
  const connection = await world.connections.get(key)
  const workspace = await world.workspaces.get(key.workspaceId)
  if (connection === null || workspace === null || workspace.alertChannelId !== null) return
  const { organizationName, connectedBy } = connection
  const { miroOrgId } = key
  const open = { chosen: null, disconnected: null }
  await tell(world, key, { kind: 'first_look', organizationName, miroOrgId, ...found, ...open }, connectedBy)
  // A person who chose a channel in between looked for this message before it was there.
  const chosen = (await world.workspaces.get(key.workspaceId))?.alertChannelId ?? null
  if (chosen !== null) await endFirstLook(world, key, chosen)
}

/**
 * Tells once that the staff list cannot be read or is no use; the same message closes when a whole one was read.
 * `trouble` null: one was.
 */
export async function noteStaffList(
  world: Keeping,
  workspaceId: string,
  trouble: StaffListFacts['trouble'] | null,
  staffReadAt: Date | null,
): Promise<void> {
  const about = { workspaceId, miroOrgId: null }
  await keepNotice(world, about, 'staff_list', (told, now) => {
    if (trouble === null) return told && { ...told, fixedAt: now }
    if (told === null) return { kind: 'staff_list', trouble, since: now, staffReadAt, fixedAt: null }
    // "Not read" says less than "no addresses", so it never replaces it.
    return trouble === 'not_read' || trouble === told.trouble ? null : { ...told, trouble }
  })
}
