import type { Facts } from './journal.ts'
import { endOfDay } from './wall-clock.ts'

/** A day on which nobody of the company works. `day`: YYYY-MM-DD; `name` may be empty. */
export type Holiday = { readonly day: string; readonly name: string }

/** So many days are kept: about twenty years of public holidays, or three years of a company with many sites. */
export const mostHolidays = 250

const longestName = 60

export type HolidayProblem =
  /** `line`: from 1; `text`: what stands there. */
  | { readonly kind: 'no_day'; readonly line: number; readonly text: string }
  | { readonly kind: 'too_many'; readonly days: number }

/**
 * Reads days as people write them: one a line, YYYY-MM-DD and after it, if they like, a name. The same day twice
 * counts once, with the last name.
 */
export function parseHolidays(text: string): readonly Holiday[] | HolidayProblem {
  const days: Holiday[] = []
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '') continue
    const [day = '', ...words] = line.split(/[\s,;]+/)
    if (endOfDay(day, 'UTC') === null) return { kind: 'no_day', line: index + 1, text: line.slice(0, 40) }
    days.push({ day, name: words.join(' ').slice(0, longestName) })
  }
  const all = together([], days)
  return all.length > mostHolidays ? { kind: 'too_many', days: all.length } : all
}

/** Both lists in the order of their days; where both name one, the second says how it is called, if it does. */
export function together(one: readonly Holiday[], other: readonly Holiday[]): readonly Holiday[] {
  const names = new Map(one.map(({ day, name }) => [day, name]))
  for (const { day, name } of other) names.set(day, name === '' ? (names.get(day) ?? '') : name)
  return [...names].map(([day, name]) => ({ day, name })).sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** As `parseHolidays` reads it, in at most `room` characters: names that find no room are left out, days never. */
export function holidaysText(holidays: readonly Holiday[], room: number): string {
  const named = holidays.map(({ day, name }) => `${day} ${name}`.trim()).join('\n')
  return named.length <= room ? named : holidays.map(({ day }) => day).join('\n')
}

/** Those that are to come, the next first. `today`: YYYY-MM-DD. */
export const holidaysFrom = (holidays: readonly Holiday[], today: string): readonly Holiday[] =>
  holidays.filter(({ day }) => day >= today)

/** The days that settings in the journal named, YYYY-MM-DD. */
export function daysInSettings(settings: Facts): string[] {
  const chosen: unknown = settings['settings']
  const holidays = isObject(chosen) ? chosen['holidays'] : null
  return Array.isArray(holidays)
    ? holidays.flatMap(each => (isObject(each) && typeof each['day'] === 'string' ? [each['day']] : []))
    : []
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
