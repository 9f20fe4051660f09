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

const employees =
  'employee employed permanent regular staff fulltime parttime fullpart internal intern trainee apprentice fixedterm ' +
  'angestellt angestellte angestellter festangestellt mitarbeiter mitarbeiterin vollzeit teilzeit befristet ' +
  'unbefristet auszubildende auszubildender azubi praktikant praktikantin werkstudent werkstudentin ' +
  'salarie salariee employe employee cdi cdd interne stagiaire alternant alternante apprenti'

const contractors =
  'contractor contract contingent freelancer freelance consultant external vendor temp temporary agency ' +
  'independentcontractor contingentworker extern externe externer freiberufler freiberuflich dienstleister ' +
  'leiharbeiter leiharbeitnehmer zeitarbeit prestataire independant interimaire'

const types = new Map<string, 'employee' | 'contractor'>([
  ...employees.split(' ').map(word => [word, 'employee'] as const),
  ...contractors.split(' ').map(word => [word, 'contractor'] as const),
])

/** "Full-time" → employee, "Extern" → contractor; null for what is not known. */
export const employmentType = (written: string): 'employee' | 'contractor' | null =>
  types.get(plain(written).replace(/\d/g, '')) ?? null

const gone = new Set(
  (
    'gone left leaver inactive terminated resigned departed retired former formeremployee exemployee dismissed ' +
    'deactivated disabled suspended deleted archived no false 0 n ' +
    'inaktiv ausgeschieden ausgetreten ehemalig ehemalige ehemaliger gekundigt deaktiviert gesperrt nein falsch ' +
    'inactif inactive parti partie sorti sortie ancien ancienne desactive desactivee non faux'
  ).split(' '),
)

/** "Terminated", "Inactive", "No" in a column that says whether somebody works here. Of other words nothing is believed. */
export const saysGone = (written: string): boolean => gone.has(plain(written))

/** Letters and digits only, in lower case. */
const plain = (written: string): string =>
  written
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '')

const zones: ReadonlyMap<string, string> = new Map(
  Intl.supportedValuesOf('timeZone').map(zone => [zone.toLowerCase(), zone]),
)

/** The IANA name of a time zone, however it is spelt in capitals; null for what is none. */
export function readTimeZone(written: string): string | null {
  const usual = zones.get(written.toLowerCase())
  if (usual !== undefined) return usual
  // Offsets such as +02:00 know no summer time.
  if (!/^[A-Za-z]/.test(written)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
