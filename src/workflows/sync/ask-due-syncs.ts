import { lastDueAt, type Schedule } from '../../domain/schedule.ts'
import type { ConnectionKey } from '../connection-key.ts'

type Needs = {
  readonly clock: () => Date
  /** Where a workspace chose none. */
  readonly timeZone: string
  readonly workspaces: {
    all(): Promise<
      readonly {
        readonly id: string
        readonly timeZone: string | null
        readonly schedule: Schedule | null
        readonly syncAskedFor: Date | null
      }[]
    >
    /** True for the one caller, of all processes, that may ask for the read that was due then. */
    claimSync(id: string, dueAt: Date, now: Date): Promise<boolean>
  }
  readonly keysOf: (workspaceId: string) => Promise<readonly ConnectionKey[]>
  readonly enqueueSync: (key: ConnectionKey) => Promise<unknown>
}

/**
 * Asks for the reads that are due by the schedules chosen in Slack. Asked every minute: what fell into a time when
 * nothing ran is due at once. A claim that its process did not live to use is made good by its next start, which
 * always reads.
 */
export async function askDueSyncs(needs: Needs): Promise<void> {
  const now = needs.clock()
  for (const { id, schedule, timeZone, syncAskedFor } of await needs.workspaces.all()) {
    if (schedule === null) continue
    const dueAt = lastDueAt(schedule, timeZone ?? needs.timeZone, now)
    if (syncAskedFor?.getTime() === dueAt.getTime()) continue
    if (!(await needs.workspaces.claimSync(id, dueAt, now))) continue
    for (const key of await needs.keysOf(id)) await needs.enqueueSync(key)
  }
}
