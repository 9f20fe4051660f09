import { instantOf, wallClock } from './wall-clock.ts'

/** How long somebody has to put something right. */
export type Deadline = { readonly amount: number; readonly unit: 'hours' | 'days' | 'business_days' }

const hour = 3_600_000
const day = 24 * hour

/** Where days begin and end, and on which nobody works beside Saturdays and Sundays: YYYY-MM-DD. */
export type Calendar = { readonly timeZone: string; readonly holidays: readonly string[] }

/**
 * When the time is over. Hours and days run through. Business days keep the time of day in the zone, whatever clocks
 * do, and skip Saturdays, Sundays and holidays; what starts on one of them starts at midnight of the next business day.
 */
export function dueAt(start: Date, { amount, unit }: Deadline, calendar: Calendar): Date {
  if (unit !== 'business_days') return new Date(start.getTime() + amount * (unit === 'hours' ? hour : day))
  const wall = wallClock(calendar.timeZone)
  const isFree = (shown: number): boolean => !isBusinessDay(shown, calendar)
  let shown = wall(start.getTime()) + (start.getTime() % 1000)
  if (isFree(shown)) {
    shown -= shown % day
    while (isFree(shown)) shown += day
  }
  for (let left = amount; left > 0; ) {
    shown += day
    if (!isFree(shown)) left -= 1
  }
  return new Date(instantOf(shown, wall))
}

/** Of a moment as clocks show it. */
export const isWeekend = (shown: number): boolean => [0, 6].includes(new Date(shown).getUTCDay())

/** Of a moment as clocks show it. */
export const isBusinessDay = (shown: number, { holidays }: Pick<Calendar, 'holidays'>): boolean =>
  !isWeekend(shown) && !holidays.includes(new Date(shown).toISOString().slice(0, 10))

export type Severity = 'due' | 'critical' | 'overdue'

type Timed = { readonly clockAt: Date; readonly dueAt: Date }

/** due, then critical in the last quarter of the time allowed (its last 7 days when that is over 28), then overdue. */
export function severity(finding: Timed, now: Date): Severity {
  if (now >= finding.dueAt) return 'overdue'
  return now.getTime() >= criticalAt(finding) ? 'critical' : 'due'
}

/** When the severity next rises by time alone; null once overdue. */
export function nextSeverityAt(finding: Timed, now: Date): Date | null {
  const current = severity(finding, now)
  if (current === 'overdue') return null
  return current === 'critical' ? finding.dueAt : new Date(criticalAt(finding))
}

function criticalAt({ clockAt, dueAt }: Timed): number {
  const allowed = dueAt.getTime() - clockAt.getTime()
  return dueAt.getTime() - (allowed > 28 * day ? 7 * day : allowed / 4)
}
