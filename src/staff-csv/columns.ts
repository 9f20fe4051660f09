import { normaliseAddress } from '../domain/mail-address.ts'
import type { StaffColumn, StaffField } from '../domain/staff-list.ts'
import { fieldOf, isBareFamilyName, isFirstNameBesideBareName, type Named } from './column-names.ts'
import { isDay } from './days.ts'
import { isKindOfEmployment, readStatus } from './status.ts'

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

const severalAllowed: ReadonlySet<StaffField> = new Set(['address', 'other_address', 'last_day'])

/**
 * Understands the first line of a file by the names in it and by what stands below.
 * @param sample the rows that follow, as many as were looked at; `addresses` of the result is empty when nothing says
 * where they are
 */
export function readColumns(header: readonly string[], sample: readonly (readonly string[])[]): Columns {
  const named = header.map(fieldOf)
  const fields = withFamilyName(
    header,
    header.map((written, at) => agreed(written, named[at] ?? null, cellsOf(sample, at))),
  )
  if (!fields.includes('address')) {
    const found = header.flatMap((_, at) =>
      fields[at] === null && holdsAddresses(cellsOf(sample, at)) ? [at] : [],
    )
    if (found.length === 1 && found[0] !== undefined) fields[found[0]] = 'address'
  }
  const at: Partial<Record<StaffField, number>> = {}
  // A name that says it before one that only sounds like it, whatever their order.
  const rank = (index: number): number =>
    (named[index]?.sure === 'known' ? 0 : 1) +
    (fields[index] === 'status' && cellsOf(sample, index).some(isKindOfEmployment) ? 2 : 0)
  for (const index of [...fields.keys()].toSorted((one, other) => rank(one) - rank(other))) {
    const field = fields[index] ?? null
    if (field !== null) at[field] ??= index
  }
  const read = header.map((written, index): StaffColumn => {
    const field = fields[index] ?? null
    if (field === null) return { written, field, unused: 'unknown' }
    return { written, field, unused: at[field] === index || severalAllowed.has(field) ? null : 'twice' }
  })
  const places = (wanted: StaffField) => fields.flatMap((field, index) => (field === wanted ? [index] : []))
  const main = places('address')
  return {
    read,
    addresses: [...main, ...places('other_address')],
    main: main.length,
    lastDays: places('last_day'),
    at,
  }
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
  if (field === 'status')
    return sure === 'known' && !places.has(written.trim().toLowerCase()) ? field : saysStatus() ? field : null
  if (sure === 'known' || cells.length === 0) return field
  if (field === 'last_day' || field === 'contract_end' || field === 'start_day' || field === 'rehire_day') {
    if (cells.some(isDay)) return field
    return field === 'last_day' && saysStatus() ? 'status' : null
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
