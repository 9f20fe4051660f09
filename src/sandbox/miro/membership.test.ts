import { describe, expect, test } from 'vitest'
import { generateMembers, listedMembers } from './member-source.ts'
import { Membership } from './membership.ts'
import type { LocalMember } from './shapes.ts'

const member = (id: string, more: Partial<LocalMember> = {}): LocalMember => ({
  id,
  email: `m${id}@x.example`,
  role: 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: '',
  licenseAssignedAt: '',
  name: null,
  ...more,
})

const everybody = () => true
const ids = (members: Iterable<LocalMember>) => [...members].map(({ id }) => id)

describe('members in the order of their ids', () => {
  test('whatever the order they were given in', () => {
    expect(ids(new Membership([member('100'), member('9'), member('20')]).after(null))).toEqual([
      '9',
      '20',
      '100',
    ])
  })

  test('newcomers come at their place, and the gone are left out', () => {
    const members = new Membership([member('10'), member('20'), member('30')])
    members.add(member('15'))
    members.add(member('5'))
    members.remove('20')
    expect([ids(members.after(null)), ids(members.after('10'))]).toEqual([
      ['5', '10', '15', '30'],
      ['15', '30'],
    ])
  })

  test('a cursor whose member is gone still marks its place', () => {
    const members = new Membership([member('10'), member('20'), member('30')])
    members.remove('10')
    expect(members.page('10', 1, everybody)).toEqual({ members: [member('20')], more: true })
  })

  test('somebody removed comes back with add', () => {
    const members = new Membership([member('10')])
    members.remove('10')
    const gone = members.find('10')
    members.add(member('10', { email: 'new@x.example' }))
    expect([gone, ids(members.withEmail('NEW@x.example')), ids(members.withEmail('m10@x.example'))]).toEqual([
      null,
      ['10'],
      [],
    ])
  })
})

describe('generated members', () => {
  const source = generateMembers(100_000)

  test('are the same as when they are listed', () => {
    const few = generateMembers(500)
    const listed = listedMembers(Array.from({ length: 500 }, (_, index) => few.at(index)))
    const cursors = [
      null,
      '0',
      few.at(0).id,
      few.at(250).id,
      `${BigInt(few.at(250).id) + 1n}`,
      few.at(499).id,
      '9'.repeat(25),
    ]
    expect(cursors.map(cursor => few.after(cursor))).toEqual(cursors.map(cursor => listed.after(cursor)))
    expect(few.withEmail('person7@big.example')).toEqual(listed.withEmail('person7@big.example'))
  })

  test('page through to the last, each once', () => {
    const members = new Membership(source)
    const seen = new Set<string>()
    let pages = 0
    for (let cursor: string | null = null; ; ) {
      const page = members.page(cursor, 100, everybody)
      for (const { id } of page.members) seen.add(id)
      pages += 1
      if (!page.more) break
      cursor = page.members.at(-1)?.id ?? null
    }
    expect([pages, seen.size]).toEqual([1_000, 100_000])
  })

  test('have some of every kind', () => {
    const all = Array.from({ length: 10_000 }, (_, index) => source.at(index))
    const share = (fits: (one: LocalMember) => boolean) => Math.round(all.filter(fits).length / 100)
    expect([
      share(one => one.role === 'organization_external_user'),
      share(one => !one.active),
      share(one => one.lastActivityAt === ''),
      share(one => one.role === 'organization_internal_admin'),
    ]).toEqual([5, 4, 3, 1])
  })
})
