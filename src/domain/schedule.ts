import { wallClock } from './wall-clock.ts'

/** How often the accounts are read: so many minutes apart, counted from midnight, or once a day at an hour. */
export type Schedule = { readonly everyMinutes: number } | { readonly dailyAt: number }

/** What can be chosen in Slack, the most often first. */
export const schedules: readonly Schedule[] = [
  ...[15, 30, 60, 240].map(everyMinutes => ({ everyMinutes })),
  ...Array.from({ length: 24 }, (_, dailyAt) => ({ dailyAt })),
]

/** As it is stored: `every-240`, `daily-6`. */
export const scheduleText = (schedule: Schedule): string =>
  'dailyAt' in schedule ? `daily-${schedule.dailyAt}` : `every-${schedule.everyMinutes}`

/** Null for what none of the choices is stored as. */
export const parseSchedule = (text: string | null): Schedule | null =>
  schedules.find(schedule => scheduleText(schedule) === text) ?? null

const minute = 60_000
const hour = 60 * minute

/** The longest time between two reads, in milliseconds; where clocks go back a day or a part of it is an hour longer. */
export const longestGap = (schedule: Schedule): number =>
  'dailyAt' in schedule ? 25 * hour : schedule.everyMinutes * minute + (schedule.everyMinutes > 60 ? hour : 0)

/** Every offset from UTC in use is a multiple of this, so everything that is due is due at one. */
const step = 15 * minute
/** A day, with clocks going back, and one step more. */
const furthest = 26 * hour

/** The last moment up to now at which the accounts were to be read, by the clocks of the zone. */
export function lastDueAt(schedule: Schedule, timeZone: string, now: Date): Date {
  const isDue = dueIn(schedule, timeZone)
  const newest = now.getTime() - (now.getTime() % step)
  for (let instant = newest; instant > newest - furthest; instant -= step)
    if (isDue(instant)) return new Date(instant)
  return new Date(newest)
}

/** The next such moment after now. */
export function nextDueAt(schedule: Schedule, timeZone: string, now: Date): Date {
  const isDue = dueIn(schedule, timeZone)
  const oldest = now.getTime() - (now.getTime() % step) + step
  for (let instant = oldest; instant < oldest + furthest; instant += step)
    if (isDue(instant)) return new Date(instant)
  return new Date(oldest)
}

function dueIn(schedule: Schedule, timeZone: string): (instant: number) => boolean {
  const wall = wallClock(timeZone)
  if (!('dailyAt' in schedule) && schedule.everyMinutes <= 60)
    return instant => wall(instant) % (schedule.everyMinutes * minute) === 0
  const [length, from] =
    'dailyAt' in schedule ? [24 * hour, schedule.dailyAt * hour] : [schedule.everyMinutes * minute, 0]
  // Past a mark that it was before a step ago: also where clocks skip the mark, and once where they show it twice.
  const marks = (instant: number): number => Math.floor((wall(instant) - from) / length)
  return instant => marks(instant) > marks(instant - step)
}
