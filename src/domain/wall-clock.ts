const day = 86_400_000

/** What the clocks in a zone show at an instant, to the second, as if that were UTC. Throws a RangeError for no zone. */
export function wallClock(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return instant => {
    const shown = new Map(format.formatToParts(instant).map(part => [part.type, Number(part.value)]))
    const of = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  }
}

/** The day that calendars in a zone show at an instant, YYYY-MM-DD. */
export const dayIn = (instant: Date, timeZone: string): string =>
  new Date(wallClock(timeZone)(instant.getTime())).toISOString().slice(0, 10)

/**
 * Every instant at which clocks may show this: each offset the zone has around then gives one. Usually all are the
 * same, and where clocks skip it none is exact.
 */
export const candidatesFor = (shown: number, wall: (instant: number) => number): number[] =>
  [shown - day, shown, shown + day].map(instant => shown - (wall(instant) - instant))

/** The instant at which clocks show this: the later one where they do twice, the first after it where they skip it. */
export function instantOf(shown: number, wall: (instant: number) => number): number {
  const rest = ((shown % 1000) + 1000) % 1000
  const candidates = candidatesFor(shown - rest, wall)
  const exact = candidates.filter(instant => wall(instant) === shown - rest)
  return Math.max(...(exact.length > 0 ? exact : candidates)) + rest
}

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
