import {
  type Account,
  type AccountClass,
  type Classification,
  isGuestRole,
  type MatchedBy,
  type Whose,
} from './account.ts'
import { isPersonalDomain, isRoleMailbox, splitAddress } from './mail-address.ts'
import { isStaff, leftOf, type Person, type PersonAddress } from './staff.ts'

/** Whose an account is. */
export type Identity = {
  readonly class: AccountClass
  /** As in `Whose`: for `unidentified`, whose it was until a conflict. */
  readonly personId: string | null
  /** The staff member, the sponsor or the owner. */
  readonly person: Person | null
  readonly matchedBy: MatchedBy | null
  readonly problem: 'no_match' | 'no_email' | 'conflict' | 'said_not_identified' | null
  /** Everybody a conflict is between, by id; else empty. */
  readonly claimants: readonly Person[]
  /** What was decided by hand, if that is what counts. */
  readonly decision: Classification | null
}

/** What matching may know of a snapshot. `previous`: whose each account was at the last evaluation. */
export type Known = {
  readonly now: Date
  /** As in a frame. */
  readonly staffUntil: Date
  readonly people: ReadonlyMap<string, Person>
  /** By the address: who carries it. */
  readonly addresses: ReadonlyMap<string, readonly PersonAddress[]>
  /** By account id. */
  readonly classifications: ReadonlyMap<string, Classification>
  readonly previous: ReadonlyMap<string, Whose>
  readonly equal: EqualDomains
}

/** Every declared domain with the others it is the same as. */
export type EqualDomains = ReadonlyMap<string, readonly string[]>

/** Domains where anybody gets an address are left out, whatever was declared. */
export function equalDomains(declared: readonly string[]): EqualDomains {
  const own = [...new Set(declared)].filter(domain => !isPersonalDomain(domain))
  return new Map(own.map(domain => [domain, own.filter(other => other !== domain)]))
}

/** The same name in each domain that is the same as the address's own. */
export function sameNameElsewhere(address: string, equal: EqualDomains): string[] {
  const { local, domain } = splitAddress(address)
  return (equal.get(domain) ?? []).map(other => `${local}@${other}`)
}

/**
 * Climbs the matching ladder and stops at the first hit: decided by a person, exact address, former address or
 * alias, the same name in an equal domain. Only staff match by themselves, and people who left do too: that is how
 * their access is found. An account whose address says nothing (any more) stays with the person it was matched to;
 * where the address leads to somebody else than before, a person has to decide.
 */
export function identify(account: Account, known: Known): Identity {
  const decided = byDecision(account, known)
  if (decided !== null) return decided
  const hit = byAddress(account, known)
  const earlier = earlierPerson(account, known)
  if (hit === null) {
    if (earlier !== null) return matched(earlier, 'kept')
    return account.address === null ? noEmail : noMatch
  }
  if ('claimants' in hit) return conflict(hit.claimants, earlier)
  if (earlier !== null && earlier.id !== hit.person.id) return conflict([earlier, hit.person], earlier)
  return matched(hit.person, hit.step)
}

function byDecision(account: Account, known: Known): Identity | null {
  const decision = known.classifications.get(account.id)
  if (decision === undefined) return null
  if (decision.class === 'unidentified') return { ...unidentified('said_not_identified'), decision }
  const person = decision.personId === null ? null : (known.people.get(decision.personId) ?? null)
  if (decision.class !== 'staff') {
    const { class: kind, personId } = decision
    return { class: kind, personId, person, matchedBy: 'confirmed', problem: null, claimants: none, decision }
  }
  // A confirmation that points at nobody says nothing.
  if (person === null) return null
  const other = newHolder(account, person, known)
  if (other !== null) return { ...conflict([person, other], null), decision }
  return { ...matched(person, 'confirmed'), decision }
}

/**
 * The colleague whose primary address the account carries today although it was confirmed for `person`, who does
 * not carry it but by that confirmation: the one case in which a confirmation is no longer believed.
 */
function newHolder(account: Account, person: Person, known: Known): Person | null {
  const { address } = account
  if (address === null || isRoleMailbox(address)) return null
  const carriers = known.addresses.get(address) ?? []
  if (carriers.some(({ personId, kind }) => personId === person.id && kind !== 'learned')) return null
  const holders = staffAmong(carriers, account, known, kind => kind === 'primary').filter(
    holder => !hasLeft(holder, known),
  )
  return holders.length === 1 ? (holders[0] ?? null) : null
}

