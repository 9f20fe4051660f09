import type { ConnectionKey } from '../../domain/connection-key.ts'
import { closeTokens, noteConnection, noteHeld, noteStaffList, supersedeHeld } from '../alerts/notices.ts'
import { isCutOff, ownTrouble } from '../own-trouble.ts'
import type { Uses } from '../uses.ts'
import type { FailReason, Run } from './run.ts'
import type { AccountSync } from './sync-accounts.ts'
import type { StaffSync } from './sync-staff.ts'

/** Where a sync stands, for the one message that shows it. */
export type SyncProgress = {
  /** asked: nothing is known of the job yet. */
  readonly phase: 'asked' | 'staff' | 'accounts' | 'checks' | 'done' | 'failed' | 'held' | 'already'
  readonly accountsRead: number
  /** How many there were at the last sync; null: nobody knows. */
  readonly accountsKnown?: number | null
  readonly peopleRead: number
  readonly startedAt: Date
  readonly now: Date
  readonly result: {
    readonly added: number
    readonly changed: number
    readonly gone: number
    readonly open: number
  } | null
  readonly problem: SyncProblem | null
  /** The accounts were read by a sync that was under way already: what it changed is not known here. */
  readonly joined?: boolean
  /** What of the bot's own stopped it, in words; null for a bug. */
  readonly because?: string | null
}

export type SyncProblem =
  | 'reconnect_needed'
  | 'access_lost'
  | 'incomplete'
  | 'cursor_repeated'
  | 'unavailable'
  | 'bad_answer'
  | 'held'
  | 'superseded'
  | 'staff_failed'
  | 'no_addresses'
  | 'disconnected'
  /** Nothing of Miro's or Slack's: `because` says what. */
  | 'stopped'

/** What a sync is made of, one after the other. */
export type Steps = {
  /** Reads the user groups with it; what was known stays where Slack does not answer. */
  readonly readGroups: (workspaceId: string) => Promise<unknown>
  readonly syncStaff: (
    workspaceId: string,
    input: { requestedBy: string | null; onPage: (read: number) => void },
  ) => Promise<StaffSync>
  /** Reads the staff list that lies somewhere, where there is one. What it says of people adds to Slack's. */
  readonly readPlacedList: (workspaceId: string) => Promise<unknown>
  readonly syncAccounts: (
    key: ConnectionKey,
    input: { requestedBy: string | null; onPage: (read: number) => void },
  ) => Promise<AccountSync>
  /** Waits until nobody works on a run any more, and returns it as it is then; null when that takes too long. */
  readonly waitForRun: (run: Run, by: string, onRows: (read: number) => void) => Promise<Run | null>
  /** The newest complete read of the accounts, when it began after that time; else null. */
  readonly readSince: (key: ConnectionKey, since: Date) => Promise<Run | null>
}

type Syncing = Steps &
  Parameters<typeof noteConnection>[0] &
  Uses<'workspaces.all' | 'runs.get' | 'overview.openByCheck' | 'overview.present' | 'check' | 'deliver'>

type Input = {
  readonly workspaceId: string
  /** Of what is still connected of all that was asked for. */
  readonly keys: readonly ConnectionKey[]
  /** Read the staff list first. */
  readonly staff: boolean
  readonly requestedBy: string | null
  readonly onProgress: (progress: SyncProgress) => void
}

/** One sync from beginning to end: staff, accounts, checks, messages. Every step may be repeated. */
export async function runSync(world: Syncing, input: Input): Promise<SyncProgress> {
  let shown: SyncProgress | null = null
  try {
    return await runSteps(world, {
      ...input,
      onProgress: facts => {
        shown = facts
        input.onProgress(facts)
      },
    })
  } catch (error) {
    // Its message must not say "running" until it is tried again. Cut off by stopping, it goes on at the next start.
    if (shown !== null && !isCutOff(error)) input.onProgress(stopped(shown, world.clock(), error))
    throw error
  }
}

