import type { Account, Classification } from '../src/domain/account.ts'
import type { Person, PersonAddress } from '../src/domain/staff.ts'

/** 50,000 people with 120,000 addresses: everybody's own, a former one of nearly all, an alias of some, a few of two people. */
export const people = 50_000
export const equalDomains = ['big.example', 'big.io', 'big.dev']

const person = (index: number): Person => ({
  id: idOf(index),
  name: `Person ${index}`,
  kind: index % 200 === 7 ? 'guest' : 'member',
  type: 'employee',
  slackUserId: `U${index}`,
  title: 'Engineer',
  department: null,
  groups: [],
  startAt: null,
  endAt: null,
  deactivated: index % 50 === 3,
  leftKnownAt: index % 50 === 3 ? new Date('2026-11-01T00:00:00Z') : null,
  onLeave: false,
  unlistedAt: null,
})

function* carriers(): Generator<PersonAddress> {
  for (let index = 0; index < people; index += 1) {
    const personId = idOf(index)
    yield { personId, address: fresh(`person${index}@big.example`), kind: 'primary' }
    // One of a hundred former addresses is a colleague's today, one was that of two people.
    const former = index % 100 === 11 ? `person${index + 1}@big.example` : `former${index}@big.example`
    yield {
      personId,
      address: fresh(index % 100 === 12 ? `former${index - 2}@big.example` : former),
      kind: 'former',
    }
    if (index % 5 < 2) yield { personId, address: fresh(`alias${index}@big.io`), kind: 'alias' }
  }
}

/** Everybody with their addresses, as a snapshot holds them. */
export function staff(): {
  readonly people: ReadonlyMap<string, Person>
  readonly addresses: ReadonlyMap<string, readonly PersonAddress[]>
} {
  const addresses = new Map<string, PersonAddress[]>()
  for (const carrier of carriers()) {
    const others = addresses.get(carrier.address)
    if (others === undefined) addresses.set(carrier.address, [carrier])
    else others.push(carrier)
  }
  return {
    people: new Map(Array.from({ length: people }, (_, index) => [idOf(index), person(index)])),
    addresses,
  }
}

/**
 * Of 100 accounts 65 carry a person's own address, 8 a former one or an alias, 8 their name in another of the company's
 * domains, 13 nobody's, 2 that of two people, 2 that of a task, 1 a personal one and 1 none.
 */
function addressOf(index: number): string | null {
  // Neighbours in the list are not neighbours in the directory.
  const owner = (index * 7919) % people
  const kind = index % 100
  if (kind < 65) return `person${owner}@big.example`
  if (kind < 73)
    return owner % 5 < 2 && kind < 69 ? `alias${owner}@big.io` : `former${owner - (owner % 100)}@big.example`
  if (kind < 81) return `person${owner}@big.dev`
  if (kind < 94) return `stranger${index}@other.example`
  if (kind < 96) return `former${owner - (owner % 100) + 10}@big.example`
  if (kind < 98) return 'support@big.example'
  return kind === 98 ? `person${owner}@gmail.com` : null
}

/** Accounts as they come from the database: no text is the same object as one known before. */
export function accounts(from: number, count: number): Account[] {
  return Array.from({ length: count }, (_, offset) => {
    const address = addressOf(from + offset)
    return {
      id: fresh(String(3_074_457_350_000 + (from + offset) * 7)),
      email: address,
      address: address === null ? null : fresh(address),
      role: 'organization_internal_user',
      adminRoles: [],
      license: 'full',
      active: true,
      lastActivityAt: null,
      missingSince: null,
      setAsideSince: null,
      removedAt: null,
      cameBackAt: null,
      lookedAt: null,
      licenseAssignedAt: null,
      firstSeenAt: new Date(0),
    }
  })
}

/** For 2 of 100 accounts, of those that nobody's address leads to, somebody decided whose they are. */
export function decisions(among: readonly Account[]): ReadonlyMap<string, Classification> {
  const decided = among.filter((_, index) => index % 50 === 38)
  return new Map(
    decided.map((account, index) => [
      account.id,
      { class: 'staff', personId: idOf((index * 31) % people), reason: null },
    ]),
  )
}

const idOf = (index: number): string => `person-${index}`

const fresh = (text: string): string => Buffer.from(text).toString()
