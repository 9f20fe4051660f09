import type { ConnectionFacts, DisconnectedFacts, FirstLookFacts } from '../../domain/alert.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { tokensEndAt } from '../../domain/freshness.ts'
import type {
  HeldListFacts,
  HeldSyncFacts,
  HoldReason,
  ListTrouble,
  StaffListFacts,
  UnusedRows,
} from '../../domain/source-notice.ts'
import { columnsAsked } from '../../domain/staff-columns.ts'
import type { StaffFileOrigin } from '../../domain/staff-list.ts'
import type { StaffFileReason, StaffFileStaged } from '../people/staff-file.ts'
import type { Change, Run } from '../sync/run.ts'
import type { Answer, Uses } from '../uses.ts'
import { endFirstLook } from './channel-trouble.ts'
import {
  type About,
  type Changing,
  changeNotice,
  closeQuestion,
  type Keeping,
  keepNotice,
  ofPeople,
  openNotice,
  superseded,
  tell,
} from './keep-notice.ts'

type OfConnection = Keeping & Uses<'connections.get'>

/** What is said of a matter that is put right. */
const fixed = <Told>(told: Told, fixedAt: Date): Told & { readonly fixedAt: Date } => ({ ...told, fixedAt })

/** Records how the connection is and tells once when it changed; the same message closes when it works again. */
export async function noteConnection(
  world: OfConnection & Uses<'connections.setState'>,
  key: ConnectionKey,
  trouble: ConnectionFacts['trouble'] | null,
  /** Why no sync was complete lately. */
  because: ConnectionFacts['because'] = null,
): Promise<void> {
  if (trouble !== 'stale') await world.connections.setState(key, trouble ?? 'connected', world.clock())
  if (trouble === null) {
    await changeNotice(world, key, 'disconnected', fixed)
    await changeNotice(world, key, 'connection', fixed)
    return
  }
  const found = await world.connections.get(key)
  const say = (told: ConnectionFacts | null, since: Date): ConnectionFacts | null => {
    // "No complete sync" is noted only of a connection that works again: then "reconnect" is no longer true.
    if (told !== null)
      return trouble === told.trouble && because === told.because ? null : { ...told, trouble, because }
    if (found === null) return null
    const { organizationName, lastCompleteSyncAt } = found
    const { miroOrgId } = key
    const facts = { organizationName, miroOrgId, trouble, because, since, lastCompleteSyncAt }
    return { kind: 'connection', ...facts, fixedAt: null }
  }
  await keepNotice(world, key, 'connection', say, found?.connectedBy)
}

/** Tells once that the access to Miro ends soon, renewed at `renewedAt` for the last time. */
export async function noteTokens(world: OfConnection, key: ConnectionKey, renewedAt: Date): Promise<void> {
  const connection = await world.connections.get(key)
  if (connection === null) return
  const { organizationName, connectedBy } = connection
  const endsAt = tokensEndAt(renewedAt)
  const facts = { organizationName, miroOrgId: key.miroOrgId, renewedAt, endsAt, fixedAt: null }
  const say = (told: object | null) => (told === null ? { kind: 'tokens' as const, ...facts } : null)
  await keepNotice(world, key, 'tokens', say, connectedBy)
}

/** The access was renewed: that it ends soon is no longer true. */
export const closeTokens = (world: Changing, key: ConnectionKey): Promise<unknown> =>
  changeNotice(world, key, 'tokens', fixed)

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

/** A person's word about what is held, or a later read that needs none. */
type Source = { readonly workspaceId: string; readonly key: ConnectionKey | null }

const aboutSource = ({ workspaceId, key }: Source): About => key ?? ofPeople(workspaceId)

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

/**
 * The question is answered by a later sync that is believable. Where what it is about was applied a moment ago, whoever
 * does that says so.
 */
