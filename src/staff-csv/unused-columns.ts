import { fieldOf, isDayOfBirth, isNamedAfterDays, isOfSomethingElse } from './column-names.ts'
import type { Columns } from './columns.ts'
import { isDay, isDayAmongDays, isNoDay, isSerial } from './days.ts'
import { isYesOrNo, readStatus, saidByYes, soundsLikeStatus } from './status.ts'

type Unused = {
  readonly at: number
  readonly name: string
  readonly maybeDays: boolean
  readonly maybeWords: boolean
  /** Its name says that it is about the end, and what stands in it was not understood. */
  readonly aboutEnd: boolean
  readonly soundsLikeStatus: boolean
  /** What tells a day in it. */
  readonly isDay: (cell: string) => boolean
  days: boolean
  /** A bare number is in it, which is a day where the file writes days so. */
  numbers: boolean
  /** Cells with something in them, and those that may say whether somebody is here. */
  cells: number
  said: number
}

/** What stands in columns nobody knows by their name: any of them may say who has left. */
export class UnusedColumns {
  readonly #columns: readonly Unused[]
  readonly #dayColumns: readonly number[]
  #daysAreNumbers = false

  /** @param dayColumns those that are known to hold days */
  constructor({ read }: Columns, dayColumns: readonly number[]) {
    this.#dayColumns = dayColumns
    this.#columns = read.flatMap(({ unused, written: name }, at) =>
      unused === 'unknown'
        ? [
            {
              ...{ at, name, days: false, numbers: false, cells: 0, said: 0 },
              maybeDays: !isDayOfBirth(name),
              maybeWords: !isOfSomethingElse(name),
              aboutEnd: isAboutEnd(name),
              soundsLikeStatus: soundsLikeStatus(name),
              isDay: isNamedAfterDays(name) ? isDayAmongDays : isDay,
            },
          ]
        : [],
    )
  }

  look(cells: readonly string[]): void {
    this.#daysAreNumbers ||= this.#dayColumns.some(at => isSerial((cells[at] ?? '').trim()))
    for (const column of this.#columns) {
      const cell = (cells[column.at] ?? '').trim()
      if (cell === '') continue
      if (column.maybeDays && !column.days && cell.length <= 40 && /\d/.test(cell))
        column.days = column.isDay(cell)
      if (column.maybeDays && isSerial(cell)) column.numbers = true
      if (column.maybeWords) this.#count(column, cell)
    }
  }

  /** Null: nothing in it says who left. */
  holds(at: number): 'days' | 'words' | null {
    const column = this.#columns.find(each => each.at === at)
    if (column === undefined) return null
    if (column.days || (column.numbers && this.#daysAreNumbers)) return 'days'
    return column.said * 2 > column.cells ? 'words' : null
  }

  #count(column: Unused, cell: string): void {
    const asks = isYesOrNo(cell)
    if (!asks && isNoDay(cell)) return
    column.cells += 1
    const says = () => (asks ? column.soundsLikeStatus : readStatus(cell, column.name) !== null)
    if (column.aboutEnd || (cell.length <= 40 && says())) column.said += 1
  }
}

function isAboutEnd(name: string): boolean {
  const field = fieldOf(name)?.field
  // Places are called *State* and *Estado* too.
  if (field === 'status') return saidByYes(name) !== null || name.trim().includes(' ')
  return field === 'last_day' || field === 'contract_end' || field === 'rehire_day'
}
