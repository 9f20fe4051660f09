import { expect, it } from 'vitest'
import { person, primary } from '../../test/support/domain-samples.ts'
import type { Person, PersonAddress } from './staff.ts'
import { type Suggestion, strongest, suggestAmong, suggestible } from './suggest.ts'

const dana = person({ name: 'Dana Lée' })
const who: readonly Person[] = [
  dana,
  person({ id: 'dana2', name: 'Dana Lund' }),
  person({ id: 'guest', name: 'Gus Test', kind: 'guest' }),
  person({ id: 'cher', name: 'Cher' }),
  person({ id: 'desk', name: 'Support' }),
]
const carriers: readonly PersonAddress[] = [
  primary('dana', 'dana.lee@acme.com'),
  primary('guest', 'gus@partner.com'),
  primary('desk', 'support@acme.com'),
]

const suggest = (address: string | null, people: readonly Person[], carried: readonly PersonAddress[]) =>
  strongest({ address }, suggestAmong(suggestible([{ id: 'a1', address }]), people, carried).get('a1') ?? [])

const similar = (personId: string): Suggestion => ({ as: 'staff', personId, because: 'similar_name' })

it.each<[string | null, Suggestion[]]>([
  [null, []],
  ['somebody@else.org', []],
  ['dana.lee@acme.com', [{ as: 'staff', personId: 'dana', because: 'same_address' }]],
  ['dana.lee+miro@acme.com', [{ as: 'staff', personId: 'dana', because: 'plus_tag' }]],
  ['dlee@acme.com', [similar('dana')]],
  ['d.lee@gmail.com', [similar('dana')]],
  ['lee_dana@home.org', [similar('dana')]],
  ['danal@acme.com', [similar('dana'), similar('dana2')]],
  // The first name of two: somebody has to look.
  ['dana@acme.com', [similar('dana'), similar('dana2')]],
  ['dana@gmail.com', []],
  ['dana@partner.com', [similar('dana2')]],
  ['cher@acme.com', []],
  ['gus@partner.com', [{ as: 'contractor', personId: 'guest', because: 'guest' }]],
  [
    'support@acme.com',
    [
      { as: 'shared', because: 'role_mailbox' },
      { as: 'staff', personId: 'desk', because: 'same_address' },
    ],
  ],
  ['marketing+miro@acme.com', [{ as: 'shared', because: 'role_mailbox' }]],
])('%s', (address, suggestions) => {
  expect(suggest(address, who, carriers)).toEqual(suggestions)
})

it('names at most five people, always the same', () => {
  const many = Array.from({ length: 9 }, (_, index) => person({ id: `d${index}`, name: 'Dana Lee' }))
  const five = ['d0', 'd1', 'd2', 'd3', 'd4'].map(similar)
  expect(suggest('dlee@acme.com', many, [])).toEqual(five)
  expect(suggest('dlee@acme.com', many.toReversed(), [])).toEqual(five)
})

it('finds for many accounts at once what it finds for each alone', () => {
  const all = ['dana.lee+miro@acme.com', 'dlee@acme.com', 'lund_d@acme.com', 'gus@partner.com', 'x@y.org']
  const accounts = all.map(address => ({ id: address, address }))
  const together = suggestAmong(suggestible(accounts), who, carriers)
  expect(all.map(address => strongest({ address }, together.get(address) ?? []))).toEqual(
    all.map(address => suggest(address, who, carriers)),
  )
})

it('a word that many accounts share says nothing of whose they are', () => {
  const tests = Array.from({ length: 51 }, (_, index) => ({
    id: `${index}`,
    address: `cher${index}@acme.com`,
  }))
  const shared = (count: number) => suggestible(tests.slice(0, count)).get('cher')?.length
  expect([shared(50), shared(51)]).toEqual([50, undefined])
  const one = { id: 'a', address: 'dlee@acme.com' }
  expect([...suggestAmong(suggestible([...tests, one]), who, carriers).keys()]).toEqual(['a'])
})
