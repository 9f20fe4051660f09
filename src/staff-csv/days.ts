/** Whether 05/06/2026 means the 5th of June or the 6th of May in this file; null as long as nothing tells. */
export type DayOrder = 'day_first' | 'month_first'

/** A day as YYYY-MM-DD; null where it says that there is none. `which_day`: an instant that is another day elsewhere. */
export type ReadDay =
  | { readonly day: string | null }
  | { readonly wrong: 'no_day' | 'day_or_month' | 'other_order' | 'which_day' }

const years = { from: 1920, to: 2098 }
/** 2099, 2999, 4712, 9999: what people and programs write for no end. */
const isNever = (year: number): boolean => year > years.to

/** How people and programs write that there is no day, letters and digits only. */
const noDay: ReadonlySet<string> = new Set(
  (
    'na notapplicable null nil none never no empty blank open openended unlimited indefinite indefinitely ' +
    'permanent ongoing present current nodate noend noenddate unbefristet offen keines keine kein laufend ' +
    'indetermine indeterminee sansfin aucun aucune indefinido indefinida indeterminado indeterminada indeterminato ' +
    'vigente onbepaald onbepaaldetijd geen ingen tillsvidare toistaiseksi nieokreslony bezterminowo neurcito'
  ).split(' '),
)

const time = String.raw`(?:,?[T\s]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?`
const iso = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}$`, 'i')
const compact = new RegExp(String.raw`^(\d{4})(\d\d)(\d\d)${time}$`, 'i')
const dotted = new RegExp(String.raw`^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)${time}$`, 'i')
const slashed = new RegExp(String.raw`^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)${time}$`, 'i')
const dayThenName = new RegExp(
  String.raw`^(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[\s-]*(?:of\s+|de\s+|d')?(\p{L}{3,})\.?,?[\s-]*(?:de\s+|del\s+)?(\d{4}|\d\d)${time}$`,
  'iu',
)
const nameThenDay = new RegExp(
  String.raw`^(\p{L}{3,})\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})${time}$`,
  'iu',
)
const weekday = /^\p{L}{2,}\.?,\s+(?=\d|\p{L})/u
/** A day of somewhere: the day that is written. */
const zoneOfDay = /^(\d{4}-\d\d-\d\d)(?:[+-]\d\d:\d\d|Z)$/
const ideographs = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/
/** Tue Jun 18 2024 00:00:00 GMT+0200 (CEST) */
const ofScripts = /^\p{L}{3} (\p{L}{3} \d\d \d{4}) \d\d:\d\d:\d\d GMT[+-]\d{4}(?: \(.*\))?$/u
/** 20260903120000.0Z */
const ofDirectories = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)\d\d(?:\.\d+)?Z$/
/** Days since the end of 1899, as workbooks count them; of this century and the end of the last. */
const serial = /^([2-7]\d{4})(?:\.\d+)?$/

const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '')

/** January is 1. In ten languages, whole and short, also as they are declined beside a day. */
const months: ReadonlyMap<string, number> = new Map(
  ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs'].flatMap(language =>
    Array.from({ length: 12 }, (_, month) => month).flatMap(month =>
      (['long', 'short'] as const).flatMap(width =>
        [{ month: width }, { month: width, day: 'numeric' } as const].map((parts): [string, number] => {
          const format = new Intl.DateTimeFormat(language, { ...parts, timeZone: 'UTC' })
          const name = format
            .formatToParts(new Date(Date.UTC(2026, month, 2)))
            .find(({ type }) => type === 'month')
          return [plain(name?.value ?? ''), month + 1]
        }),
      ),
    ),
  ),
)

/** What a day tells about the order in its column: only where one of the numbers can be no month. */
export function orderOf(written: string): DayOrder | null {
  const [, first, , second, year] = slashed.exec(written) ?? []
  if (first === undefined || second === undefined) return null
  // What is written for no end may come from elsewhere than the days.
  if (isNever(Number(year))) return null
  const [one, other] = [Number(first), Number(second)]
  // A day there is not tells nothing: it may be wrong in either way.
  if (one > 12 && other <= 12) return isThere(year, other, one) ? 'day_first' : null
  return other > 12 && one <= 12 && isThere(year, one, other) ? 'month_first' : null
}

/**
 * A day out of what people and programs write: 2026-12-31, 31.12.2026, 31-Dec-2026, May 13, 2020, a workbook's 46387,
 * and 31/12/2026 or 12/31/2026 once the order is known, each with a time or without. An instant is the day that is
 * written; where that is said in UTC and is no whole day there, the day it is in `zone`. Zeros, 9999 and words such as
 * "open" mean that there is no day.
 * @param zone IANA name, of the person; null: nobody knows
 */
export function readDay(written: string, order: DayOrder | null, zone: string | null = null): ReadDay {
  if (/^[-–—./\s0:]*$/.test(written)) return { day: null }
  if (hasLetter.test(written) && noDay.has(plain(written)) && !/\d{3}/.test(written)) return { day: null }
  const read = readUsual(written, order, zone)
  if (!('wrong' in read) || read.wrong !== 'no_day' || !mayBeUnusual.test(written)) return read
  return readUsual(asUsual(written), order, zone)
}

