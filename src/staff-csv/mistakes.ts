import type { Mistake, Mistakes } from '../domain/staff-list.ts'
import { limits } from './limits.ts'

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
