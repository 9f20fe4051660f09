import { limits } from './limits.ts'

/** What is wrong with a row. The row is left out. */
export type MistakeKind =
  | 'no_address'
  | 'bad_address'
  | 'too_many_addresses'
  /** `other`: the line that has it too. */
  | 'same_address'
  | 'no_day'
  | 'day_or_month'
  /** `other`: the line that told the order. */
  | 'other_order'
  | 'ends_before_start'
  | 'contractor_without_end'
  | 'contract_too_long'
  | 'no_time_zone'
  | 'no_type'
  | 'too_long'
  /** `other`: how many cells the row has. */
  | 'cells'

export type Mistake = {
  /** Where the row begins, counted from 1. */
  readonly line: number
  readonly kind: MistakeKind
  /** As the file names it; null where the whole row is meant. */
  readonly column: string | null
  /** What stands there, cut. */
  readonly value: string | null
  readonly other: number | null
}

/** Mistakes of one file: the first ones word by word, and how many rows have any. */
export type Mistakes = {
  readonly first: readonly Mistake[]
  readonly all: number
  /** Rows left out. */
  readonly rows: number
}

/** Where mistakes are written down while a file is read. */
export class MistakeList {
  readonly #first: Mistake[] = []
  #all = 0
  #rows = 0

  /** @param mistakes those of one row; none: nothing happens */
  add(mistakes: readonly Mistake[]): void {
    if (mistakes.length === 0) return
    this.#rows += 1
    this.#all += mistakes.length
    for (const mistake of mistakes) if (this.#first.length < limits.mistakes) this.#first.push(mistake)
  }

  /** Sorted by line. */
  get all(): Mistakes {
    const first = this.#first.toSorted((one, other) => one.line - other.line)
    return { first, all: this.#all, rows: this.#rows }
  }
}
