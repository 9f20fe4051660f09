import { normaliseAddress } from '../domain/mail-address.ts'
import { type StaffRecord, UnreadableList } from '../domain/staff-list.ts'
import { fieldOf } from './column-names.ts'
import type { Columns } from './columns.ts'
import { type DayOrder, isDay, isOpenDay, orderOf } from './days.ts'
import { limits, MistakeList } from './limits.ts'
import { plainName } from './names.ts'
import { isBlank, OneRow } from './one-row.ts'
import type { Row } from './parser.ts'
import { addressesAnywhere, addressesOf } from './row-addresses.ts'
import { employmentOf } from './row-employment.ts'
import { SeenAddresses } from './seen-addresses.ts'
import { employmentType, readTimeZone } from './side-cells.ts'
import { UnusedColumns } from './unused-columns.ts'

/** Counted while the rows are read. */
export type RowCounts = {
  /** Rows with something in them, below the first line. */
  rows: number
  /** Rows that name nobody with an e-mail address, and lines of text around the table. */
  withoutAddress: number
  /** Managers given by name: left out, as a name is no address. */
  managersByName: number
}

/**
 * Turns rows into records, one by one. Only the addresses and the last day decide whether a row can be used. A row whose
 * day may be read in two ways waits until another row tells which.
 */
export class RowReader {
  readonly mistakes = new MistakeList()
  readonly hints = new MistakeList()
  readonly unused: UnusedColumns
  readonly counts: RowCounts = { rows: 0, withoutAddress: 0, managersByName: 0 }
  readonly #columns: Columns
  readonly #dayColumns: readonly number[]
  readonly #today: string
  readonly #seen = new SeenAddresses()
  readonly #orders = new Map<number, { readonly is: DayOrder; readonly line: number }>()
  #waiting: Row[] = []
  #line = 0
  #all = 0

  /** @param today YYYY-MM-DD: a contract ends at most 12 months later */
  constructor(columns: Columns, today: string) {
    this.#columns = columns
    const { start_day, contract_end, rehire_day } = columns.at
    this.#dayColumns = [start_day, ...columns.lastDays, contract_end, rehire_day].filter(
      at => at !== undefined,
    )
    this.unused = new UnusedColumns(columns, this.#dayColumns)
    this.#today = today
  }

