import { Unclear } from './unclear.ts'

/** Upper and lower case, apostrophes and spaces make no difference to somebody who types. */
const plain = (text: string): string => text.trim().toLowerCase().replace(/[’']/g, "'").replace(/\s+/g, ' ')

/**
 * Those a typed text means: named exactly so, else beginning so, else with a word that begins so. A thing may have
 * several names.
 */
export function matching<T>(
  things: readonly T[],
  typed: string,
  namesOf: (thing: T) => readonly string[],
): T[] {
  const wanted = plain(typed)
  if (wanted === '') return []
  const rules = [
    (name: string) => name === wanted,
    (name: string) => name.startsWith(wanted),
    (name: string) => name.includes(` ${wanted}`),
  ]
  for (const rule of rules) {
    const found = things.filter(thing => namesOf(thing).some(name => rule(plain(name))))
    if (found.length > 0) return found
  }
  return []
}

/** The only one meant; throws an answer that names those it could be. `called`: what one of them is shown as. */
export function onlyOne<T>(
  things: readonly T[],
  typed: string,
  {
    what,
    called,
    names,
  }: { what: string; called: (thing: T) => string; names: (thing: T) => readonly string[] },
): T {
  const found = matching(things, typed, names)
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  if (only !== undefined) throw new Unclear(ended(`"${typed}" could be ${listed(found.map(called), 'or')}`))
  const known = listed(things.map(called), 'or')
  throw new Unclear(
    `There is no ${what} "${typed}". ${known === '' ? 'There is none at all.' : ended(`Try ${known}`)}`,
  )
}

const most = 20

/** `a, b or c`; a long list ends with how many more there are. */
export function listed(names: readonly string[], word: 'and' | 'or'): string {
  const unique = [...new Set(names)]
  if (unique.length > most) return `${unique.slice(0, most).join(', ')} (${unique.length - most} more)`
  const last = unique.at(-1) ?? ''
  return unique.length < 2 ? last : `${unique.slice(0, -1).join(', ')} ${word} ${last}`
}

/** A sentence with its full stop, unless what it ends with has one of its own. */
export const ended = (sentence: string): string => (/[.?…]$/.test(sentence) ? sentence : `${sentence}.`)
