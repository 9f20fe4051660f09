import type { Mistake, Mistakes } from '../domain/staff-list.ts'

/** What a staff list may be at most. Larger ones are refused before they cost memory. */
export const limits = {
  bytes: 20 * 1024 * 1024,
  rows: 200_000,
  columns: 200,
  /** Bytes of one row, quoted line breaks included: an opened quotation mark that nobody closes ends here. */
  rowBytes: 64 * 1024,
  /** Characters of one cell that is used. */
  cell: 300,
  /** Addresses of one person. */
  addresses: 10,
  /** Rows that wait until a day tells whether day or month comes first. */
  waiting: 5_000,
  /** Mistakes that are kept word by word; the rest is counted. */
  mistakes: 500,
} as const

/** Where mistakes are written down while a file is read. */
export class MistakeList {
  readonly #first: Mistake[] = []
  #all = 0
  #rows = 0

  /**
   * @param mistakes those of one row; none: nothing happens
   * @param rows how many they are about, where it is another number
   */
  add(mistakes: readonly Mistake[], rows = 1): void {
    if (mistakes.length === 0) return
    this.#rows += rows
    this.#all += mistakes.length
    for (const mistake of mistakes) if (this.#first.length < limits.mistakes) this.#first.push(mistake)
  }

  /** Sorted by line. */
  get all(): Mistakes {
    const first = this.#first.toSorted((one, other) => one.line - other.line)
    return { first, all: this.#all, rows: this.#rows }
  }
}
