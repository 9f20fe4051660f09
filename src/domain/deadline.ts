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

const isWeekend = (shown: number): boolean => [0, 6].includes(new Date(shown).getUTCDay())