/** How a sync stands that an error of our own has ended. */
export const stopped = (progress: SyncProgress, now: Date, error: unknown): SyncProgress => ({
  ...progress,
  ...{ phase: 'failed', problem: 'stopped', because: ownTrouble(error), now },
})

async function runSteps(world: Syncing, input: Input): Promise<SyncProgress> {
  let progress: SyncProgress = {
    phase: input.staff ? 'staff' : 'accounts',
    accountsRead: 0,
    peopleRead: 0,
    startedAt: world.clock(),
    now: world.clock(),
    result: null,
    problem: null,
  }
  const report = (news: Partial<SyncProgress>): void => {
    progress = { ...progress, ...news, now: world.clock() }
    input.onProgress(progress)
  }
  if (input.keys.length === 0) {
    // Whoever asked looks at a message that says it is running.
    report({ phase: 'failed', problem: 'disconnected' })
    return progress
  }
  report({ accountsKnown: await knownBefore(world, input.keys) })
  if (input.staff) {
    const staff = await readStaff(world, input, read => report({ peopleRead: read }))
    if (staff !== null) report({ problem: staff })
  }
  const total = { added: 0, changed: 0, gone: 0, open: 0 }
  for (const key of input.keys) {
    report({ phase: 'accounts' })
    const before = progress.accountsRead
    const onPage = (read: number) => report({ accountsRead: before + read })
    const synced = await readOrJoin(world, key, { ...input, onPage, since: progress.startedAt })
    if (synced.outcome === 'joined') {
      onPage(synced.run.rows)
      report({ phase: 'checks', joined: true })
      await world.check(key, `staff-${progress.startedAt.getTime()}`)
      total.open += await countOpen(world, key)
      report({ result: { ...total } })
      continue
    }
    if (synced.outcome !== 'complete') {
      const isDisconnected = (await world.connections.get(key)) === null
      report({ problem: isDisconnected ? 'disconnected' : problemOf(synced) })
      // A new staff list alone can also close or open something.
      if (input.staff && synced.outcome !== 'busy')
        await world.check(key, `staff-${progress.startedAt.getTime()}`)
      continue
    }
    report({ phase: 'checks' })
    await world.check(key, synced.run.id)
    total.added += synced.added
    total.changed += synced.changed
    total.gone += synced.gone
    total.open += await countOpen(world, key)
    report({ result: { ...total } })
  }
  await world.deliver()
  report({ phase: endPhase(progress) })
  return progress
}

async function knownBefore(world: Syncing, keys: Input['keys']): Promise<number | null> {
  const counts = await Promise.all(keys.map(key => world.overview.present(key)))
  return counts.every(count => count > 0) ? counts.reduce((sum, count) => sum + count, 0) : null
}

const countOpen = async (world: Syncing, key: ConnectionKey): Promise<number> =>
  (await world.overview.openByCheck(key)).reduce((sum, check) => sum + check.count, 0)

const endPhase = (progress: SyncProgress): SyncProgress['phase'] =>
  progress.problem === 'superseded'
    ? 'already'
    : progress.problem === 'held'
      ? 'held'
      : progress.problem === null
        ? 'done'
        : 'failed'

const problemOf = (synced: Exclude<Read, { outcome: 'complete' | 'joined' }>): SyncProblem => {
  if (synced.outcome === 'refused') return synced.trouble
  if (synced.outcome === 'failed') return problemsOfReads[synced.reason]
  return synced.outcome === 'held' || synced.outcome === 'held_by_other' ? 'held' : 'superseded'
}

const problemsOfReads: Readonly<Record<FailReason, SyncProblem>> = {
  incomplete: 'incomplete',
  no_addresses: 'no_addresses',
  cursor_repeated: 'cursor_repeated',
  unavailable: 'unavailable',
  bad_answer: 'bad_answer',
  refused: 'access_lost',
  interrupted: 'stopped',
}

