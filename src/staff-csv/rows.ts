import { normaliseAddress } from '../domain/mail-address.ts'
import { type Mistake, type MistakeKind, type StaffRecord, UnreadableList } from '../domain/staff-list.ts'
import { fieldOf } from './column-names.ts'
import type { Columns } from './columns.ts'
import { type DayOrder, isDay, orderOf, readDay } from './days.ts'
import { limits, MistakeList } from './limits.ts'
import { plainName } from './names.ts'
import type { Row } from './parser.ts'
import { SeenAddresses } from './seen-addresses.ts'
import { employmentType, readTimeZone } from './side-cells.ts'
import { isKindOfEmployment, readStatus, saidByYes } from './status.ts'
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

const several = /[\s;,|]+/
/** `Carla Mendes <carla@x>`, and with a comma in a quoted name. */
const named = /(?:"[^"]*"|[^<>;,|"])*<([^<>]*)>/g
/** `(work)` behind an address, but not the `(at)` within one. */
const remark = /\([^()@]*\)(?![\p{L}\p{N}])/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const control = /[\u0000-\u001f\u007f]+/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const hasControl = /[\u0000-\u001f\u007f]/

/** Of the mistakes of a row: those in it that leave it unusable, and those that only leave a cell out. */
type Wrong = { readonly mistakes: Mistake[]; readonly hints: Mistake[] }

