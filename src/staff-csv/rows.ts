import { normaliseAddress } from '../domain/account.ts'
import { type Mistake, type MistakeKind, type StaffRecord, UnreadableList } from '../domain/staff-list.ts'
import { type DayOrder, employmentType, orderOf, readDay, readTimeZone, saysGone } from './cells.ts'
import type { Columns } from './columns.ts'
import { limits, MistakeList } from './limits.ts'
import type { Row } from './parser.ts'
import { SeenAddresses } from './seen-addresses.ts'

/** Counted while the rows are read. */
export type RowCounts = {
  /** Rows with something in them, below the first line. */
  rows: number
  /** Managers given by name: left out, as a name is no address. */
  managersByName: number
}

const several = /[\s;,|]+/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const control = /[\u0000-\u001f\u007f]+/g
const invisible = /[\u200b-\u200d\u2060\ufeff]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const hasControl = /[\u0000-\u001f\u007f]/

/**
 * Turns rows into records, one by one. A row whose day may be read in two ways waits until another row tells which.
 * @param today YYYY-MM-DD: a contract ends at most 12 months later
 */
export class RowReader {
  readonly mistakes = new MistakeList()
  readonly counts: RowCounts = { rows: 0, managersByName: 0 }
  readonly #columns: Columns
  readonly #dayColumns: readonly number[]
  readonly #lastContractDay: string
  readonly #seen = new SeenAddresses()
  #order: { readonly is: DayOrder; readonly line: number } | null = null
  #waiting: Row[] = []
  #wrong: Mistake[] = []
  #line = 0
  #all = 0

  constructor(columns: Columns, today: string) {
    this.#columns = columns
    const { start_day, last_day } = columns.at
    this.#dayColumns = [start_day, last_day].filter(at => at !== undefined)
    this.#lastContractDay = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`
  }

  /** Appends the record of a row to `records`, unless it waits, or has mistakes and names nobody. Throws UnreadableList. */
  read(cells: readonly string[], line: number, records: StaffRecord[]): void {
    // Empty ones count: they cost as much.
    this.#all += 1
    if (this.#all > limits.rows || this.#seen.full)
      throw new UnreadableList({ kind: 'too_many_rows', rows: limits.rows })
    if (isBlank(cells)) return
    this.counts.rows += 1
    if (this.#order === null && this.#mustWait(cells, line, records)) return
    this.#finish(cells, line, records)
  }

  /** After the last row: what still waits can be read in two ways. */
  end(records: StaffRecord[]): void {
    for (const { cells, line } of this.#waiting) this.#finish(cells, line, records)
    this.#waiting = []
  }

  #mustWait(cells: readonly string[], line: number, records: StaffRecord[]): boolean {
    for (const at of this.#dayColumns) {
      const is = orderOf((cells[at] ?? '').trim())
      if (is === null) continue
      this.#order = { is, line }
      this.end(records)
      return false
    }
    const open = this.#dayColumns.find(at => {
      const read = readDay((cells[at] ?? '').trim(), null)
      return 'wrong' in read && read.wrong === 'day_or_month'
    })
    if (open === undefined) return false
    if (this.#waiting.length >= limits.waiting)
      throw new UnreadableList({ kind: 'day_or_month', line, value: (cells[open] ?? '').trim() })
    this.#waiting.push({ cells, line })
    return true
  }

  #finish(cells: readonly string[], line: number, records: StaffRecord[]): void {
    this.#line = line
    const record = this.#record(cells)
    const { length: mistakes } = this.#wrong
    if (mistakes === 0 && record !== null) records.push(record)
    if (mistakes === 0) return
    const addresses = record?.addresses ?? addressesAnywhere(cells)
    if (addresses.length > 0) records.push({ ...nothingSaid, line, addresses })
    this.mistakes.add(this.#wrong)
    this.#wrong = []
  }

  #record(cells: readonly string[]): StaffRecord | null {
    const { at, read, cells: needed } = this.#columns
    if (cells.length < needed || (cells.length > read.length && !isBlank(cells.slice(read.length)))) {
      this.#add('cells', null, null, cells.length)
      return null
    }
    const type = this.#known(cells, at.type, employmentType, 'no_type')
    const startDay = this.#day(cells, at.start_day)
    const lastDay = this.#day(cells, at.last_day)
    this.#judgeDays(type, startDay, lastDay, cells)
    this.#judgeStatus(lastDay, cells)
    const record = {
      setAside: false,
      line: this.#line,
      addresses: this.#addresses(cells),
      name: this.#name(cells),
      title: this.#text(cells, at.title),
      department: this.#text(cells, at.department),
      manager: this.#manager(cells),
      type,
      startDay,
      lastDay,
      timeZone: this.#known(cells, at.time_zone, readTimeZone, 'no_time_zone'),
    }
    // Only a row that is used takes its addresses: one with another mistake says nothing about who has them.
    if (this.#wrong.length === 0) this.#claim(record.addresses)
    return record
  }

  #claim(addresses: readonly string[]): void {
    for (const address of addresses) {
      const before = this.#seen.lineBefore(address, this.#line)
      if (before !== null && before !== this.#line) this.#add('same_address', null, address, before)
    }
  }

  #addresses(cells: readonly string[]): string[] {
    const found: string[] = []
    for (const column of this.#columns.addresses) {
      const written = this.#text(cells, column)
      if (written === null) continue
      for (const each of several.test(written) ? written.split(several) : [written]) {
        if (each === '') continue
        const address = readAddress(each)
        if (address === null) this.#add('bad_address', column, each)
        else if (!found.includes(address)) found.push(address)
      }
    }
    if (found.length > limits.addresses) this.#add('too_many_addresses', null, null, found.length)
    if (found.length === 0 && this.#wrong.every(({ kind }) => kind !== 'bad_address')) this.#add('no_address')
    return found
  }

  #name(cells: readonly string[]): string | null {
    const { name, first_name, last_name } = this.#columns.at
    const whole = this.#text(cells, name)
    if (whole !== null) return whole
    const [first, last] = [this.#text(cells, first_name), this.#text(cells, last_name)]
    return first === null || last === null ? (first ?? last) : `${first} ${last}`
  }

  #manager(cells: readonly string[]): string | null {
    const written = this.#text(cells, this.#columns.at.manager)
    if (written === null) return null
    const address = normaliseAddress(written)
    if (address === null) this.counts.managersByName += 1
    return address
  }

