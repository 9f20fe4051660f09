import { isRoleMailbox, splitAddress, withoutTag } from './mail-address.ts'

/** Somebody of Slack alone, or of other sources alone. */
export type Lonely = {
  readonly id: string
  readonly name: string
  /** Trimmed and lower case. */
  readonly addresses: readonly string[]
  /** The staff list named them once, and does not any more. */
  readonly missing: boolean
  /** Another source beside Slack names them: then they are only like somebody whom the list no longer names. */
  readonly listed: boolean
}

/** Two who may be one person. Never acted on by itself. */
export type Likeness = {
  readonly slackId: string
  readonly otherId: string
  readonly because: (typeof strengths)[number]
}

/**
 * The strongest first. first_name: of somebody whom the staff list no longer names and somebody whom it does, as of who
 * has another last name and address now.
 */
const strengths = ['same_name', 'similar_name', 'first_name'] as const

/** A word that more people have in common tells nobody apart. */
const tooCommon = 50

/** People of other sources alone, by every spelling of their names. */
export type ByName = ReadonlyMap<string, readonly Lonely[]>

export function byName(others: Iterable<Lonely>): ByName {
  const found = new Map<string, Lonely[]>()
  for (const other of others)
    for (const key of new Set(namesOf(other).flatMap(keysOf))) addTo(found, key, other)
  for (const [key, same] of found) if (same.length > tooCommon) found.delete(key)
  return found
}

/** Who of Slack alone is called like somebody of other sources, in no order. */
export const likenesses = (slack: Iterable<Lonely>, others: ByName): Likeness[] =>
  [...slack].flatMap(person => {
    const found = new Set(
      namesOf(person)
        .flatMap(keysOf)
        .flatMap(key => others.get(key) ?? []),
    )
    return [...found].flatMap(other => {
      const because = likenessOf(person, other)
      return because === null ? [] : [{ slackId: person.id, otherId: other.id, because }]
    })
  })

/** Those that tell whom they mean: of the strongest hints, where neither of the two is like anybody else. */
export function clear(found: readonly Likeness[]): Likeness[] {
  const strongest = (of: 'slackId' | 'otherId', { [of]: id }: Likeness): Likeness[] => {
    const all = byPerson[of].get(id) ?? []
    const best = strengths.find(strength => all.some(({ because }) => because === strength))
    return all.filter(({ because }) => because === best)
  }
  const byPerson = { slackId: grouped(found, 'slackId'), otherId: grouped(found, 'otherId') }
  return found.filter(one =>
    (['slackId', 'otherId'] as const).every(of => {
      const [only, ...more] = strongest(of, one)
      return only === one && more.length === 0
    }),
  )
}

function grouped(found: readonly Likeness[], of: 'slackId' | 'otherId'): Map<string, Likeness[]> {
  const groups = new Map<string, Likeness[]>()
  for (const one of found) addTo(groups, one[of], one)
  return groups
}

/** One more of a key that may have several. */
export function addTo<One>(groups: Map<string, One[]>, key: string, one: One): void {
  const same = groups.get(key)
  if (same === undefined) groups.set(key, [one])
  else same.push(one)
}

function likenessOf(one: Lonely, other: Lonely): Likeness['because'] | null {
  if (one.listed && !other.missing) return null
  const [name, otherName] = [words(one.name), words(other.name)]
  if (name.length > 1 && name.toSorted().join(' ') === otherName.toSorted().join(' ')) return 'same_name'
  if (namesOf(one).some(first => namesOf(other).some(second => alike(first, second)))) return 'similar_name'
  const renamed = one.missing && !other.missing && name.length > 1 && otherName.length > 1
  return renamed && name[0] === otherName[0] ? 'first_name' : null
}

/** The name, and the names of their mailboxes: a task's mailbox names nobody. */
const namesOf = ({ name, addresses }: Lonely): string[][] => [
  words(name),
  ...addresses
    .filter(address => !isRoleMailbox(address))
    .map(address => words(withoutTag(splitAddress(address).local))),
]

/** Where two are alike, they have one of these in common. */
function keysOf(name: readonly string[]): string[] {
  if (name.length === 0) return []
  if (name.length === 1) return [...name]
  return [...ends(name).map(word => `${word} …`), ...spellings(name)]
}

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