/** The end of an employment as a row says it. */
type End = { readonly day: string | null; readonly gone: boolean; readonly start: string | null }

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
  readonly #hasOneStatus: boolean
  readonly #today: string
  readonly #lastContractDay: string
  readonly #seen = new SeenAddresses()
  readonly #orders = new Map<number, { readonly is: DayOrder; readonly line: number }>()
  #waiting: Row[] = []
  #wrong: Wrong = { mistakes: [], hints: [] }
  #line = 0
  #all = 0

  /** @param today YYYY-MM-DD: a contract ends at most 12 months later */
  constructor(columns: Columns, today: string) {
    this.#columns = columns
    const { start_day, contract_end, rehire_day } = columns.at
    this.#dayColumns = [start_day, ...columns.lastDays, contract_end, rehire_day].filter(
      at => at !== undefined,
    )
    this.#hasOneStatus = columns.read.filter(({ field }) => field === 'status').length === 1
    this.unused = new UnusedColumns(columns, this.#dayColumns)
    this.#today = today
    this.#lastContractDay = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`
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
    if (this.#orders.has(at)) return false
    const read = readDay((cells[at] ?? '').trim(), null)
    return 'wrong' in read && read.wrong === 'day_or_month'
  }

  #finish(cells: readonly string[], line: number, records: StaffRecord[]): void {
    this.#line = line
    this.#wrong = { mistakes: [], hints: [] }
    const record = this.#record(cells)
    const { mistakes, hints } = this.#wrong
    if (mistakes.length === 0) {
      if (record === null) this.counts.withoutAddress += 1
      else {
        records.push(record)
        this.hints.add(hints)
      }
      return
    }
    const addresses = record?.addresses ?? addressesAnywhere(cells)
    if (addresses.length > 0) records.push({ ...nothingSaid, line, addresses })
    this.mistakes.add(mistakes)
  }

  /** Null: it names nobody by an address, or its cells are not under their columns. */
  #record(cells: readonly string[]): StaffRecord | null {
    const { at, read } = this.#columns
    if (cells.length > read.length && !isBlank(cells.slice(read.length))) {
      this.#add('cells', null, null, cells.length)
      return null
    }
    this.unused.look(cells)
    const addresses = this.#addresses(cells)
    if (addresses.length === 0) return null
    const timeZone = this.#timeZone(cells)
    const type = this.#type(cells)
    const { day, gone, start } = this.#end(cells, type, timeZone)
    const record = {
      ...{
        setAside: false,
        line: this.#line,
        addresses,
        type,
        timeZone,
        gone,
        startDay: start,
        lastDay: day,
      },
      employeeId: this.#text(cells, at.employee_id),
      name: this.#name(cells),
      title: this.#text(cells, at.title),
      department: this.#text(cells, at.department),
      manager: this.#manager(cells),
    }
    // Only a row that is used takes its addresses: one with another mistake says nothing about who has them.
    if (this.#wrong.mistakes.length === 0) this.#claim(addresses)
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
    const bad: { readonly column: number; readonly value: string; readonly main: boolean }[] = []
    this.#columns.addresses.forEach((column, turn) => {
      const written = this.#text(cells, column)
      if (written === null) return
      for (const each of addressesIn(written)) {
        const address = normaliseAddress(each)
        if (address === null) bad.push({ column, value: each, main: turn < this.#columns.main })
        else if (!found.includes(address)) found.push(address)
      }
    })
    // A footer, a remark, a dash: nobody is named.
    if (found.length === 0 && bad.every(({ value }) => !value.includes('@')) && isRemark(cells)) return []
    for (const { column, value, main } of bad)
      if (main || found.length === 0) this.#add('bad_address', column, value)
      else this.#hint('bad_address', column, value)
    if (found.length > limits.addresses) this.#add('too_many_addresses', null, null, found.length)
    return found
  }

  #name(cells: readonly string[]): string | null {
    const { name, first_name, last_name } = this.#columns.at
    const whole = this.#text(cells, name)
    if (name !== undefined && whole !== null) return plainName(whole, this.#columns.read[name]?.written ?? '')
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

  #type(cells: readonly string[]): StaffRecord['type'] {
    const column = this.#columns.at.type
    const written = this.#text(cells, column)
    if (written === null) return null
    const type = employmentType(written)
    if (type === null) this.#hint('no_type', column, written)
    return type
  }

  #timeZone(cells: readonly string[]): string | null {
    const column = this.#columns.at.time_zone
    const written = this.#text(cells, column)
    if (written === null) return null
    const zone = readTimeZone(written)
    if (zone === null) this.#hint('no_time_zone', column, written)
    return zone
  }

  /** A day, and whether one was written that cannot be read. */
  #day(
    cells: readonly string[],
    column: number | undefined,
    zone: string | null,
    decides: boolean,
  ): { readonly day: string | null; readonly unread: boolean } {
    const written = this.#text(cells, column)
    if (column === undefined || written === null) return { day: null, unread: false }
    const order = this.#orders.get(column) ?? null
    const found = readDay(written, order?.is ?? null, zone)
    const read = decides && 'day' in found && isZeroDay(found.day) ? ({ wrong: 'no_day' } as const) : found
    if (!('wrong' in read)) return { day: read.day, unread: false }
    const other = read.wrong === 'other_order' ? (order?.line ?? null) : null
    if (decides) this.#add(read.wrong, column, written, other)
    else this.#hint(read.wrong, column, written, other)
    return { day: null, unread: true }
  }

  /**
   * When the employment ends, whatever the order of the columns: of several ends the latest, a contract's end only for
   * contractors or where no other column says an end. Somebody rehired since works here.
   */
  #end(cells: readonly string[], type: StaffRecord['type'], zone: string | null): End {
    const { at, lastDays } = this.#columns
    const started = this.#day(cells, at.start_day, zone, false).day
    const rehired = this.#day(cells, at.rehire_day, zone, false).day
    const ends = lastDays.map(column => ({ column, ...this.#day(cells, column, zone, true) }))
    const told = ends.flatMap(({ day, column }) => (day === null ? [] : [{ day, column, planned: false }]))
    const contract = {
      column: at.contract_end,
      ...this.#day(cells, at.contract_end, zone, lastDays.length === 0),
    }
    if (told.length === 0 && contract.day !== null && (type === 'contractor' || lastDays.length === 0))
      told.push({ day: contract.day, column: contract.column ?? 0, planned: true })
    const [last] = told.toSorted((one, other) => (one.day < other.day ? 1 : -1))
    const unread = ends.some(each => each.unread)
    const back = last !== undefined && rehired !== null && rehired > last.day && rehired <= this.#today
    const start = back ? rehired : started
    if (last === undefined || back) {
      const gone = this.#status(cells) === 'gone' && !back
      if (type === 'contractor' && !gone && !unread && !back)
        this.#hint('contractor_without_end', contract.column ?? lastDays[0])
      return { day: null, gone, start }
    }
    const written = this.#text(cells, last.column)
    if (start !== null && last.day < start) this.#add('ends_before_start', last.column, written)
    if (type === 'contractor' && last.day > this.#lastContractDay)
      this.#hint('contract_too_long', last.column, written)
    return this.#judged(cells, { ...last, start })
  }

  /** A last day beside what the status says. The day is the more exact word, but for one that is over. */
  #judged(
    cells: readonly string[],
    { day, column, planned, start }: { day: string; column: number; planned: boolean; start: string | null },
  ): End {
    const over = day < this.#today
    const said = this.#status(cells, true)
    if (over && said === 'here')
      this.#add('here_after_end', this.#columns.at.status, this.#text(cells, column))
    // Left before the contract would have ended.
    if (planned && !over && said === 'gone') return { day: null, gone: true, start }
    return { day, gone: false, start }
  }

  /** @param beside a last day, which decides: then a word nobody knows does no harm */
  #status(cells: readonly string[], beside = false): 'here' | 'gone' | null {
    const column = this.#columns.at.status
    const text = this.#text(cells, column)
    const written = text === null || /^[-–—]+$/.test(text) ? null : text
    if (column === undefined) return null
    const name = this.#columns.read[column]?.written ?? ''
    if (written === null) {
      // Nothing where somebody left is marked says that they did not; anywhere else it says nothing.
      const asks = saidByYes(name)
      if (!beside && asks !== 'gone' && (asks === 'here' || this.#columns.lastDays.length === 0))
        this.#add('no_status', column, text ?? '')
      return null
    }
    const said = readStatus(written, name)
    if (said !== null) return said
    // Where another column says the state, this one says nothing of it.
    if (isKindOfEmployment(written) && this.#hasOneStatus) return beside ? null : 'here'
    if (beside) this.#hint('no_status', column, written)
    else this.#add('no_status', column, written)
    return null
  }

  /** What stands in a cell: trimmed, without control characters; null when that is nothing. */
  #text(cells: readonly string[], column: number | undefined): string | null {
    const written = column === undefined ? undefined : cells[column]
    if (column === undefined || written === undefined || written === '') return null
    const clean = (hasControl.test(written) ? written.replace(control, ' ') : written).trim()
    if (clean.length <= limits.cell) return clean === '' ? null : clean
    const decides = this.#columns.addresses.includes(column) || this.#columns.lastDays.includes(column)
    const told = decides ? this.#wrong.mistakes : this.#wrong.hints
    const name = this.#columns.read[column]?.written
    if (told.some(each => each.kind === 'too_long' && each.column === name)) return null
    if (decides) this.#add('too_long', column, clean)
    else this.#hint('too_long', column, clean)
    return null
  }

  #add(
    kind: MistakeKind,
    column?: number | null,
    value: string | null = null,
    other: number | null = null,
  ): void {
    this.#wrong.mistakes.push(this.#mistake(kind, column, value, other))
  }

  #hint(
    kind: MistakeKind,
    column?: number | null,
    value: string | null = null,
    other: number | null = null,
  ): void {
    this.#wrong.hints.push(this.#mistake(kind, column, value, other))
  }

  #mistake(
    kind: MistakeKind,
    column: number | null | undefined,
    value: string | null,
    other: number | null,
  ): Mistake {
    const written = column === undefined || column === null ? undefined : this.#columns.read[column]?.written
    return {
      line: this.#line,
      kind,
      column: written ?? null,
      value: value === null ? null : value.slice(0, 80),
      other,
    }
  }
}