type Hit =
  | { readonly person: Person; readonly step: 'email' | 'alias' | 'equal_domain' }
  | { readonly claimants: readonly Person[] }

function byAddress(account: Account, known: Known): Hit | null {
  const { address } = account
  if (address === null) return null
  const exact = known.addresses.get(address)
  const hit = exact === undefined ? null : claim(exact, account, known)
  const found = hit ?? inEqualDomain(address, account, known)
  return found === null || isRoleMailbox(address) ? null : found
}

function inEqualDomain(address: string, account: Account, known: Known): Hit | null {
  if (known.equal.size < 2) return null
  const carriers = sameNameElsewhere(address, known.equal).flatMap(other => known.addresses.get(other) ?? [])
  const hit = carriers.length === 0 ? null : claim(carriers, account, known)
  return hit !== null && 'person' in hit ? { person: hit.person, step: 'equal_domain' } : hit
}

/**
 * Who of an address's carriers it belongs to. A primary address comes before a former one or an alias; two people
 * at the same step are a conflict. So is a primary address of somebody who left when a colleague of today once
 * carried it: a re-used address and a rehire look the same, and one of the two guesses hides a leaver's access.
 */
function claim(carriers: readonly PersonAddress[], account: Account, known: Known): Hit | null {
  const [single] = carriers
  if (single !== undefined && carriers.length === 1) {
    const person = known.people.get(single.personId)
    if (person === undefined || !mayHold(person, account)) return null
    return { person, step: single.kind === 'primary' ? 'email' : 'alias' }
  }
  const holders = staffAmong(carriers, account, known, kind => kind === 'primary')
  const others = staffAmong(carriers, account, known, kind => kind !== 'primary')
  const [holder] = holders
  if (holder === undefined) {
    const [only] = others
    if (only === undefined) return null
    return others.length === 1 ? { person: only, step: 'alias' } : { claimants: others }
  }
  if (holders.length > 1) return { claimants: holders }
  const today = others.filter(other => other.id !== holder.id && !hasLeft(other, known))
  return today.length > 0 && hasLeft(holder, known)
    ? { claimants: [holder, ...today] }
    : { person: holder, step: 'email' }
}

function staffAmong(
  carriers: readonly PersonAddress[],
  account: Account,
  known: Known,
  wanted: (kind: PersonAddress['kind']) => boolean,
): Person[] {
  const people: Person[] = []
  for (const carrier of carriers) {
    if (!wanted(carrier.kind)) continue
    const person = known.people.get(carrier.personId)
    if (person !== undefined && mayHold(person, account) && !people.includes(person)) people.push(person)
  }
  return people
}

/** A guest's account of somebody who may have been a guest is not taken for a staff member's. */
const mayHold = (person: Person, { role }: Account): boolean =>
  isStaff(person) && (person.kind !== 'unknown' || !isGuestRole(role))

const hasLeft = (person: Person, known: Known): boolean => leftOf(person, known).left

/** Whom the last evaluation matched the account to by itself, or held it for in a conflict, while that is staff. */
function earlierPerson(account: Account, known: Known): Person | null {
  const previous = known.previous.get(account.id)
  if (previous === undefined || previous.personId === null || !matchedItself(previous, account, known))
    return null
  const person = known.people.get(previous.personId)
  return person !== undefined && mayHold(person, account) ? person : null
}

function matchedItself(previous: Whose, account: Account, known: Known): boolean {
  if (previous.class === 'unidentified') return true
  if (previous.class !== 'staff' || previous.matchedBy === null || previous.matchedBy === 'confirmed')
    return false
  // When a domain is no longer declared equal, what rested on it goes too.
  return (
    previous.matchedBy !== 'equal_domain' ||
    account.address === null ||
    known.equal.has(splitAddress(account.address).domain)
  )
}

const none: readonly Person[] = []

const matched = (person: Person, matchedBy: MatchedBy): Identity => ({
  class: 'staff',
  personId: person.id,
  person,
  matchedBy,
  problem: null,
  claimants: none,
  decision: null,
})

const unidentified = (problem: Identity['problem']): Identity => ({
  class: 'unidentified',
  personId: null,
  person: null,
  matchedBy: null,
  problem,
  claimants: none,
  decision: null,
})

const noMatch = unidentified('no_match')
const noEmail = unidentified('no_email')

const conflict = (claimants: readonly Person[], earlier: Person | null): Identity => ({
  ...unidentified('conflict'),
  personId: earlier?.id ?? null,
  claimants: [...claimants].sort((one, other) => (one.id < other.id ? -1 : 1)),
})
