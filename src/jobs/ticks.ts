import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Uses } from '../workflows/uses.ts'

type Ticking = Uses<
  | 'clock'
  | 'send'
  | 'connections.all'
  | 'workspaces.all'
  | 'attempts.purge'
  | 'actedRequests.purge'
  | 'runs.forgetBrought'
  | 'personEvents.workspacesWaiting'
  | 'personEvents.purge'
  | 'userGroups.workspacesWaiting'
  | 'leaving.workspacesDue'
  | 'journal.unsealedWorkspaces'
> & {
  readonly watchFreshness: () => Promise<void>
  /** The same without telling: what is asked for at the start is about to mend it. */
  readonly noticeGaps: () => Promise<void>
  /** Asks for what is due by the schedules chosen in Slack. */
  readonly askDueSyncs: () => Promise<void>
  /** Ids of the workspaces that have the app: of others nothing is asked for. */
  readonly servedWorkspaces: () => Promise<ReadonlySet<string>>
}

const hour = 3_600_000
const day = 24 * hour
/** Slack repeats an event for a day; kept longer, a second delivery is still known. */
const eventsKept = 48 * hour
/** A signature of Slack holds for five minutes. */
const requestsKept = 10 * 60_000
/** Slack sends an event again for six minutes. What it told in a longer outage nobody hears of, so people are read again. */
const longestOutage = 5 * 60_000
/** Whoever reads a preview decides on the same day. */
const previewsKept = 24 * hour

/** What each tick of the schedule asks for. Asking twice is asking once. */
export function openTicks(world: Ticking) {
  const { clock, send } = world
  let purgedAt = 0
  let reviewedAt = 0
  let forgottenAt = 0
  /** When looking around failed first; null: the last time it did not. */
  let awaySince: Date | null = null
  /** What the schedule asked for in vain. */
  const owed = new Set<() => Promise<void>>()
  const owing = (tick: () => Promise<void>) => async (): Promise<void> => {
    owed.add(tick)
    await tick()
    owed.delete(tick)
  }
  const purge = async (): Promise<void> => {
    const now = clock()
    if (Math.abs(now.getTime() - purgedAt) < hour) return
    await world.attempts.purge(now)
    await world.actedRequests.purge(new Date(now.getTime() - requestsKept))
    await world.personEvents.purge(new Date(now.getTime() - eventsKept))
    await world.runs.forgetBrought(new Date(now.getTime() - previewsKept))
    purgedAt = now.getTime()
  }
  const askFor = async (keys: readonly ConnectionKey[]): Promise<void> => {
    for (const { workspaceId, miroOrgId } of keys)
      await send('sync', `${workspaceId}/${miroOrgId}`, {
        workspaceId,
        miroOrgIds: [miroOrgId],
        staff: false,
        requestedBy: null,
        progress: null,
      })
  }
  const connected = async (): Promise<ConnectionKey[]> => {
    const served = await world.servedWorkspaces()
    return (await world.connections.all()).flatMap(({ key }) => (served.has(key.workspaceId) ? [key] : []))
  }
  const sync = async (): Promise<void> => {
    const workspaces = await world.workspaces.all()
    const own = new Set(workspaces.flatMap(({ id, schedule }) => (schedule === null ? [] : [id])))
    await askFor((await connected()).filter(({ workspaceId }) => !own.has(workspaceId)))
  }
  const staff = async (): Promise<void> => {
    for (const id of await world.servedWorkspaces()) await send('staff', id, { workspaceId: id })
  }
  /** Events that were written down and whose job was lost, or failed too often. */
  const people = async (): Promise<void> => {
    const served = await world.servedWorkspaces()
    for (const workspaceId of await world.personEvents.workspacesWaiting())
      if (served.has(workspaceId)) await send('people', workspaceId, { workspaceId })
    for (const workspaceId of await world.userGroups.workspacesWaiting())
      if (served.has(workspaceId)) await send('groups', workspaceId, { workspaceId })
  }
  const leaving = async (): Promise<void> => {
    for (const workspaceId of await world.leaving.workspacesDue(clock()))
      await send('leaving', workspaceId, { workspaceId })
  }
  /** What people were asked about accounts is followed every minute, and what they are to be asked looked for hourly. */
  const questions = async (): Promise<void> => {
    const now = clock().getTime()
    const hourly = Math.abs(now - reviewedAt) >= hour
    if (hourly) reviewedAt = now
    for (const id of await world.servedWorkspaces()) {
      await send('questions', id, { workspaceId: id })
      if (hourly) await send('reviews', id, { workspaceId: id })
    }
  }
  /** By the day of each workspace; what was lost on the way is looked for every minute. */
  const witness = async (): Promise<void> => {
    for (const id of await world.servedWorkspaces()) await send('witness', id, { workspaceId: id })
  }
  /** What became overdue is said, in the hours of each workspace. */
  const steps = async (): Promise<void> => {
    for (const id of await world.servedWorkspaces()) await send('steps', id, { workspaceId: id })
  }
  const deliver = async (): Promise<void> => {
    await send('deliver', 'all', {})
  }
  /** Rows of the journal are sealed within a minute of being written. */
  const seal = async (): Promise<void> => {
    for (const workspaceId of await world.journal.unsealedWorkspaces())
      await send('seal', workspaceId, { workspaceId })
  }
  /** What is too old to be kept is deleted, also where the app is no longer. */
  const retention = async (): Promise<void> => {
    const now = clock().getTime()
    if (Math.abs(now - forgottenAt) < day) return
    for (const { id } of await world.workspaces.all()) await send('retention', id, { workspaceId: id })
    forgottenAt = now
  }
  /** Once the database is back, what was missed is asked for. */
  const makeUp = async (now: Date): Promise<void> => {
    if (awaySince !== null && now.getTime() - awaySince.getTime() >= longestOutage) owed.add(staff)
    awaySince = null
    for (const tick of owed) await owing(tick)()
  }
  const look = async (): Promise<void> => {
    await purge()
    await world.askDueSyncs()
    await world.watchFreshness()
    await people()
    await leaving()
    await questions()
    await witness()
    await steps()
    await seal()
    await deliver()
    await retention()
  }
  const lookAround = async (): Promise<void> => {
    const now = clock()
    await look().catch((error: unknown) => {
      awaySince ??= now
      throw error
    })
    await makeUp(now)
  }
  /** At the start: after a long pause the data is old, and the sync asked for here is what mends it. */
  const all = async (): Promise<void> => {
    await purge()
    await world.noticeGaps()
    await staff()
    await askFor(await connected())
    await people()
    await leaving()
    await questions()
    await witness()
    await deliver()
  }
  return { sync: owing(sync), staff: owing(staff), deliver, seal, lookAround, all }
}
