import { candidatesFor, wallClock } from './wall-clock.ts'

const day = 86_400_000

/**
 * The instant a bare date ends in a time zone: the first one of the day after. Right where clocks change at
 * midnight, in either direction, and where a day does not exist. Null for what is not a date; throws a RangeError
 * for a time zone that does not exist.
 * @param bareDate YYYY-MM-DD
 * @param timeZone IANA name
 */
export function endOfDay(bareDate: string, timeZone: string): Date | null {
  const next = midnightAfter(bareDate)
  if (next === null) return null
  const wall = wallClock(timeZone)
  const candidates = candidatesFor(next, wall)
  // Midnight may come twice: as the end of the day twice (the later counts), or once more an hour into the next day.
  const exact = candidates.filter(instant => wall(instant) === next && wall(instant - 1000) < next)
  // None is exact where clocks skip midnight.
  return new Date(Math.max(...(exact.length > 0 ? exact : candidates)))
}

function midnightAfter(bareDate: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(bareDate)) return null
  const start = Date.parse(`${bareDate}T00:00:00Z`)
  // Some engines roll the 30th of February over; a date must come back as it was given.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== bareDate) return null
  return start + day
}
