import { fieldOf, isDayOfBirth, isNamedAfterDays, isOfSomethingElse, isPlace } from './column-names.ts'
import type { Columns } from './columns.ts'
import { isDay, isDayAmongDays, isNoDay, isSerial, looksLikeDay } from './days.ts'
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
  /** Cells with something in them, those that may say whether somebody is here, and bare numbers that may be days. */
  cells: number
  said: number
  serials: number
}

/** What stands in columns nobody knows by their name: any of them may say who has left. */
export class UnusedColumns {
  readonly #columns: readonly Unused[]
  readonly #dayColumns: readonly number[]
  #daysAreNumbers = false

  /** @param dayColumns those that are known to hold days */
  constructor({ read }: Columns, dayColumns: readonly number[]) {
    this.#dayColumns = dayColumns
    const hasPlace = read.some(({ written }) => isPlace(written))
    this.#columns = read.flatMap(({ unused, written: name }, at) =>
      unused === 'unknown'
        ? [
            {
              ...{ at, name, days: false, numbers: false, cells: 0, said: 0, serials: 0 },
              maybeDays: !isDayOfBirth(name),
              maybeWords: !isOfSomethingElse(name),
              aboutEnd: isAboutEnd(name, hasPlace),
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
    const { said, serials, cells } = column
    return said > 0 && (said + serials) * 2 > cells ? 'words' : null
  }

  #count(column: Unused, cell: string): void {
    const asks = isYesOrNo(cell)
    if (!asks && isNoDay(cell)) return
    column.cells += 1
    const says = () => (asks ? column.soundsLikeStatus : readStatus(cell, column.name) !== null)
    const maybeDay = column.maybeDays && looksLikeDay(cell)
    if ((column.aboutEnd && !isShortForPlace(cell)) || (cell.length <= 40 && (maybeDay || says())))
      column.said += 1
    else if (column.maybeDays && isSerial(cell)) column.serials += 1
  }
}

/** *CA*, *NY* */
const isShortForPlace = (cell: string): boolean => /^[A-Z]{2}$/.test(cell)

/** @param hasPlace a place is called *State*, and beside other places *Estado* too */
function isAboutEnd(name: string, hasPlace: boolean): boolean {
  const field = fieldOf(name)?.field
  if (field === 'status')
    return (
      saidByYes(name) !== null ||
      name.trim().includes(' ') ||
      !(hasPlace || name.trim().toLowerCase() === 'state')
    )
  return field === 'last_day' || field === 'contract_end' || field === 'rehire_day'
}
