import type { StaffColumn, StaffField } from '../domain/staff-list.ts'
import { fieldOf, isBareFamilyName, isGermanOrFrenchFirstName } from './column-names.ts'

/** Where in a row each thing stands. Addresses: the one of work first. */
export type Columns = {
  readonly read: readonly StaffColumn[]
  readonly addresses: readonly number[]
  readonly at: Readonly<Partial<Record<Exclude<StaffField, 'address' | 'other_address'>, number>>>
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
  const at: Partial<Record<StaffField, number>> = {}
  const addresses: { main: number[]; other: number[] } = { main: [], other: [] }
  const read = header.map((written, index): StaffColumn => {
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
