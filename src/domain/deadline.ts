import { instantOf, wallClock } from './wall-clock.ts'

/** How long somebody has to put something right. */
export type Deadline = { readonly amount: number; readonly unit: 'hours' | 'days' | 'business_days' }

const hour = 3_600_000
const day = 24 * hour

/**
 * When the time is over. Hours and days run through. Business days keep the time of day in the zone, whatever clocks
 * do, and skip Saturdays and Sundays; what starts at a weekend starts on Monday at midnight. Public holidays are
 * not known.
 */
export function dueAt(start: Date, { amount, unit }: Deadline, timeZone: string): Date {
  if (unit !== 'business_days') return new Date(start.getTime() + amount * (unit === 'hours' ? hour : day))
  const wall = wallClock(timeZone)
  let shown = wall(start.getTime()) + (start.getTime() % 1000)
  if (isWeekend(shown)) {
    shown -= shown % day
    while (isWeekend(shown)) shown += day
  }
  for (let left = amount; left > 0; ) {
    shown += day
    if (!isWeekend(shown)) left -= 1
  }
  return new Date(instantOf(shown, wall))
}

/** Of a moment as clocks show it. */
export const isWeekend = (shown: number): boolean => [0, 6].includes(new Date(shown).getUTCDay())

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
