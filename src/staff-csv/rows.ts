import { normaliseAddress } from '../domain/mail-address.ts'
import { type LeftOut, type StaffRecord, UnreadableList } from '../domain/staff-list.ts'
import type { SettledRow } from '../domain/tenures.ts'
import { fieldOf } from './column-names.ts'
import type { Columns } from './columns.ts'
import { type DayOrder, isDay, isOpenDay, orderOf } from './days.ts'
import { limits, MistakeList } from './limits.ts'
import { plainName } from './names.ts'
import { isBlank, OneRow } from './one-row.ts'
import type { Row } from './parser.ts'
import { Persons } from './persons.ts'
import { addressesAnywhere, addressesOf } from './row-addresses.ts'
import { type Employment, employmentOf } from './row-employment.ts'
import { employeeIdOf, employmentType, isGuest, readTimeZone } from './side-cells.ts'
import { UnusedColumns } from './unused-columns.ts'

/** Counted while the rows are read. */
export type RowCounts = {
  /** Rows with something in them, below the first line. */
  rows: number
  /** Rows that name nobody with an e-mail address, and lines of text around the table. */
  withoutAddress: number
  /** Rows about guests of a directory. */
  guests: number
  /** Managers given by name or by number: left out, as neither is an address. */
  managersByName: number
  managersByNumber: number
}

/** Rows without an address that are named; the rest is counted. */
const namelessToldOf = 10
/** The same of ends of contracts. */
const contractsToldOf = 10

/**
 * Turns rows into records, one by one. Only the addresses and the last day decide whether a row can be used. A row whose
 * day may be read in two ways waits until another row tells which.
 */
export class RowReader {
  readonly mistakes = new MistakeList()
  readonly hints = new MistakeList()
  readonly unused: UnusedColumns
  /** Rows that are not the only one about their person, once all are read. */
  settled: readonly SettledRow[] = []
  readonly counts: RowCounts = {
    ...{ rows: 0, withoutAddress: 0, guests: 0 },
    ...{ managersByName: 0, managersByNumber: 0 },
  }
  /** The first rows that name somebody, and no address. */
  readonly nameless: LeftOut[] = []
  /** Ends of a contract of people whom they say nothing about: employees, in a list with last days. */
  readonly contractEnds: { all: number; readonly first: LeftOut[] } = { all: 0, first: [] }
  readonly #columns: Columns
  readonly #dayColumns: readonly number[]
  readonly #today: string
  readonly #persons = new Persons()
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
    if (this.#all > limits.rows || this.#persons.full)
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
    const { rows, mistakes, setAside } = this.#persons.settle(this.#today)
    this.settled = rows
    this.mistakes.add(mistakes, setAside)
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
    const fits = this.#fits(row)
    if (fits && isGuest(row)) {
      this.counts.guests += 1
      return
    }
    const record = fits ? this.#record(row) : null
    const { mistakes, hints } = row
    const usable = mistakes.length === 0
    if (record !== null) this.#persons.add({ ...record, usable })
    if (usable && record === null) this.counts.withoutAddress += 1
    if (fits && record === null) this.#named(row, records)
    if (usable && record !== null) {
      records.push(record)
      this.hints.add(hints)
    }
    if (usable) return
    const { addresses, employeeId } = record ?? {
      addresses: fits ? [] : addressesAnywhere(cells),
      employeeId: null,
    }
    if (addresses.length > 0) records.push({ ...nothingSaid, line, addresses, employeeId })
    this.mistakes.add(mistakes)
  }

  /** Whether its cells are under their columns. */
  #fits(row: OneRow): boolean {
    const { cells } = row
    const { length } = this.#columns.read
    if (cells.length <= length || isBlank(cells.slice(length))) return true
    row.add('cells', null, null, cells.length)
    return false
  }

  /** Null: it names nobody by an address. */
  #record(row: OneRow): StaffRecord | null {
    const { at } = this.#columns
    this.unused.look(row.cells)
    const addresses = addressesOf(row)
    const employeeId = employeeIdOf(row.text(at.employee_id))
    if (addresses.length === 0) {
      return null
    }
    const zone = cellOf(row, at.time_zone, readTimeZone, 'no_time_zone')
    const type = cellOf(row, at.type, employmentType, 'no_type')
    const name = nameOf(row)
    const { contractUnused, ...employment } = this.#employment(row, type, zone)
    if (contractUnused) this.#contractEnd(row.line, name ?? addresses[0] ?? '')
    return {
      ...{ setAside: false, line: row.line, employeeId, addresses },
      ...{ name, title: row.text(at.title), department: withoutEmptyBrackets(row.text(at.department)) },
      ...{ manager: this.#manager(row), type, timeZone: zone },
      ...employment,
    }
  }

  #employment(row: OneRow, type: StaffRecord['type'], zone: string | null): Employment {
    return employmentOf(row, { type, zone, orders: this.#orders, today: this.#today })
  }

  /**
   * A row without an address. It may be about somebody whom another one names: theirs may not count alone then. Whoever is
   * known by its id or its name is not missing from the list, unless it says that they left.
   */
  #named(row: OneRow, records: StaffRecord[]): void {
    const { line, columns } = row
    const name = nameOf(row)
    const employeeId = employeeIdOf(row.text(columns.at.employee_id))
    const called = name ?? employeeId
    if (called === null || isFooter(row)) return
    // What is wrong in it is no mistake of the list.
    const aside = new OneRow(columns, row.cells, line)
    const said = this.#employment(aside, null, null)
    const usable = row.mistakes.length + aside.mistakes.length === 0
    if (employeeId !== null) this.#persons.add({ line, addresses: [], employeeId, ...said, usable })
    if (row.mistakes.length === 0 && this.nameless.length < namelessToldOf)
      this.nameless.push({ line, called })
    const left = said.gone || (said.lastDay !== null && said.lastDay < this.#today)
    if (columns.addresses.length > 0 && !left)
      records.push({ ...nothingSaid, line, addresses: [], employeeId, name })
  }

  #contractEnd(line: number, called: string): void {
    this.contractEnds.all += 1
    if (this.contractEnds.first.length < contractsToldOf) this.contractEnds.first.push({ line, called })
  }

  #manager(row: OneRow): string | null {
    const written = row.text(row.columns.at.manager)
    if (written === null) return null
    const address = normaliseAddress(written)
    // Nobody's name has a digit in it.
    if (address === null) this.counts[/\d/.test(written) ? 'managersByNumber' : 'managersByName'] += 1
    return address
  }
}

/** A name of a unit whose head is missing: "Legal ()". */
const withoutEmptyBrackets = (written: string | null): string | null =>
  written?.replace(/\s*\(\s*\)/g, '').trim() || null

/** Words where an address belongs, and nobody's: a sum, a remark. */
const isFooter = (row: OneRow): boolean =>
  row.mistakes.length === 0 &&
  row.columns.addresses.some(at => !/^(?:[^\p{L}\d]*|n\/?a|none|null|no|nil)$/iu.test(row.text(at) ?? ''))

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
