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