/** Where programs begin to count, as they write it for no day; nobody who left by then has an address of work. */
const isZeroDay = (day: string | null): boolean => day !== null && day < '1980'

/** What may be addresses in one cell: several with commas or spaces between, with names before them or remarks behind. */
function addressesIn(cell: string): string[] {
  if (!/[\s;,|<(]/.test(cell)) return [cell]
  const found: string[] = []
  const rest = cell
    .replace(named, (_, inner: string) => {
      found.push(inner)
      return ' '
    })
    .replace(remark, ' ')
  return [...found, ...rest.split(several)].filter(each => each !== '')
}

/** Of a row whose cells are not under their columns. */
const addressesAnywhere = (cells: readonly string[]): string[] =>
  [
    ...new Set(
      cells
        .flatMap(cell => (cell.includes('@') ? addressesIn(cell.slice(0, limits.cell)) : []))
        .flatMap(each => normaliseAddress(each) ?? []),
    ),
  ].slice(0, limits.addresses)

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

/** No address where one belongs, and nothing that looks as if somebody tried to write one. */
function isRemark(cells: readonly string[]): boolean {
  const written = cells.map(cell => cell.trim()).filter(cell => cell !== '')
  return written.length === 1 || totals.test(written[0] ?? '') || written.every(cell => !/\p{L}/u.test(cell))
}

const totals = /^(grand )?(total|sum|summe|gesamt|somme|suma|totale|totaal|count|anzahl)\b/i

/** Also a row of separators alone. */
const isBlank = (cells: readonly string[]): boolean =>
  cells.every(cell => cell === '' || cell.replace(control, ' ').trim() === '')
