import type { Account } from '../../src/domain/account.ts'
import type { Frame } from '../../src/domain/checks/form.ts'
import type { Rule, SavedRule } from '../../src/domain/rule.ts'
import type { OpenFinding, Snapshot } from '../../src/domain/snapshot.ts'
import type { Person, PersonAddress } from '../../src/domain/staff.ts'

export const now = new Date('2026-11-24T12:00:00Z')

/** An instant some hours after (or before) `now`. */
export const hours = (count: number): Date => new Date(now.getTime() + count * 3_600_000)

export const account = (some: Partial<Account> = {}): Account => ({
  id: '3074457345821140934',
  email: 'Dana@Acme.com',
  address: 'dana@acme.com',
  role: 'organization_internal_user',
  adminRoles: [],
  license: 'full',
  active: true,
  lastActivityAt: null,
  licenseAssignedAt: null,
  firstSeenAt: hours(-9_000),
  missingSince: null,
  setAsideSince: null,
  removedAt: null,
  cameBackAt: null,
  lookedAt: null,
  ...some,
})

export const person = (some: Partial<Person> = {}): Person => ({
  id: 'dana',
  name: 'Dana Lee',
  kind: 'member',
  type: 'employee',
  slackUserId: 'U1',
  title: 'Engineer',
  department: null,
  groups: [],
  startAt: null,
  endAt: null,
  deactivated: false,
  leftKnownAt: null,
  onLeave: false,
  unlistedAt: null,
  ...some,
})

/** Somebody Slack says is gone, known for an hour. */
export const leaver = (some: Partial<Person> = {}): Person =>
  person({ deactivated: true, leftKnownAt: hours(-1), ...some })

export const primary = (personId: string, address: string): PersonAddress => ({
  personId,
  address,
  kind: 'primary',
})

export const saved = (rule: Rule): SavedRule => ({ version: 1, rule, savedBy: 'U9', savedAt: hours(-100) })

export const frame = (some: Partial<Frame> = {}): Frame => ({
  now,
  evaluationId: 'run-1',
  accounts: 'fresh',
  staff: 'fresh',
  accountsUntil: now,
  staffUntil: now,
  critical: true,
  rule: saved({ way: 'every_staff_member' }),
  roles: ['organization_internal_admin', 'organization_internal_user'],
  groups: [],
  equalDomains: [],
  removalDeadline: { amount: 24, unit: 'hours' },
  otherDeadline: { amount: 168, unit: 'hours' },
  timeZone: 'UTC',
  holidays: [],
  chosen: {},
  ...some,
})

export type Facts = Partial<Omit<Snapshot, 'people' | 'addresses'>> & {
  readonly who?: readonly Person[]
  readonly carriers?: readonly PersonAddress[]
}

/** A snapshot of these accounts and people; by default Dana and her account, fresh, nothing stored yet. */
export function snapshot({
  who = [person()],
  carriers = [primary('dana', 'dana@acme.com')],
  ...some
}: Facts = {}): Snapshot {
  const addresses = new Map<string, PersonAddress[]>()
  for (const carrier of carriers)
    addresses.set(carrier.address, [...(addresses.get(carrier.address) ?? []), carrier])
  return {
    ...frame(),
    accountsInBatch: [account()],
    people: new Map(who.map(one => [one.id, one])),
    addresses,
    classifications: new Map(),
    previous: new Map(),
    exceptions: new Map(),
    approvals: new Map(),
    findings: new Map(),
    ...some,
  }
}

export const finding = (some: Partial<OpenFinding> = {}): OpenFinding => ({
  id: 'f1',
  checkId: 'removed',
  subjectId: account().id,
  why: 'left_still_active',
  personId: 'dana',
  clockAt: hours(-1),
  endAt: null,
  dueAt: hours(23),
  ...some,
})
