import type { Mistake } from '../domain/staff-list.ts'
import { type SettledRow, settleTenures, type TenureRow } from '../domain/tenures.ts'
import { markOf, SeenTexts } from './seen-texts.ts'

/** Of a row: by what other rows about the same person are known, and what it says of their employment. */
export type PersonRow = Pick<TenureRow, 'line' | 'startDay' | 'lastDay' | 'gone'> & {
  readonly addresses: readonly string[]
  readonly employeeId: string | null
  /** It has no mistake: then it can count. */
  readonly usable: boolean
}

/** What comes of rows that are not the only one about their person. */
type Settled = {
  readonly rows: readonly SettledRow[]
  /** Of those that are set aside: one for each but the first of a person. */
  readonly mistakes: readonly Mistake[]
  /** How many are set aside, those left out that had mistakes of their own. */
  readonly setAside: number
}

/** A text that stood in an earlier row too. */
type Again = { readonly row: number; readonly first: number; readonly mark: number; readonly text: string }

/**
 * Finds the rows about one person while they go by: those with one employee id, or with an address that is the first one
 * of one of them. What is kept of a row has a fixed size, and is little.
 */
export class Persons {
  readonly #seen = new SeenTexts()
  readonly #again: Again[] = []
  readonly #lines: number[] = []
  /** Marks; 0: the row has none. */
  readonly #addresses: number[] = []
  readonly #ids: number[] = []
  /** Days as numbers, such as 20261231; 0: none is said. */
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #flags: number[] = []

  /** Whether no more people can be told apart quickly. */
  get full(): boolean {
    return this.#seen.full
  }

  add({ line, addresses, employeeId, startDay, lastDay, gone, usable }: PersonRow): void {
    const row = this.#lines.push(line) - 1
    this.#starts.push(numberOf(startDay))
    this.#ends.push(numberOf(lastDay))
    this.#flags.push((gone ? flags.gone : 0) | (usable ? flags.usable : 0))
    // An address has an @, so that no id looks like one.
    this.#ids.push(employeeId === null ? 0 : this.#meet(employeeId.replaceAll('@', ' '), row, true))
    const [first = 0] = addresses.map((address, place) => this.#meet(address, row, place === 0))
    this.#addresses.push(first)
  }

  #meet(text: string, row: number, sure: boolean): number {
    const mark = markOf(text)
    const first = this.#seen.firstRow(mark, row, sure)
    if (first !== row) this.#again.push({ row, first, mark, text })
    return mark
  }

  /**
   * After the last row.
   * @param today YYYY-MM-DD
   */
  settle(today: string): Settled {
    const rows: SettledRow[] = []
    const mistakes: Mistake[] = []
    let setAside = 0
    for (const { members, shared, unclear } of this.#people()) {
      const about = members.map(row => this.#tenure(row))
      const counts =
        unclear || !members.every(row => this.#is(row, flags.usable)) ? null : settleTenures(about, today)
      if (counts !== null) {
        rows.push(...counts)
        continue
      }
      const aside = members.filter(row => this.#is(row, flags.usable) && this.#addresses[row] !== 0)
      if (aside.length === 0) continue
      const [first, ...others] = about.map(({ line }) => line)
      for (const line of others)
        mistakes.push({
          line,
          kind: 'same_person',
          column: null,
          value: shared.slice(0, 80),
          other: first ?? null,
        })
      setAside += aside.length
      for (const row of aside)
        rows.push({ line: this.#lines[row] ?? 0, counts: null, sameTime: false, startDay: null })
    }
    return { rows, mistakes, setAside }
  }

  /** The rows of each person who has several, by line, and a text that they share. */
  #people(): { members: number[]; shared: string; unclear: boolean }[] {
    const together = new Together()
    const maybe = this.#again.filter(each => {
      const sure = this.#seen.isSure(each.mark)
      if (sure) together.join(each.row, each.first)
      return !sure
    })
    // Shared, and the first one of nobody: it may be of a family, or of a group. Nobody can say whose it is.
    const unsure = maybe.filter(({ row, first }) => together.of(row) !== together.of(first))
    for (const { row, first } of unsure) together.join(row, first)
    const unclear = new Set(unsure.map(({ row }) => together.of(row)))
    const people = new Map<number, { rows: Set<number>; shared: string }>()
    for (const { row, first, text } of this.#again) {
      const person = people.get(together.of(row)) ?? { rows: new Set(), shared: text }
      person.rows.add(row).add(first)
      if (text < person.shared) person.shared = text
      people.set(together.of(row), person)
    }
    return [...people]
      .map(([person, { rows, shared }]) => ({
        members: [...rows].toSorted((one, other) => (this.#lines[one] ?? 0) - (this.#lines[other] ?? 0)),
        shared,
        unclear: unclear.has(person),
      }))
      .filter(({ members }) => members.length > 1)
  }

  #tenure(row: number): TenureRow {
    return {
      line: this.#lines[row] ?? 0,
      address: this.#addresses[row] || null,
      employeeId: this.#ids[row] || null,
      startDay: dayOf(this.#starts[row]),
      lastDay: dayOf(this.#ends[row]),
      gone: this.#is(row, flags.gone),
    }
  }

  #is(row: number, flag: number): boolean {
    return ((this.#flags[row] ?? 0) & flag) !== 0
  }
}

const flags = { gone: 1, usable: 2 } as const

const numberOf = (day: string | null): number => (day === null ? 0 : Number(day.replaceAll('-', '')))

function dayOf(number: number | undefined): string | null {
  if (number === undefined || number === 0) return null
  const digits = String(number).padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}

/** Which rows belong together; of each group one row stands for all. */
class Together {
  readonly #above = new Map<number, number>()

  of(row: number): number {
    let top = row
    for (let above = this.#above.get(top); above !== undefined; above = this.#above.get(top)) top = above
    // Shortened, so that the next look is quick.
    for (let at = row; at !== top; ) {
      const above = this.#above.get(at) ?? top
      this.#above.set(at, top)
      at = above
    }
    return top
  }

  join(one: number, other: number): void {
    const [from, to] = [this.of(one), this.of(other)]
    if (from !== to) this.#above.set(from, to)
  }
}
