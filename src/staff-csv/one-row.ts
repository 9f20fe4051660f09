import type { StaffField } from '../domain/staff-columns.ts'
import type { Mistake, MistakeKind } from '../domain/staff-list.ts'
import type { Columns } from './columns.ts'
import { limits } from './limits.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const control = /[\u0000-\u001f\u007f]+/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const hasControl = /[\u0000-\u001f\u007f]/

/** Looked for once a file. */
const placesIn = new WeakMap<Columns, Map<StaffField, readonly number[]>>()

/** The cells of one row, and what is wrong with them. */
export class OneRow {
  readonly columns: Columns
  readonly cells: readonly string[]
  readonly line: number
  /** Each leaves the row out. */
  readonly mistakes: Mistake[] = []
  /** Each leaves a cell out; the row is used. */
  readonly hints: Mistake[] = []

  constructor(columns: Columns, cells: readonly string[], line: number) {
    this.columns = columns
    this.cells = cells
    this.line = line
  }

  /** What stands in a cell: trimmed, without control characters; null when that is nothing. */
  text(column: number | undefined): string | null {
    const written = column === undefined ? undefined : this.cells[column]
    if (column === undefined || written === undefined || written === '') return null
    const clean = (hasControl.test(written) ? written.replace(control, ' ') : written).trim()
    if (clean.length <= limits.cell) return clean === '' ? null : clean
    const decides = this.columns.addresses.includes(column) || this.columns.lastDays.includes(column)
    const told = decides ? this.mistakes : this.hints
    const name = this.nameOf(column)
    if (!told.some(each => each.kind === 'too_long' && each.column === name))
      told.push(this.#mistake('too_long', column, clean, null))
    return null
  }

  /** All columns that say this, also those of which another one comes before. */
  columnsOf(field: StaffField): readonly number[] {
    const known = placesIn.get(this.columns) ?? new Map<StaffField, readonly number[]>()
    const places =
      known.get(field) ?? this.columns.read.flatMap((column, at) => (column.field === field ? [at] : []))
    placesIn.set(this.columns, known.set(field, places))
    return places
  }

  /** As the file calls it. */
  nameOf(column: number): string {
    return this.columns.read[column]?.written ?? ''
  }

  add(
    kind: MistakeKind,
    column?: number | null,
    value: string | null = null,
    other: number | null = null,
  ): void {
    this.mistakes.push(this.#mistake(kind, column, value, other))
  }

  hint(
    kind: MistakeKind,
    column?: number | null,
    value: string | null = null,
    other: number | null = null,
  ): void {
    this.hints.push(this.#mistake(kind, column, value, other))
  }

  #mistake(
    kind: MistakeKind,
    column: number | null | undefined,
    value: string | null,
    other: number | null,
  ): Mistake {
    const written = column === undefined || column === null ? null : this.nameOf(column)
    return {
      line: this.line,
      kind,
      column: written,
      value: value === null ? null : value.slice(0, 80),
      other,
    }
  }
}

/** Also a row of separators alone. */
export const isBlank = (cells: readonly string[]): boolean =>
  cells.every(cell => cell === '' || cell.replace(control, ' ').trim() === '')
