import type { StaffRecord } from '../domain/staff-list.ts'
import { type DayOrder, readDay } from './days.ts'
import type { OneRow } from './one-row.ts'
import { isDash, isKindOfEmployment, readStatus, saidByYes } from './status.ts'

/** Whether day or month comes first in each column where that is known, and in which line it was told. */
export type Orders = ReadonlyMap<number, { readonly is: DayOrder; readonly line: number }>

/** The employment of whom a row is about. `gone`: it has ended, and nobody says when. */
export type Employment = {
  readonly startDay: string | null
  readonly lastDay: string | null
  readonly gone: boolean
  /** An end of the contract is given, and says nothing of them: only a contractor's does where there are last days. */
  readonly contractUnused: boolean
}

/** A last day. `planned`: by the contract. */
type Told = { readonly day: string; readonly column: number; readonly planned: boolean }

/**
 * When the employment ends, whatever the order of the columns: of several ends the latest, a contract's end only for
 * contractors or where no other column says an end. Somebody rehired since works here.
 * @param today YYYY-MM-DD: a contract ends at most 12 months later
 * @param zone of the person; null: nobody knows
 */
export function employmentOf(
  row: OneRow,
  {
    type,
    zone,
    orders,
    today,
  }: { type: StaffRecord['type']; zone: string | null; orders: Orders; today: string },
): Employment {
  const { at, lastDays } = row.columns
  const day = (column: number | undefined, decides: boolean) => dayIn(row, column, { zone, orders, decides })
  const started = day(at.start_day, false).day
  const rehired = day(at.rehire_day, false).day
  const ends = lastDays.map(column => ({ column, ...day(column, true) }))
  const told = ends.flatMap(({ day, column }): Told[] =>
    day === null ? [] : [{ day, column, planned: false }],
  )
  const contract = { column: at.contract_end, ...day(at.contract_end, lastDays.length === 0) }
  if (told.length === 0 && contract.day !== null && (type === 'contractor' || lastDays.length === 0))
    told.push({ day: contract.day, column: contract.column ?? 0, planned: true })
  const contractUnused = told.length === 0 && contract.day !== null
  const [last] = told.toSorted((one, other) => (one.day < other.day ? 1 : -1))
  const back = last !== undefined && rehired !== null && rehired > last.day && rehired <= today
  const startDay = back ? rehired : started
  if (!back && (last === undefined || last.planned || last.day < today)) contradicting(row)
  if (last === undefined || back) {
    const gone = statusOf(row) === 'gone' && !back
    if (type === 'contractor' && !gone && !back && !ends.some(each => each.unread))
      row.hint('contractor_without_end', contract.column ?? lastDays[0])
    return { startDay, lastDay: null, gone, contractUnused }
  }
  const written = row.text(last.column)
  if (startDay !== null && last.day < startDay) row.add('ends_before_start', last.column, written)
  if (type === 'contractor' && last.day > yearAfter(today))
    row.hint('contract_too_long', last.column, written)
  return { startDay, ...besideStatus(row, last, today), contractUnused }
}

const yearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`

/** A day, and whether one was written that cannot be read. */
function dayIn(
  row: OneRow,
  column: number | undefined,
  { zone, orders, decides }: { zone: string | null; orders: Orders; decides: boolean },
): { readonly day: string | null; readonly unread: boolean } {
  const written = row.text(column)
  if (column === undefined || written === null) return { day: null, unread: false }
  const order = orders.get(column) ?? null
  const found = readDay(written, order?.is ?? null, zone)
  const read = decides && 'day' in found && isZeroDay(found.day) ? ({ wrong: 'no_day' } as const) : found
  if (!('wrong' in read)) return { day: read.day, unread: false }
  const other = read.wrong === 'other_order' ? (order?.line ?? null) : null
  if (decides) row.add(read.wrong, column, written, other)
  else row.hint(read.wrong, column, written, other)
  return { day: null, unread: true }
}

/** Where programs begin to count, as they write it for no day; nobody who left by then has an address of work. */
const isZeroDay = (day: string | null): boolean => day !== null && day < '1980'

/** A last day beside what the status says. The day is the more exact word, but for one that is over. */
function besideStatus(
  row: OneRow,
  { day, column, planned }: Told,
  today: string,
): Pick<Employment, 'lastDay' | 'gone'> {
  const over = day < today
  // A plan for later does not say that nobody left before.
  const said = statusOf(row, over || !planned)
  if (over && said === 'here') row.add('here_after_end', row.columns.at.status, row.text(column))
  // Left before the contract would have ended.
  if (planned && !over && said === 'gone') return { lastDay: null, gone: true }
  return { lastDay: day, gone: false }
}

/** Of several columns that say the state, one says here and one gone: nobody can say which is true. */
function contradicting(row: OneRow): void {
  const columns = row.columnsOf('status')
  if (columns.length < 2) return
  const said = columns.flatMap(column => {
    const text = row.text(column)
    const says = text === null ? null : readStatus(text, row.nameOf(column))
    return says === null ? [] : [{ column, text, says }]
  })
  const other = said.find(({ says }) => says !== said[0]?.says)
  if (other !== undefined) row.add('two_states', other.column, other.text)
}

/** @param beside a last day, which decides: then a word nobody knows does no harm */
function statusOf(row: OneRow, beside = false): 'here' | 'gone' | null {
  const column = row.columns.at.status
  if (column === undefined) return null
  const text = row.text(column)
  const name = row.nameOf(column)
  if (text === null || isDash(text)) {
    // Nothing where somebody left is marked says that they did not; anywhere else it says nothing.
    const asks = saidByYes(name)
    if (!beside && asks !== 'gone' && (asks === 'here' || row.columns.lastDays.length === 0))
      row.add('no_status', column, text ?? '')
    return null
  }
  const said = readStatus(text, name)
  if (said !== null) return said
  // Where another column says the state, this one says nothing of it.
  const hasOne = row.columnsOf('status').length === 1
  if (isKindOfEmployment(text) && hasOne) return beside ? null : 'here'
  if (beside) row.hint('no_status', column, text)
  else row.add('no_status', column, text)
  return null
}
