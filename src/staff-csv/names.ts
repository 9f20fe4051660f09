import { readStatus } from './status.ts'
import { wordsOf } from './words.ts'

const stateBehind = /\s*\(([^()]{4,40})\)$/

/**
 * The name alone: "Jon Berg (Terminated)" and "Ada Okafor (On Leave)" without the state behind it, and "Berg, Jon" turned
 * where the column says that the family name comes first.
 */
export function plainName(written: string, column: string): string {
  const [behind, state] = stateBehind.exec(written) ?? []
  const name =
    behind !== undefined && state !== undefined && readStatus(state, '') !== null
      ? written.slice(0, -behind.length)
      : written
  const [last, first, more] = name.split(',').map(part => part.trim())
  if (!last || !first || more !== undefined || !familyNameFirst(column)) return name
  return `${first} ${last}`
}

function familyNameFirst(column: string): boolean {
  const words = wordsOf(column)
  const [first, last] = [words.indexOf('first'), words.indexOf('last')]
  return last >= 0 && last < first
}
