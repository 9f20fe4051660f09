/** Whether 05/06/2026 means the 5th of June or the 6th of May in this file; null as long as nothing tells. */
export type DayOrder = 'day_first' | 'month_first'

export type ReadDay =
  | { readonly day: string | null }
  | { readonly wrong: 'no_day' | 'day_or_month' | 'other_order' }

const iso = /^(\d{4})[-/]?(\d\d)[-/]?(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)?)?$/
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/
const slashed = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/

const years = { from: 1920, to: 2100 }
/** What some programs write for: no end. */
const never = 9999

/** What a day tells about the order in its file: only where one of the numbers can be no month. */
export function orderOf(written: string): DayOrder | null {
  const [, first, , second] = slashed.exec(written) ?? []
  if (first === undefined || second === undefined) return null
  if (Number(first) > 12) return Number(second) > 12 ? null : 'day_first'
  return Number(second) > 12 ? 'month_first' : null
}

/**
 * A day as YYYY-MM-DD, from 2026-12-31, 31.12.2026, and 31/12/2026 or 12/31/2026 once the order is known. The year
 * 9999 means none.
 */
export function readDay(written: string, order: DayOrder | null): ReadDay {
  const [, y, m, d] = iso.exec(written) ?? []
  if (y !== undefined) return dayOf(Number(y), Number(m), Number(d))
  const [, dottedDay, dottedMonth, dottedYear] = dotted.exec(written) ?? []
  if (dottedDay !== undefined) return dayOf(Number(dottedYear), Number(dottedMonth), Number(dottedDay))
  const [, first, , second, year] = slashed.exec(written) ?? []
  if (first === undefined) return { wrong: 'no_day' }
  const [one, other] = [Number(first), Number(second)]
  if (one === other) return dayOf(Number(year), one, other)
  if (order === null) return { wrong: 'day_or_month' }
  const told = orderOf(written)
  if (told !== null && told !== order) return { wrong: 'other_order' }
  return order === 'day_first' ? dayOf(Number(year), other, one) : dayOf(Number(year), one, other)
}

function dayOf(year: number, month: number, day: number): ReadDay {
  if (year === never) return { day: null }
  if (year < years.from || year > years.to || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
    return { wrong: 'no_day' }
  return { day: `${year}-${two(month)}-${two(day)}` }
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
