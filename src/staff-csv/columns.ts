import { type Field, fieldOf, isBareFamilyName, isGermanOrFrenchFirstName } from './column-names.ts'

/** How one column of the file was understood. */
export type ReadColumn = {
  /** As the file names it. */
  readonly written: string
  readonly field: Field | null
  /** null when used; `unknown`: nothing is known by this name; `twice`: an earlier column says the same already. */
  readonly unused: 'unknown' | 'twice' | null
}

/** Where in a row each thing stands. Addresses: the one of work first. */
export type Columns = {
  readonly read: readonly ReadColumn[]
  readonly addresses: readonly number[]
  readonly at: Readonly<Partial<Record<Exclude<Field, 'address' | 'other_address'>, number>>>
  /** A row has to reach this far. */
  readonly cells: number
}

/** Understands the first line of a file. `addresses` is empty when it names none. */
export function readColumns(header: readonly string[]): Columns {
  const fields = header.map(written => fieldOf(written) ?? (isBareFamilyName(written) ? 'name' : null))
  if (header.some(isGermanOrFrenchFirstName) && !fields.includes('last_name')) {
    const bare = header.findIndex(isBareFamilyName)
    if (bare >= 0) fields[bare] = 'last_name'
  }
  const at: Partial<Record<Field, number>> = {}
  const addresses: { main: number[]; other: number[] } = { main: [], other: [] }
  const read = header.map((written, index): ReadColumn => {
    const field = fields[index] ?? null
    if (field === null) return { written, field, unused: 'unknown' }
    if (field === 'address') addresses.main.push(index)
    else if (field === 'other_address') addresses.other.push(index)
    else if (at[field] !== undefined) return { written, field, unused: 'twice' }
    else at[field] = index
    return { written, field, unused: null }
  })
  const used = [...addresses.main, ...addresses.other, ...Object.values(at)]
  return { read, addresses: [...addresses.main, ...addresses.other], at, cells: Math.max(-1, ...used) + 1 }
}