  /** Appends the record of a row to `records`, unless it waits, or names nobody. Throws UnreadableList. */
  read(cells: readonly string[], line: number, records: StaffRecord[]): void {
    // Empty ones count: they cost as much.
    this.#all += 1
    if (this.#all > limits.rows || this.#seen.full)
      throw new UnreadableList({ kind: 'too_many_rows', rows: limits.rows })
    if (isBlank(cells) || (this.counts.rows === 0 && this.#isHeader(cells))) return
    this.counts.rows += 1
    if (this.#mustWait(cells, line, records)) return
    this.#finish(cells, line, records)
  }

  /** After the last row: what still waits can be read in two ways, unless the days of another column tell. */
  end(records: StaffRecord[]): void {
    const told = [...new Set([...this.#orders.values()].map(({ is }) => is))]
    const [only] = told
    if (told.length === 1 && only !== undefined)
      for (const at of this.#dayColumns)
        if (!this.#orders.has(at)) this.#orders.set(at, { is: only, line: this.#line })
    this.#finishWaiting(records)
  }

  #finishWaiting(records: StaffRecord[]): void {
    for (const { cells, line } of this.#waiting) this.#finish(cells, line, records)
    this.#waiting = []
  }

  /** A second line of names, or what a program calls its columns itself. */
  #isHeader(cells: readonly string[]): boolean {
    const written = cells.filter(cell => cell.trim() !== '')
    if (written.some(cell => cell.includes('@') || isDay(cell.trim()))) return false
    return written.length > 1 && written.filter(cell => fieldOf(cell) !== null).length * 2 > written.length
  }

  #mustWait(cells: readonly string[], line: number, records: StaffRecord[]): boolean {
    let told = false
    for (const at of this.#dayColumns) {
      const is = this.#orders.has(at) ? null : orderOf((cells[at] ?? '').trim())
      if (is === null) continue
      this.#orders.set(at, { is, line })
      told = true
    }
    const isOpen = (row: readonly string[]) => this.#dayColumns.some(at => this.#isOpen(row, at))
    if (told && !this.#waiting.some(row => isOpen(row.cells))) this.#finishWaiting(records)
    if (!isOpen(cells)) return false
    if (this.#waiting.length >= limits.waiting) {
      const open = this.#dayColumns.find(at => this.#isOpen(cells, at)) ?? 0
      throw new UnreadableList({ kind: 'day_or_month', line, value: (cells[open] ?? '').trim() })
    }
    this.#waiting.push({ cells, line })
    return true
  }

  #isOpen(cells: readonly string[], at: number): boolean {
    return !this.#orders.has(at) && isOpenDay((cells[at] ?? '').trim())
  }

  #finish(cells: readonly string[], line: number, records: StaffRecord[]): void {
    this.#line = line
    const row = new OneRow(this.#columns, cells, line)
    const record = this.#record(row)
    const { mistakes, hints } = row
    if (mistakes.length === 0) {
      if (record === null) this.counts.withoutAddress += 1
      else {
        records.push(record)
        this.hints.add(hints)
      }
      return
    }
    const misplaced = mistakes.some(({ kind }) => kind === 'cells')
    const addresses = record?.addresses ?? (misplaced ? addressesAnywhere(cells) : [])
    if (addresses.length > 0) records.push({ ...nothingSaid, line, addresses })
    this.mistakes.add(mistakes)
  }

  /** Null: it names nobody by an address, or its cells are not under their columns. */
  #record(row: OneRow): StaffRecord | null {
    const { cells } = row
    const { at, read } = this.#columns
    if (cells.length > read.length && !isBlank(cells.slice(read.length))) {
      row.add('cells', null, null, cells.length)
      return null
    }
    this.unused.look(cells)
    const addresses = addressesOf(row)
    if (addresses.length === 0) return null
    const zone = cellOf(row, at.time_zone, readTimeZone, 'no_time_zone')
    const type = cellOf(row, at.type, employmentType, 'no_type')
    const { startDay, lastDay, gone } = employmentOf(row, {
      type,
      zone,
      orders: this.#orders,
      today: this.#today,
    })
    const record: StaffRecord = {
      setAside: false,
      line: row.line,
      employeeId: row.text(at.employee_id),
      addresses,
      name: nameOf(row),
      title: row.text(at.title),
      department: row.text(at.department),
      manager: this.#manager(row),
      type,
      startDay,
      lastDay,
      gone,
      timeZone: zone,
    }
    // Only a row that is used takes its addresses: one with another mistake says nothing about who has them.
    if (row.mistakes.length === 0) this.#claim(row, addresses)
    return record
  }

  #claim(row: OneRow, addresses: readonly string[]): void {
    for (const address of addresses) {
      const before = this.#seen.lineBefore(address, row.line)
      if (before !== null && before !== row.line) row.add('same_address', null, address, before)
    }
  }

  #manager(row: OneRow): string | null {
    const written = row.text(row.columns.at.manager)
    if (written === null) return null
    const address = normaliseAddress(written)
    if (address === null) this.counts.managersByName += 1
    return address
  }
}

function nameOf(row: OneRow): string | null {
  const { name, first_name, last_name } = row.columns.at
  const whole = row.text(name)
  if (name !== undefined && whole !== null) return plainName(whole, row.nameOf(name))
  const [first, last] = [row.text(first_name), row.text(last_name)]
  return first === null || last === null ? (first ?? last) : `${first} ${last}`
}

/** What a cell that does not decide says; one that is not understood is left out. */
function cellOf<Value>(
  row: OneRow,
  column: number | undefined,
  read: (written: string) => Value | null,
  kind: 'no_type' | 'no_time_zone',
): Value | null {
  const written = row.text(column)
  if (written === null) return null
  const value = read(written)
  if (value === null) row.hint(kind, column, written)
  return value
}

const nothingSaid = {
  ...{
    setAside: true,
    employeeId: null,
    name: null,
    title: null,
    department: null,
    manager: null,
    type: null,
  },
  ...{ startDay: null, lastDay: null, gone: false, timeZone: null },
} as const
