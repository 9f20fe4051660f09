import type { Facts, SealedRow } from './journal.ts'

/** A row of the journal, without its personal part. */
export type JournalFact = Pick<SealedRow, 'id' | 'at' | 'kind' | 'miroOrgId' | 'subject' | 'facts' | 'change'>

/** A number among facts; an instant is one too. */
export const numberOf = (facts: Facts, name: string): number | null => {
  const value = facts[name]
  return typeof value === 'number' ? value : null
}

/** A text among facts. */
export const wordOf = (facts: Facts, name: string): string | null => {
  const value = facts[name]
  return typeof value === 'string' ? value : null
}

/** A yes or no among facts; what is not said is no. */
export const isTrue = (facts: Facts, name: string): boolean => facts[name] === true

/** Texts among facts. */
export const wordsOf = (facts: Facts, name: string): string[] => {
  const value: unknown = facts[name]
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : []
}

/** In the order in which each key comes first. */
export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