export async function supersedeHeld(world: Changing & Uses<'runs.get'>, source: Source): Promise<boolean> {
  const about = aboutSource(source)
  const open = await openNotice(world, about, 'held_sync')
  if (open === null) return false
  const { runId } = open.facts
  if ((await world.runs.get(about.workspaceId, runId))?.state === 'complete') return false
  return closeQuestion(world, about, 'held_sync', { ...superseded, runId })
}

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
  const about = ofPeople(workspaceId)
  await keepNotice(world, about, 'staff_list', (told, now) => {
    if (trouble === null) return told && { ...told, fixedAt: now }
    if (told === null) return { kind: 'staff_list', trouble, since: now, staffReadAt, fixedAt: null }
    // "Not read" says less than "no addresses", so it never replaces it.
    return trouble === 'not_read' || trouble === told.trouble ? null : { ...told, trouble }
  })
}

/** What is kept of where a workspace's staff list is from. */
export type StaffListSource = Answer<'staffList.source'>

const noRows: UnusedRows = { mistakes: [], conflicts: [], more: 0 }

/**
 * Something is wrong with the list that is read on the schedule, or (`trouble` null) no longer. It is told once; the
 * same message closes. One that cannot be used leaves everybody as the last good read left them.
 */
export async function noteListTrouble(
  world: Keeping & Uses<'staffList.source' | 'staffList.noteTrouble'>,
  input: {
    readonly workspaceId: string
    readonly origin: StaffFileOrigin
    readonly trouble: ListTrouble | null
    readonly unused?: UnusedRows
    /** A word with damaged letters in it. */
    readonly damaged?: string | null
  },
): Promise<void> {
  const { workspaceId, origin, trouble, unused = noRows, damaged = null } = input
  // Without some rows or letters it is in force all the same.
  const noted = trouble === 'rows' || trouble === 'letters' ? null : trouble
  await world.staffList.noteTrouble(workspaceId, { origin, now: world.clock(), trouble: noted })
  const readAt = (await world.staffList.source(workspaceId))?.readAt ?? null
  await keepNotice(world, ofPeople(workspaceId), 'list_trouble', (told, now) => {
    if (trouble === null) return told && { ...told, fixedAt: now }
    if (told === null)
      return { kind: 'list_trouble', origin, trouble, unused, damaged, since: now, readAt, fixedAt: null }
    const news = { ...told, trouble, origin, unused, damaged }
    return JSON.stringify(news) === JSON.stringify(told) ? null : news
  })
}

/** As many as a message has room for. */
const named = 5

export function unusedRows({ reading, conflicting, conflicts }: StaffFileStaged): UnusedRows {
  const mistakes = reading.mistakes.first.slice(0, named)
  const left = conflicting.slice(0, named - mistakes.length)
  const more = reading.mistakes.all + conflicts - mistakes.length - left.length
  return { mistakes, conflicts: left, more }
}

/** Asks for a person's word about a list: one message, also when the next read says the same. */
export async function noteHeldList(
  world: Keeping,
  workspaceId: string,
  held: { readonly runId: string; readonly reason: StaffFileReason; readonly change: StaffFileStaged },
): Promise<void> {
  const { runId, reason, change } = held
  if (reason === 'preview') return
  const { origin, rows, setAside, before, after, gone, leaving, returning } = change
  const kinds =
    reason === 'many_back' ? (['returning'] as const) : (['leaving', 'unlisted', 'missing'] as const)
  const asked = columnsAsked(change.reading)
  const sample = kinds.flatMap(kind => change.changes[kind]?.first ?? []).map(({ called }) => called)
  const facts: HeldListFacts = {
    ...{ kind: 'held_list', runId, origin, reason, rows, setAside, before, after, gone, leaving, returning },
    columns: asked && {
      ...asked,
      addresses: asked.addresses?.slice(0, named) ?? null,
      maybe: asked.maybe.slice(0, named),
    },
    unused: unusedRows(change),
    sample: sample.slice(0, named),
    decided: null,
  }
  await keepNotice(world, ofPeople(workspaceId), 'held_list', () => facts)
}
