import { type Account, isGuestRole } from './account.ts'
import { addTo, alike, ends, spellings, words } from './likeness.ts'
import {
  isPersonalDomain,
  isRoleMailbox,
  normaliseAddress,
  splitAddress,
  withoutTag,
} from './mail-address.ts'
import { isStaff, type Person, type PersonAddress } from './staff.ts'

/** What a person may be asked about an account that nobody was found for. Never acted on by itself. */
export type Suggestion =
  | {
      readonly as: 'staff'
      readonly personId: string
      readonly because: 'same_address' | 'plus_tag' | 'similar_name'
    }
  /** A Slack guest with this address: perhaps a contractor. */
  | { readonly as: 'contractor'; readonly personId: string; readonly because: 'guest' }
  | { readonly as: 'shared'; readonly because: 'role_mailbox' }

export type Because = Suggestion['because']

/** Whose an account might be, with who that is. */
export type Guess = {
  readonly because: Because
  readonly personId: string | null
  readonly personName: string | null
  readonly left: boolean
}

const atMost = 5
/** A word that more accounts have in common tells nobody apart, and to look at them all for everybody takes minutes. */
const tooCommon = 50
const strength: Readonly<Record<Because, number>> = {
  role_mailbox: 0,
  same_address: 1,
  guest: 2,
  plus_tag: 3,
  similar_name: 4,
}

type ToMatch = Pick<Account, 'id' | 'address'>
type Known = Pick<Person, 'id' | 'name' | 'kind'>
type Carried = Pick<PersonAddress, 'personId' | 'address'>

/** Accounts by every word and address by which somebody could be taken for the owner of one. */
export type Suggestible = ReadonlyMap<string, readonly ToMatch[]>

/** Made once of the accounts nobody was found for; the staff then go by it in any number of parts. */
export function suggestible(accounts: Iterable<ToMatch>): Suggestible {
  const byKey = new Map<string, ToMatch[]>()
  for (const account of accounts)
    for (const key of account.address === null ? [] : keysOf(account.address, null))
      addTo(byKey, key, account)
  for (const [key, same] of byKey) if (same.length > tooCommon) byKey.delete(key)
  return byKey
}

/** Whose the accounts might be among these people, by account id, in no order. */
export function suggestAmong(
  accounts: Suggestible,
  people: Iterable<Known>,
  addresses: Iterable<Carried>,
): Map<string, Suggestion[]> {
  const carried = new Map<string, string[]>()
  for (const { personId, address } of addresses) addTo(carried, personId, address)
  const found = new Map<string, Suggestion[]>()
  for (const person of people) {
    const own = carried.get(person.id) ?? []
    const keys = [...keysOf(null, person.name), ...own.flatMap(address => keysOf(address, null))]
    for (const account of new Set(keys.flatMap(key => accounts.get(key) ?? []))) {
      const hint = account.address === null ? null : hintAt(account.address, person, own)
      if (hint !== null) addTo(found, account.id, hint)
    }
  }
  return found
}

/** The strongest hints of what was found for one account, at most five; a task's mailbox is proposed as shared first. */
export function strongest(
  { address }: Pick<Account, 'address'>,
  found: readonly Suggestion[],
): readonly Suggestion[] {
  const mailbox: Suggestion[] =
    address !== null && isRoleMailbox(address) ? [{ as: 'shared', because: 'role_mailbox' }] : []
  return [...mailbox, ...found].sort(byStrength).slice(0, atMost)
}

/** Where both are alike, they have one of these in common: the address without its tag, or a spelling of the name. */
function keysOf(address: string | null, name: string | null): string[] {
  const parts = words(name ?? splitAddress(untagged(address ?? '')).local)
  const ended = parts.length < 2 ? [] : ends(parts)
  return [
    ...(address === null ? [] : [untagged(address)]),
    ...(name === null ? [] : parts.slice(0, 1)),
    ...new Set([...ended.map(word => `${word} …`), ...(parts.length === 1 ? parts : spellings(parts))]),
  ]
}

function byStrength(one: Suggestion, other: Suggestion): number {
  const step = strength[one.because] - strength[other.because]
  if (step !== 0 || one.as === 'shared' || other.as === 'shared') return step
  return one.personId < other.personId ? -1 : 1
}

function hintAt(address: string, person: Known, own: readonly string[]): Suggestion | null {
  const personId = person.id
  if (!isStaff(person)) {
    const guest = person.kind === 'guest' && own.includes(address)
    return guest ? { as: 'contractor', personId, because: 'guest' } : null
  }
  if (own.includes(address)) return { as: 'staff', personId, because: 'same_address' }
  // A task's mailbox is not somebody who happens to be called like it.
  if (isRoleMailbox(address)) return null
  const plain = untagged(address)
  if (own.some(one => untagged(one) === plain)) return { as: 'staff', personId, because: 'plus_tag' }
  const names = [words(person.name), ...own.map(one => words(splitAddress(untagged(one)).local))]
  const local = words(splitAddress(plain).local)
  const similar = names.some(name => alike(local, name)) || isFirstName(plain, person, own)
  return similar ? { as: 'staff', personId, because: 'similar_name' } : null
}

/**
 * gus@acme.com ~ Gus Meyer, whose own address is of acme.com, or unknown. Of two with this first name each is a hint, and
 * none is clear.
 */
function isFirstName(address: string, person: Known, own: readonly string[]): boolean {
  const { local, domain } = splitAddress(address)
  const [word, ...more] = words(local)
  const [first, last] = words(person.name)
  if (word === undefined || more.length > 0 || word !== first || last === undefined) return false
  if (word.length < 3 || isPersonalDomain(domain)) return false
  return own.length === 0 || own.some(one => splitAddress(one).domain === domain)
}

const programs = new Set(
  (
    'api app apps automation backup bot build ci cron deploy export exports github gitlab import integration ' +
    'integrations jenkins jira monitoring noreply okta robot scim script service slack sso svc sync system test webhook ' +
    'zapier'
  ).split(' '),
)

/** What an account of nobody on the staff most likely is: by what is guessed, by its role, by a word in its address. */
export function likelyClass(
  { email, role }: Pick<Account, 'email' | 'role'>,
  [hint]: readonly Pick<Guess, 'because'>[],
): 'external' | 'shared' | 'service' | null {
  if (hint?.because === 'role_mailbox') return 'shared'
  if (hint?.because === 'guest' || isGuestRole(role)) return 'external'
  const address = normaliseAddress(email)
  const named = address === null ? [] : words(splitAddress(address).local)
  return named.some(word => programs.has(word)) ? 'service' : null
}

function untagged(address: string): string {
  const { local, domain } = splitAddress(address)
  return `${withoutTag(local)}@${domain}`
}
