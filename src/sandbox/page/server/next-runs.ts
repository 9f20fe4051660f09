import { nextDueAt, type Schedule } from '../../../domain/schedule.ts'

/** When the sandbox's bot reads accounts and people: on fixed minutes, so that the clock can run right to them. */
export const schedule = { SYNC_CRON: '*/30 * * * *', STAFF_CRON: '5 * * * *', TIMEZONE: 'UTC' } as const

/** `schedule` null: SYNC_CRON. */
export type Chosen = { readonly schedule: Schedule | null; readonly timeZone: string }

export const startedWith: Chosen = { schedule: null, timeZone: schedule.TIMEZONE }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export type RunTo = 'sync' | 'staff' | 'tomorrow' | 'month'

export type Look = { readonly at: Date; readonly sync: boolean; readonly staff: boolean }

/**
 * Where the clock stops on its way through a month, which has too many looks to wait for each: once a day, and in the
 * first two days four times, because what is urgent is due within a day.
 */
export const stopsOfMonth = (now: Date): Date[] =>
  [...steps(6 * hour, 8), ...steps(day, 31).slice(2)].map(after => new Date(now.getTime() + after))

const steps = (length: number, many: number): number[] =>
  Array.from({ length: many }, (_, at) => (at + 1) * length)

/** The moments at which the bot looks by itself on the way, and the one to let the clock run to as the last. */
export function looksUntil(to: Exclude<RunTo, 'month'>, now: Date, chosen: Chosen): Look[] {
  const end = endOf(to, now, chosen)
  const looks: Look[] = []
  for (let at = now; ; ) {
    const [sync, staff] = [nextSync(at, chosen), nextStaff(at)]
    at = new Date(Math.min(sync.getTime(), staff.getTime()))
    if (at > end) break
    looks.push({ at, sync: sync <= at, staff: staff <= at })
  }
  return looks.at(-1)?.at.getTime() === end.getTime()
    ? looks
    : [...looks, { at: end, sync: false, staff: false }]
}

function endOf(to: Exclude<RunTo, 'month'>, now: Date, chosen: Chosen): Date {
  if (to === 'tomorrow') return new Date(now.getTime() + day)
  return to === 'sync' ? nextSync(now, chosen) : nextStaff(now)
}

const nextSync = (now: Date, { schedule, timeZone }: Chosen): Date =>
  nextDueAt(schedule ?? { everyMinutes: 30 }, timeZone, now)

function nextStaff(now: Date): Date {
  const thisHour = now.getTime() - (now.getTime() % hour) + 5 * minute
  return new Date(thisHour > now.getTime() ? thisHour : thisHour + hour)
}
