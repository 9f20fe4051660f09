/** The words of a name or of an address: no accents, no digits, lower case. */
export const words = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(word => word !== '')

/** dana.lee ~ lee.dana ~ d.lee ~ dlee ~ danal ~ danalee. */
export function alike(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 0 || other.length === 0) return false
  if (one.length === 1) return spellings(other).includes(one[0] ?? '')
  if (other.length === 1) return spellings(one).includes(other[0] ?? '')
  const [first, last] = ends(one)
  const [otherFirst, otherLast] = ends(other)
  if (first === otherLast && last === otherFirst) return true
  return last === otherLast && (isInitial(first, otherFirst) || isInitial(otherFirst, first))
}

/** How a first and a last name are written in one word. One word alone is too little to go by, and so are three letters. */
export function spellings(name: readonly string[]): string[] {
  if (name.length < 2) return []
  const [first, last] = ends(name)
  const all = [
    `${first}${last}`,
    `${last}${first}`,
    `${first.slice(0, 1)}${last}`,
    `${first}${last.slice(0, 1)}`,
  ]
  return all.filter(spelling => spelling.length > 3)
}

export const ends = (name: readonly string[]): [string, string] => [name[0] ?? '', name.at(-1) ?? '']

const isInitial = (short: string, long: string): boolean =>
  short === long || (short.length === 1 && long.startsWith(short))