  /** What a word stands for; one that stands for nothing is a mistake. */
  #known<T>(
    cells: readonly string[],
    column: number | undefined,
    read: (written: string) => T | null,
    mistake: MistakeKind,
  ): T | null {
    const written = this.#text(cells, column)
    if (written === null) return null
    const known = read(written)
    if (known === null) this.#add(mistake, column, written)
    return known
  }

  #day(cells: readonly string[], column: number | undefined): string | null {
    const written = this.#text(cells, column)
    if (written === null) return null
    const read = readDay(written, this.#order?.is ?? null)
    if (!('wrong' in read)) return read.day
    if (noDay.test(written)) return null
    this.#add(read.wrong, column, written, read.wrong === 'other_order' ? (this.#order?.line ?? null) : null)
    return null
  }

  #judgeDays(
    type: StaffRecord['type'],
    startDay: string | null,
    lastDay: string | null,
    cells: readonly string[],
  ): void {
    const column = this.#columns.at.last_day
    const written = this.#text(cells, column)
    if (startDay !== null && lastDay !== null && lastDay < startDay)
      this.#add('ends_before_start', column, written)
    if (type !== 'contractor') return
    // An unreadable day is a mistake of its own.
    if (lastDay === null && this.#wrong.length === 0) this.#add('contractor_without_end', column)
    if (lastDay !== null && lastDay > this.#lastContractDay) this.#add('contract_too_long', column, written)
  }

  #judgeStatus(lastDay: string | null, cells: readonly string[]): void {
    const column = this.#columns.at.status
    const written = this.#text(cells, column)
    if (written === null || lastDay !== null || !saysGone(written)) return
    if (this.#wrong.length === 0) this.#add('gone_without_end', column, written)
  }

  /** What stands in a cell: trimmed, without control characters; null when that is nothing. */
  #text(cells: readonly string[], column: number | undefined): string | null {
    const written = column === undefined ? undefined : cells[column]
    if (written === undefined || written === '') return null
    const clean = (hasControl.test(written) ? written.replace(control, ' ') : written).trim()
    if (clean.length <= limits.cell) return clean === '' ? null : clean
    if (this.#wrong.every(({ kind }) => kind !== 'too_long')) this.#add('too_long', column, clean)
    return null
  }

  #add(kind: MistakeKind, column?: number | null, value: string | null = null, other: number | null = null) {
    const written = column === undefined || column === null ? undefined : this.#columns.read[column]?.written
    this.#wrong.push({
      line: this.#line,
      kind,
      column: written ?? null,
      value: value === null ? null : value.slice(0, 80),
      other,
    })
  }
}

/** Directories put the kind of address before it: SMTP:ada@example.com; what is copied brings invisible characters. */
function readAddress(written: string): string | null {
  const address = addressIn(written) ?? addressIn(written.replace(invisible, ''))
  return address === null || address.length > 254 ? null : address
}

const addressIn = (written: string): string | null =>
  normaliseAddress(written.includes(':') ? written.replace(/^(smtp|mailto):/i, '') : written)

/** Of a row whose cells are not under their columns. */
const addressesAnywhere = (cells: readonly string[]): string[] =>
  [
    ...new Set(
      cells
        .flatMap(cell => cell.slice(0, limits.cell).split(several))
        .flatMap(each => readAddress(each) ?? []),
    ),
  ].slice(0, limits.addresses)

const nothingSaid = {
  ...{ setAside: true, name: null, title: null, department: null, manager: null, type: null },
  ...{ startDay: null, lastDay: null, timeZone: null },
} as const

/** How programs write that there is no day. */
const noDay = /^(-+|\u2013|\u2014|n\/?a|null|none|0000-00-00)$/i

/** Also a row of separators alone. */
const isBlank = (cells: readonly string[]): boolean => cells.every(cell => cell === '' || cell.trim() === '')
