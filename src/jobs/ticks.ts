import type { ConnectionKey } from '../workflows/connection-key.ts'
import type { Queue } from './queue.ts'

type Needs = {
  readonly repositories: {
    readonly connections: { all(): Promise<readonly { key: ConnectionKey }[]> }
    /** `schedule`: one chosen in Slack, by which the bot's own does not count. */
    readonly workspaces: { all(): Promise<readonly { id: string; schedule: object | null }[]> }
    /** Setups that were never finished: their secrets are not kept. */
    readonly attempts: { purge(now: Date): Promise<unknown> }
    /** Staff lists that somebody brought and did not confirm: they hold names. */
    readonly runs: { forgetBrought(before: Date): Promise<unknown> }
    readonly personEvents: {
      workspacesWaiting(): Promise<readonly string[]>
      purge(before: Date): Promise<unknown>
    }
    /** User groups that changed since they were read. */
    readonly userGroups: { workspacesWaiting(): Promise<readonly string[]> }
    /** Whose last day has ended since the accounts were judged. */
    readonly leaving: { workspacesDue(now: Date): Promise<readonly string[]> }
  }
  readonly send: Queue['send']
  readonly watchFreshness: () => Promise<void>
  /** Asks for what is due by the schedules chosen in Slack. */
  readonly askDueSyncs: () => Promise<void>
  readonly clock: () => Date
}

const hour = 3_600_000
/** Slack repeats an event for a day; kept longer, a second delivery is still known. */
const eventsKept = 48 * hour
/** Whoever reads a preview decides on the same day. */
const previewsKept = 24 * hour

/** What each tick of the schedule asks for. Asking twice is asking once. */
export function openTicks({ repositories, send, watchFreshness, askDueSyncs, clock }: Needs) {
  let purgedAt = 0
  let reviewedAt = 0
  const purge = async (): Promise<void> => {
    const now = clock()
    if (Math.abs(now.getTime() - purgedAt) < hour) return
    await repositories.attempts.purge(now)
    await repositories.personEvents.purge(new Date(now.getTime() - eventsKept))
    await repositories.runs.forgetBrought(new Date(now.getTime() - previewsKept))
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
  const connected = async () => (await repositories.connections.all()).map(({ key }) => key)
  const sync = async (): Promise<void> => {
    const workspaces = await repositories.workspaces.all()
    const own = new Set(workspaces.flatMap(({ id, schedule }) => (schedule === null ? [] : [id])))
    await askFor((await connected()).filter(({ workspaceId }) => !own.has(workspaceId)))
  }
  const staff = async (): Promise<void> => {
    for (const { id } of await repositories.workspaces.all()) await send('staff', id, { workspaceId: id })
  }
  /** Events that were written down and whose job was lost, or failed too often. */
  const people = async (): Promise<void> => {
    for (const workspaceId of await repositories.personEvents.workspacesWaiting())
      await send('people', workspaceId, { workspaceId })
    for (const workspaceId of await repositories.userGroups.workspacesWaiting())
      await send('groups', workspaceId, { workspaceId })
  }
  const leaving = async (): Promise<void> => {
    for (const workspaceId of await repositories.leaving.workspacesDue(clock()))
      await send('leaving', workspaceId, { workspaceId })
  }
  /** What people were asked about accounts is followed every minute, and what they are to be asked looked for hourly. */
  const questions = async (): Promise<void> => {
    const now = clock().getTime()
    const hourly = Math.abs(now - reviewedAt) >= hour
    if (hourly) reviewedAt = now
    for (const { id } of await repositories.workspaces.all()) {
      await send('questions', id, { workspaceId: id })
      if (hourly) await send('reviews', id, { workspaceId: id })
    }
  }
  const deliver = async (): Promise<void> => {
    await send('deliver', 'all', {})
  }
  const lookAround = async (): Promise<void> => {
    await purge()
    await askDueSyncs()
    await watchFreshness()
    await people()
    await leaving()
    await questions()
    await deliver()
  }
  /** At the start: after a long pause the data is old, and the sync asked for here is what mends it. */
  const all = async (): Promise<void> => {
    await purge()
    await staff()
    await askFor(await connected())
    await people()
    await leaving()
    await questions()
    await deliver()
  }
  return { sync, staff, deliver, lookAround, all }
}
