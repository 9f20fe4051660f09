import type { ConnectionKey } from '../workflows/connection-key.ts'
import type { Queue } from './queue.ts'

type Needs = {
  readonly repositories: {
    readonly connections: { all(): Promise<readonly { key: ConnectionKey }[]> }
    readonly workspaces: { all(): Promise<readonly { id: string }[]> }
    /** Setups that were never finished: their secrets are not kept. */
    readonly attempts: { purge(now: Date): Promise<unknown> }
  }
  readonly send: Queue['send']
  readonly watchFreshness: () => Promise<void>
  readonly clock: () => Date
}

const hour = 3_600_000

/** What each tick of the schedule asks for. Asking twice is asking once. */
export function openTicks({ repositories, send, watchFreshness, clock }: Needs) {
  let purgedAt = 0
  const purge = async (): Promise<void> => {
    const now = clock()
    if (Math.abs(now.getTime() - purgedAt) < hour) return
    await repositories.attempts.purge(now)
    purgedAt = now.getTime()
  }
  const sync = async (): Promise<void> => {
    for (const { key } of await repositories.connections.all())
      await send('sync', `${key.workspaceId}/${key.miroOrgId}`, {
        workspaceId: key.workspaceId,
        miroOrgIds: [key.miroOrgId],
        staff: false,
        requestedBy: null,
        progress: null,
      })
  }
  const staff = async (): Promise<void> => {
    for (const { id } of await repositories.workspaces.all()) await send('staff', id, { workspaceId: id })
  }
  const deliver = async (): Promise<void> => {
    await send('deliver', 'all', {})
  }
  const lookAround = async (): Promise<void> => {
    await purge()
    await watchFreshness()
    await deliver()
  }
  /** At the start: after a long pause the data is old, and the sync asked for here is what mends it. */
  const all = async (): Promise<void> => {
    await purge()
    await staff()
    await sync()
    await deliver()
  }
  return { sync, staff, deliver, lookAround, all }
}
