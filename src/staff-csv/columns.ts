import { normaliseAddress } from '../domain/mail-address.ts'
import { type StaffColumn, type StaffField, severalAllowed } from '../domain/staff-columns.ts'
import {
  fieldOf,
  isBareFamilyName,
  isFirstNameBesideBareName,
  isOfSomethingElse,
  type Named,
} from './column-names.ts'
import { isDayAmongDays, isNoDay } from './days.ts'
import { isDash, isKindOfEmployment, readStatus, saidByYes } from './status.ts'

type One = Exclude<StaffField, 'address' | 'other_address' | 'last_day'>

/** Where in a row each thing stands. */
export type Columns = {
  readonly read: readonly StaffColumn[]
  /** Addresses: those of work first. */
  readonly addresses: readonly number[]
  /** How many of them are of work. */
  readonly main: number
  /** Ends of the employment; of several in one row the latest counts. */
  readonly lastDays: readonly number[]
  readonly at: Readonly<Partial<Record<One, number>>>
}

/**
 * Understands the first line of a file by the names in it and by what stands below.
 * @param sample the rows that follow, as many as were looked at
 */
export function guessColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): StaffColumn[] {
  const named = header.map(fieldOf)
  const below = header.map((_, at) => cellsOf(sample, at))
  const fields = withFamilyName(
    header,
    header.map((written, at) => agreed(written, named[at] ?? null, below[at] ?? [])),
  )
  chooseAddress(header, named, fields, below)
  const at: Partial<Record<StaffField, number>> = {}
  // A name that says it before one that only sounds like it, whatever their order.
  const rank = (index: number): number =>
    (named[index]?.sure === 'known' ? 0 : 1) +
    (fields[index] === 'status' && below[index]?.some(isKindOfEmployment) ? 2 : 0)
  for (const index of [...fields.keys()].toSorted((one, other) => rank(one) - rank(other))) {
    const field = fields[index] ?? null
    if (field !== null) at[field] ??= index
  }
  const isUnclear = !fields.includes('address') && !fields.includes('other_address')
  return header.map((written, index): StaffColumn => {
    const field = fields[index] ?? null
    if (field === null) {
      const unused = isUnclear && holdsAddresses(below[index] ?? []) ? 'addresses' : 'unknown'
      return { written, field, guessed: null, unused }
    }
    return at[field] === index || severalAllowed.has(field)
      ? { written, field, guessed: field, unused: null }
      : { written, field, guessed: null, unused: 'twice' }
  })
}

/** Where each thing stands; `addresses` is empty where nobody knows which column holds them. */
export function placesOf(read: readonly StaffColumn[]): Columns {
  const places = (wanted: StaffField) =>
    read.flatMap(({ field, unused }, index) => (unused === null && field === wanted ? [index] : []))
  const at: Partial<Record<StaffField, number>> = {}
  for (const [index, { field, unused }] of read.entries())
    if (field !== null && unused === null) at[field] ??= index
  const main = places('address')
  return {
    read,
    addresses: [...main, ...places('other_address')],
    main: main.length,
    lastDays: places('last_day'),
    at,
  }
}

/**
 * Where no name says for sure which address is theirs, it is the one column that may hold it. Of several any may be
 * somebody else's, so that none is taken.
 */
function chooseAddress(
  header: readonly string[],
  named: readonly (Named | null)[],
  fields: (StaffField | null)[],
  below: readonly (readonly string[])[],
): void {
  const sounds = (at: number) => fields[at] === 'address' && named[at]?.sure === 'sounds'
  const holds = (at: number) => holdsAddresses(below[at] ?? [])
  const sure = fields.some((field, at) => field === 'address' && !sounds(at))
  const maybe = header.flatMap((written, at) =>
    sounds(at) || (!sure && fields[at] === null && !isOfSomethingElse(written) && holds(at)) ? [at] : [],
  )
  for (const at of maybe) fields[at] = sure || maybe.length > 1 ? null : 'address'
  // Private ones alone would leave out whoever has none.
  if (fields.includes('address') || !header.some((_, at) => fields[at] === null && holds(at))) return
  for (const [at, field] of fields.entries()) if (field === 'other_address') fields[at] = null
}

const cellsOf = (sample: readonly (readonly string[])[], at: number): string[] =>
  sample.flatMap(row => {
    const cell = row[at]?.trim() ?? ''
    return cell === '' ? [] : [cell]
  })

const holdsAddresses = (cells: readonly string[]): boolean =>
  cells.filter(cell => normaliseAddress(cell) !== null).length * 2 > cells.length

/** Names of which more than one field has the same, by what stands in the column. Places are also called "State". */
const places: ReadonlySet<string> = new Set([
  'estado',
  'stato',
  'stav',
  'tila',
  'stan',
  'state',
  'situacion',
  'situacao',
])

/** What a name says, where what stands below does not speak against it. */
function agreed(written: string, named: Named | null, cells: readonly string[]): StaffField | null {
  if (named === null) return null
  const { field, sure } = named
  const saysStatus = () => cells.some(cell => readStatus(cell, written) !== null)
  if (field === 'status') {
    const certain = sure === 'known' && !places.has(written.trim().toLowerCase())
    // Where it asks, nothing in it is an answer too.
    const unanswered = cells.every(isDash) && saidByYes(written) !== null
    return certain || unanswered || saysStatus() ? field : null
  }
  if (sure === 'known' || cells.length === 0) return field
  if (field === 'last_day' || field === 'contract_end' || field === 'start_day' || field === 'rehire_day') {
    if (cells.some(isDayAmongDays)) return field
    if (field === 'last_day' && saidByYes(written) === 'gone' && saysStatus()) return 'status'
    return cells.every(isNoDay) ? field : null
  }
  return field === 'address' || field === 'other_address' ? (holdsAddresses(cells) ? field : null) : field
}

function withFamilyName(
  header: readonly string[],
  named: readonly (StaffField | null)[],
): (StaffField | null)[] {
  const fields = [...named]
  const bare = header.findIndex(isBareFamilyName)
  if (bare < 0 || fields.includes('last_name')) return fields
  fields[bare] = header.some(isFirstNameBesideBareName) ? 'last_name' : 'name'
  return fields
}
