import ICAL from 'ical.js'
import type { Holiday } from '../domain/holidays.ts'

/** `skipped`: events with a time of day, of which nobody knows whether the day is free, and those that cannot be read. */
export type CalendarRead =
  | { readonly outcome: 'read'; readonly holidays: readonly Holiday[]; readonly skipped: number }
  /** It is no iCalendar file. */
  | { readonly outcome: 'no_calendar' }

/** Days from the first of one year to the last of another, both inclusive. */
export type Years = { readonly from: number; readonly to: number }

const day = 86_400_000
/** A rule that names more occurrences than that before the years are over is no holiday. */
const mostSteps = 2_000
/** One event that is longer is no holiday. */
const longestDays = 60

/**
 * The whole days of an iCalendar file (RFC 5545) within some years, those that come back each year too; in no order,
 * and the same day once for each event. Events that were cancelled are left out.
 */
export function readCalendar(text: string, years: Years): CalendarRead {
  const parsed = parse(text)
  if (parsed === null) return { outcome: 'no_calendar' }
  const read = parsed.getAllSubcomponents('vevent').map(each => daysOf(new ICAL.Event(each), years))
  return {
    outcome: 'read',
    holidays: read.flatMap(days => days ?? []),
    skipped: read.filter(days => days === null).length,
  }
}

function parse(text: string): ICAL.Component | null {
  try {
    const component = new ICAL.Component(ICAL.parse(text))
    return component.name === 'vcalendar' ? component : null
  } catch {
    return null
  }
}

/** null: it has a time of day, or cannot be read. */
function daysOf(event: ICAL.Event, years: Years): Holiday[] | null {
  try {
    if (event.component.getFirstPropertyValue('status') === 'CANCELLED') return []
    return event.startDate?.isDate === true ? wholeDaysOf(event, years) : null
  } catch {
    // The library takes values apart when they are asked for, and throws where they are none.
    return null
  }
}

function wholeDaysOf(event: ICAL.Event, { from, to }: Years): Holiday[] {
  const name = (event.summary ?? '').replace(/\s+/g, ' ').trim()
  const length = lengthOf(event)
  const [first, last] = [Date.UTC(from, 0, 1), Date.UTC(to, 11, 31)]
  const days: Holiday[] = []
  const iterator = event.iterator()
  for (let step = 0; step < mostSteps; step += 1) {
    const next = iterator.next()
    if (!next) break
    const start = Date.UTC(next.year, next.month - 1, next.day)
    if (start > last) break
    for (let at = start; at < start + length * day; at += day)
      if (at >= first && at <= last) days.push({ day: new Date(at).toISOString().slice(0, 10), name })
  }
  return days
}

/** In days. An event without an end is one day long. */
function lengthOf({ startDate, endDate }: ICAL.Event): number {
  const dayOf = ({ year, month, day: of }: ICAL.Time) => Date.UTC(year, month - 1, of) / day
  return Math.min(Math.max(dayOf(endDate) - dayOf(startDate), 1), longestDays)
}
