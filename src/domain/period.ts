import type { Span } from './leavers.ts'
import { endOfDay, wallClock } from './wall-clock.ts'

/** A span of time as people choose one. */
export const periods = [
  'last_90_days',
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
  'days',
] as const

export type PeriodName = (typeof periods)[number]

/** Days are YYYY-MM-DD, both inclusive, and count where days are chosen. */
export type Period = { readonly name: PeriodName; readonly from: string | null; readonly to: string | null }

export const usualPeriod: Period = { name: 'last_90_days', from: null, to: null }

/** The first and the last day of a period; of days that are none, or turned round, the usual period. */
export function daysOf(period: Period, now: Date, timeZone: string): { from: string; to: string } {
  const today = new Date(wallClock(timeZone)(now.getTime()))
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()]
  const quarter = month - (month % 3)
  switch (period.name) {
    case 'this_month':
      return between(Date.UTC(year, month), Date.UTC(year, month + 1))
    case 'last_month':
      return between(Date.UTC(year, month - 1), Date.UTC(year, month))
    case 'this_quarter':
      return between(Date.UTC(year, quarter), Date.UTC(year, quarter + 3))
    case 'last_quarter':
      return between(Date.UTC(year, quarter - 3), Date.UTC(year, quarter))
    case 'this_year':
      return between(Date.UTC(year, 0), Date.UTC(year + 1, 0))
    case 'last_year':
      return between(Date.UTC(year - 1, 0), Date.UTC(year, 0))
    case 'days': {
      const { from, to } = period
      const chosen = from !== null && to !== null && from <= to && isDay(from) && isDay(to)
      return chosen ? { from, to } : lately(today)
    }
    case 'last_90_days':
      return lately(today)
  }
}

/** The instants at which a period begins and ends where days end in this zone. */
export function spanOf(period: Period, now: Date, timeZone: string): Span {
  const { from, to } = daysOf(period, now, timeZone)
  const before = dayOf(Date.parse(from) - day)
  return { from: endOfDay(before, timeZone) ?? now, until: endOfDay(to, timeZone) ?? now }
}

const day = 86_400_000

const lately = (today: Date) => between(today.getTime() - 89 * day, today.getTime() + day)

const between = (from: number, until: number) => ({ from: dayOf(from), to: dayOf(until - day) })

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

const isDay = (text: string): boolean => endOfDay(text, 'UTC') !== null
