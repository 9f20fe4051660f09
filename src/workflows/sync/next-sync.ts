import { nextDueAt, type Schedule } from '../../domain/schedule.ts'

/** What the bot was started with, and what counts where a workspace chose nothing else. */
export type StartedWith = {
  readonly timeZone: string
  /** SYNC_CRON */
  readonly syncCron: string
  readonly nextSyncAt: () => Date
}

type Needs = {
  readonly clock: () => Date
  readonly startedWith: StartedWith
}

/** When the accounts are read next by the schedule. */
export const nextSync = (
  { clock, startedWith }: Needs,
  { schedule, timeZone }: { readonly schedule: Schedule | null; readonly timeZone: string | null },
): Date =>
  schedule === null
    ? startedWith.nextSyncAt()
    : nextDueAt(schedule, timeZone ?? startedWith.timeZone, clock())
