import { nextDueAt, type Schedule } from '../../domain/schedule.ts'
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
