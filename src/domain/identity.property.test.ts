import fc from 'fast-check'
import { expect, it } from 'vitest'
import { world } from '../../test/support/domain-worlds.ts'
import { equalDomains, type Identity, identify } from './identity.ts'
import type { Snapshot } from './snapshot.ts'
import { isStaff } from './staff.ts'

const identifyAll = (facts: Snapshot): Identity[] => {
  const known = { ...facts, equal: equalDomains(facts.equalDomains) }
  return facts.accountsInBatch.map(account => identify(account, known))
}

const reversed = (facts: Snapshot): Snapshot => ({
  ...facts,
  people: new Map([...facts.people].reverse()),
  addresses: new Map(
    [...facts.addresses].reverse().map(([address, carriers]) => [address, carriers.toReversed()]),
  ),
  equalDomains: facts.equalDomains.toReversed(),
})

const always = (look: (facts: Snapshot, identities: Identity[]) => void): void =>
  fc.assert(
    fc.property(world, facts => look(facts, identifyAll(facts))),
    { numRuns: 500 },
  )

it('answers the same again, in whatever order people come', () => {
  always((facts, identities) => {
    expect(identifyAll(facts)).toEqual(identities)
    expect(identifyAll(reversed(facts))).toEqual(identities)
  })
})

it('matches nobody but staff by itself', () => {
  always((_facts, identities) => {
    for (const { class: kind, person, matchedBy } of identities)
      if (kind === 'staff' && matchedBy !== 'confirmed') expect(person !== null && isStaff(person)).toBe(true)
  })
})

it('names one person or a conflict of several, never both', () => {
  always((_facts, identities) => {
    for (const { class: kind, person, problem, claimants } of identities) {
      expect(problem === 'conflict').toBe(claimants.length > 1)
      if (kind === 'unidentified') expect(person).toBeNull()
      else expect(claimants).toEqual([])
      expect(new Set(claimants.map(one => one.id)).size).toBe(claimants.length)
    }
  })
})

it('needs an address, exact or in an equal domain, to match by itself', () => {
  always((facts, identities) => {
    for (const [index, { matchedBy, person }] of identities.entries()) {
      if (matchedBy !== 'email' && matchedBy !== 'alias') continue
      const carriers = facts.addresses.get(facts.accountsInBatch[index]?.address ?? '') ?? []
      expect(carriers.map(carrier => carrier.personId)).toContain(person?.id)
    }
  })
})
