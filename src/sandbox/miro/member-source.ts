import type { LocalMember, MemberSource } from './shapes.ts'

/** Miro's ids in their order: decimal numbers of any length. */
export const byId = (left: string, right: string): number => {
  const [one, other] = [withoutZeros(left), withoutZeros(right)]
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0)
}

const withoutZeros = (id: string): string => (id.startsWith('0') ? id.replace(/^0+/, '') : id)

/** Members given one by one. */
export function listedMembers(members: readonly LocalMember[]): MemberSource {
  const sorted = members.toSorted((left, right) => byId(left.id, right.id))
  const emails = new Map<string, number[]>()
  for (const [index, { email }] of sorted.entries()) {
    const address = email.toLowerCase()
    emails.set(address, [...(emails.get(address) ?? []), index])
  }
  return {
    count: sorted.length,
    at: index => {
      const member = sorted[index]
      if (member === undefined) throw new Error(`There is no member ${index}`)
      return member
    },
    after: id => {
      if (id === null) return 0
      let [low, high] = [0, sorted.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (byId(sorted[middle]?.id ?? '', id) > 0) high = middle
        else low = middle + 1
      }
      return low
    },
    withEmail: email => emails.get(email) ?? [],
  }
}

const firstId = 3_074_457_350_000_000_000n
const idStep = 7n

/**
 * Any number of members, each made from its number and `seed` when asked for. The first is a Company Admin; of the
 * others 5 % are guests, 4 % are deactivated, 3 % never signed in, one of a hundred administers.
 */
export function generateMembers(count: number, seed = 1): MemberSource {
  const at = (index: number): LocalMember => {
    const mixed = mix(index, seed)
    const of = (parts: number, salt: number) => index > 0 && mix(mixed, salt) % 100 < parts
    const guest = of(5, 1)
    return {
      id: String(firstId + BigInt(index) * idStep),
      email: emailOf(index),
      role: guest
        ? 'organization_external_user'
        : index === 0 || of(1, 2)
          ? 'organization_internal_admin'
          : 'organization_internal_user',
      license: guest ? 'free' : 'full',
      active: !of(4, 3),
      lastActivityAt: of(3, 4) ? '' : '2026-11-20T14:05:00Z',
      licenseAssignedAt: '2025-02-03T09:00:00Z',
      name: `Person ${index}`,
    }
  }
  return {
    count,
    at,
    after: id => {
      if (id === null) return 0
      const index = (BigInt(id) - firstId) / idStep + 1n
      return BigInt(id) < firstId ? 0 : Number(index < BigInt(count) ? index : BigInt(count))
    },
    withEmail: email => {
      const number = Number(/^person(\d+)@big\.example$/.exec(email)?.[1] ?? -1)
      return number >= 0 && number < count && emailOf(number) === email ? [number] : []
    },
  }
}

const emailOf = (index: number): string => `person${index}@big.example`

function mix(value: number, salt: number): number {
  let mixed = Math.imul(value ^ (salt * 0x9e3779b1), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