/** Reads the staff list and says what stood in the way, null when nothing did. */
async function readStaff(
  world: Syncing,
  input: Pick<Input, 'workspaceId' | 'requestedBy'>,
  onPage: (read: number) => void,
): Promise<SyncProblem | null> {
  const source = { workspaceId: input.workspaceId, key: null }
  const read = () => world.syncStaff(input.workspaceId, { requestedBy: input.requestedBy, onPage })
  let synced = await read()
  // After Slack: whom a row is about may be known from there.
  await world.readPlacedList(input.workspaceId)
  if (synced.outcome === 'busy' && input.requestedBy !== null) {
    const ended = await world.waitForRun(synced.run, input.requestedBy, onPage)
    if (ended?.state === 'held') return 'held'
    if (ended !== null && ended.state !== 'complete') synced = await read()
  }
  if (synced.outcome !== 'busy') await world.readGroups(input.workspaceId)
  if (synced.outcome === 'complete') {
    await supersedeHeld(world, source)
    await noteStaffList(world, input.workspaceId, null, null)
  }
  if (synced.outcome === 'held') await noteHeld(world, source, synced)
  if (synced.outcome === 'failed') {
    const known = (await world.workspaces.all()).find(({ id }) => id === input.workspaceId)
    const staffReadAt = known?.staffReadAt ?? null
    const useless = synced.reason === 'no_addresses'
    // One failed read of many is no news; without any the checks cannot judge, and nobody would know why.
    if (useless || staffReadAt === null)
      await noteStaffList(world, input.workspaceId, useless ? 'no_addresses' : 'not_read', staffReadAt)
    return useless ? 'no_addresses' : 'staff_failed'
  }
  return synced.outcome === 'held' ? 'held' : null
}

type Read =
  | AccountSync
  /** A sync that was under way already read them, or its list waits for a person's word. */
  | { readonly outcome: 'joined' | 'held_by_other'; readonly run: Run }

/**
 * Whoever asked waits for a read that is under way, and reads again when nothing came of that. One that began and ended
 * since they asked, while they waited for the staff list, is theirs as well.
 */
async function readOrJoin(
  world: Syncing,
  key: ConnectionKey,
  asked: { requestedBy: string | null; since: Date; onPage: (read: number) => void },
): Promise<Read> {
  const { requestedBy, since, onPage } = asked
  const meanwhile = requestedBy === null ? null : await world.readSince(key, since)
  if (meanwhile !== null) return { outcome: 'joined', run: meanwhile }
  const synced = await readAccounts(world, key, requestedBy, onPage)
  if (synced.outcome !== 'busy' || requestedBy === null) return synced
  const ended = await world.waitForRun(synced.run, requestedBy, onPage)
  if (ended === null) return synced
  if (ended.state === 'complete') return { outcome: 'joined', run: ended }
  if (ended.state === 'held') return { outcome: 'held_by_other', run: ended }
  return readAccounts(world, key, requestedBy, onPage)
}

async function readAccounts(
  world: Syncing,
  key: ConnectionKey,
  requestedBy: string | null,
  onPage: (read: number) => void,
): Promise<AccountSync> {
  const synced = await world.syncAccounts(key, { requestedBy, onPage })
  const source = { workspaceId: key.workspaceId, key }
  if (synced.outcome === 'refused') await noteConnection(world, key, synced.trouble)
  if (synced.outcome === 'held') await noteHeld(world, source, synced)
  if (synced.outcome === 'complete') {
    await noteConnection(world, key, null)
    await closeTokens(world, key)
    await supersedeHeld(world, source)
  }
  return synced
}

/** The staff list on its own schedule: read, then checked against every connection. */
export async function runStaffSync(
  world: Syncing,
  workspaceId: string,
  keys: readonly ConnectionKey[],
): Promise<void> {
  const at = world.clock().getTime()
  await readStaff(world, { workspaceId, requestedBy: null }, () => {})
  for (const key of keys) await world.check(key, `staff-${at}`)
  await world.deliver()
}