const hasLetter = /\p{L}/u
/** What `asUsual` changes has letters in it, or a zone. */
const mayBeUnusual = /[\p{L}:]/u

function readUsual(text: string, order: DayOrder | null, zone: string | null): ReadDay {
  const told = isoOf(text, zone) ?? (hasLetter.test(text) ? namedOf(text) : null) ?? dottedOf(text)
  if (told !== null) return told
  const [, days] = serial.exec(text) ?? []
  if (days !== undefined) return { day: dayText(new Date((Number(days) - 25_569) * 86_400_000)) }
  const [, first, , second, year] = slashed.exec(text) ?? []
  if (first === undefined) return { wrong: 'no_day' }
  const [one, other] = [Number(first), Number(second)]
  if (one === other) return dayOf(year, one, other)
  const itself = orderOf(text)
  if (order === null) {
    // 00/00/9999 and the like need no order.
    if (isNever(Number(year))) return { day: null }
    return { wrong: isThere(year, one, other) || isThere(year, other, one) ? 'day_or_month' : 'no_day' }
  }
  if (itself !== null && itself !== order) return { wrong: 'other_order' }
  return order === 'day_first' ? dayOf(year, other, one) : dayOf(year, one, other)
}

/** What some programs write, as others do. */
const asUsual = (written: string): string =>
  written
    .replace(weekday, '')
    .replace(zoneOfDay, '$1')
    .replace(ideographs, '$1-$2-$3')
    .replace(ofScripts, '$1')
    .replace(ofDirectories, '$1-$2-$3T$4:$5:00Z')

/** Whether it is one day or another as long as nothing tells the order. */
export function isOpenDay(written: string): boolean {
  if (!/[/-]/.test(written)) return false
  const read = readDay(written, null)
  return 'wrong' in read && read.wrong === 'day_or_month'
}

/** Whether a cell says a day, in whatever order: what tells a column of days by its content. */
export function isDay(written: string): boolean {
  const read = readDay(written, orderOf(written) ?? 'day_first')
  if ('wrong' in read) return read.wrong === 'which_day' || read.wrong === 'other_order'
  // A bare number is a day only where the column is known to hold days.
  return read.day !== null && !serial.test(written)
}

/** A bare number that may be a day. */
export const isSerial = (written: string): boolean => serial.test(written)

/** Likewise in a column that is named after days, where a bare number is one as well. */
export const isDayAmongDays = (written: string): boolean => isDay(written) || serial.test(written)

/** Written as a day is, also where there is no such day: *2026-02-30*. */
export const looksLikeDay = (written: string): boolean =>
  /^(\d{4}|\d{1,2})([-./])\d{1,2}\2(\d{4}|\d{1,2})\b/.test(written)

/** Whether a cell says that there is no day. */
export function isNoDay(written: string): boolean {
  const read = readDay(written, 'day_first')
  return !('wrong' in read) && read.day === null
}

function isoOf(text: string, zone: string | null): ReadDay | null {
  const found = iso.exec(text)
  const parts = found === null ? compact.exec(text)?.slice(1) : [found[1], ...found.slice(3)]
  if (parts === undefined) return null
  const [year, month, day, hour, minute, second, , offset] = parts
  const read = dayOf(year, Number(month), Number(day))
  if ('wrong' in read || read.day === null || hour === undefined || offset === undefined) return read
  const utc = /^(?:Z|UTC|GMT|[+-]00:?00)$/i.test(offset)
  const whole = (Number(hour) === 0 && Number(minute) === 0) || (Number(hour) === 23 && Number(minute) === 59)
  if (!utc || whole) return read
  if (zone === null) return { wrong: 'which_day' }
  const instant = Date.parse(`${read.day}T${hour.padStart(2, '0')}:${minute}:${second ?? '00'}Z`)
  const local = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' }).format(instant)
  return { day: local }
}

function namedOf(text: string): ReadDay | null {
  const dayFirst = dayThenName.exec(text)
  const [day, name, year] = dayFirst?.slice(1) ?? swapped(nameThenDay.exec(text))
  const month = name === undefined ? undefined : months.get(plain(name))
  return month === undefined ? null : dayOf(year, month, Number(day))
}

const swapped = (found: RegExpExecArray | null): (string | undefined)[] =>
  found === null ? [] : [found[2], found[1], found[3]]

function dottedOf(text: string): ReadDay | null {
  const [, day, month, year] = dotted.exec(text) ?? []
  return day === undefined ? null : dayOf(year, Number(month), Number(day))
}

const isThere = (year: string | undefined, month: number, day: number): boolean =>
  'day' in dayOf(year, month, day)

/** @param written of two digits: up to 79 of this century */
function dayOf(written: string | undefined, month: number, day: number): ReadDay {
  const given = Number(written)
  const year = written?.length === 2 ? given + (given < 80 ? 2000 : 1900) : given
  if (isNever(year) || (given === 0 && month === 0 && day === 0)) return { day: null }
  if (
    year < years.from ||
    year > years.to ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    (day > 28 && day > daysIn(year, month))
  )
    return { wrong: 'no_day' }
  return { day: `${year}-${two(month)}-${two(day)}` }
}

const dayText = (instant: Date): string => instant.toISOString().slice(0, 10)

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()
