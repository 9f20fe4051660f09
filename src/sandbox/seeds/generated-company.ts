import type { LocalMember } from '../miro/shapes.ts'
import type { LocalUser } from '../slack/shapes.ts'
import { bot, noDecisions, type Seed } from './seed.ts'

const domain = 'big.example'

/** Deterministic in `seed`, so that a failing run can be repeated. */
function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const address = (index: number): string => `person${index}@${domain}`

/**
 * A company of any size: 2 % of the accounts belong to people who left, 3 % to nobody the bot knows, 5 % are
 * guests, 4 % are deactivated. The first user, U0ADMIN, administers.
 */
export function generatedCompany(size: { people: number; accounts: number }, seed = 1): Seed {
  const random = numbers(seed)
  const users: LocalUser[] = [
    { id: 'U0ADMIN', realName: 'Alex Admin', email: `admin.alex@${domain}`, isAdmin: true, timeZone: 'UTC' },
    ...Array.from({ length: size.people }, (_, index) => ({
      id: `U${String(index).padStart(8, '0')}`,
      realName: `Person ${index}`,
      email: address(index),
      timeZone: 'UTC',
      ...(random() < 0.02 ? { deleted: true } : {}),
    })),
  ]
  const members = Array.from({ length: size.accounts }, (_, index): LocalMember => {
    const kind = random()
    const guest = kind < 0.05
    const stranger = kind >= 0.05 && kind < 0.08
    return {
      id: String(3_074_457_350_000_000_000n + BigInt(index) * 7n),
      email: guest
        ? `guest${index}@partner.example`
        : stranger
          ? `former${index}@${domain}`
          : address(index % Math.max(1, size.people)),
      role: guest
        ? 'organization_external_user'
        : random() < 0.01
          ? 'organization_internal_admin'
          : 'organization_internal_user',
      license: guest ? 'free' : 'full',
      active: random() >= 0.04,
      lastActivityAt: '2026-11-20T14:05:00Z',
      licenseAssignedAt: '2025-02-03T09:00:00Z',
      name: null,
    }
  })
  return {
    team: { id: 'T0BIG', name: 'Big', domain: 'big' },
    users,
    channels: [{ id: 'C0ACCESS', name: 'access-alerts', kind: 'private', members: ['U0ADMIN', bot.userId] }],
    organization: { id: '3074457345000000777', name: 'Big', plan: 'company' },
    members,
    decisions: noDecisions,
  }
}
