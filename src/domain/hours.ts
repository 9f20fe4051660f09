import { type Calendar, isBusinessDay } from './deadline.ts'
import { instantOf, wallClock } from './wall-clock.ts'

const hour = 3_600_000
const day = 24 * hour

/** When a working day's lists are told, as clocks show it. */
const morning = 9 * hour
const dayBegins = 8 * hour
const dayEnds = 20 * hour

/** From 20:00 to 08:00, as clocks of a zone show it. */
export function isNight(now: Date, timeZone: string): boolean {
  const shown = wallClock(timeZone)(now.getTime()) % day
  return shown < dayBegins || shown >= dayEnds
}

/** The first 08:00 from an instant on; by day the instant itself. */
export function nextDaytime(from: Date, timeZone: string): Date {
  if (!isNight(from, timeZone)) return from
  const wall = wallClock(timeZone)
  const shown = wall(from.getTime())
  const midnight = shown - (shown % day)
  const begins = shown % day < dayBegins ? midnight + dayBegins : midnight + day + dayBegins
  return new Date(instantOf(begins, wall))
}

/** The first 09:00 of a business day at an instant or after it. */
export function nextMorning(from: Date, calendar: Calendar): Date {
  const wall = wallClock(calendar.timeZone)
  const shown = wall(from.getTime())
  for (let midnight = shown - (shown % day); ; midnight += day) {
    if (!isBusinessDay(midnight, calendar)) continue
    const at = new Date(instantOf(midnight + morning, wall))
    if (at >= from) return at
  }
}

/** The last 09:00 of a business day at an instant or before it. */
export function lastMorning(until: Date, calendar: Calendar): Date {
  const wall = wallClock(calendar.timeZone)
  const shown = wall(until.getTime())
  for (let midnight = shown - (shown % day); ; midnight -= day) {
    if (!isBusinessDay(midnight, calendar)) continue
    const at = new Date(instantOf(midnight + morning, wall))
    if (at <= until) return at
  }
}
