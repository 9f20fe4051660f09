import { lastDueAt, nextDueAt, type Schedule } from '../../domain/schedule.ts'
import type { Uses } from '../uses.ts'

/** When the accounts are read next by the schedule. */
export const nextSync = (
  { clock, startedWith }: Uses<'clock' | 'startedWith'>,
  { schedule, timeZone }: { readonly schedule: Schedule | null; readonly timeZone: string | null },
): Date =>
  schedule === null
    ? startedWith.nextSyncAt()
    : nextDueAt(schedule, timeZone ?? startedWith.timeZone, clock())

/** The same of a workspace; null where it is not known. */
export async function nextSyncOf(
  world: Uses<'clock' | 'startedWith' | 'settings.get'>,
  workspaceId: string,
): Promise<Date | null> {
  const stored = await world.settings.get(workspaceId)
  return stored === null ? null : nextSync(world, stored.settings)
}

/**
 * Asks for the reads that are due by the schedules chosen in Slack. Asked every minute: what fell into a time when
 * nothing ran is due at once. A claim that its process did not live to use is made good by its next start, which
 * always reads.
 */
export async function askDueSyncs(
  world: Uses<
    'clock' | 'startedWith.timeZone' | 'workspaces.all' | 'workspaces.claimSync' | 'keysOf' | 'enqueueSync'
  >,
): Promise<void> {
  const now = world.clock()
  for (const { id, removedAt, schedule, timeZone, syncAskedFor } of await world.workspaces.all()) {
    if (schedule === null || removedAt !== null) continue
    const dueAt = lastDueAt(schedule, timeZone ?? world.startedWith.timeZone, now)
    if (syncAskedFor?.getTime() === dueAt.getTime()) continue
    if (!(await world.workspaces.claimSync(id, dueAt, now))) continue
    for (const { miroOrgId } of await world.keysOf(id))
      await world.enqueueSync({
        workspaceId: id,
        miroOrgIds: [miroOrgId],
        staff: false,
        requestedBy: null,
        progress: null,
      })
  }
}
