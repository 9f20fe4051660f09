import fc from 'fast-check'
import type { Account } from '../../src/domain/account.ts'
import { accountChecks } from '../../src/domain/check.ts'
import type { Evaluation } from '../../src/domain/evaluate.ts'
import type { OpenFinding, Snapshot } from '../../src/domain/snapshot.ts'
import type { Person, PersonAddress } from '../../src/domain/staff.ts'
import { account, hours, now, person, saved, snapshot } from './domain-samples.ts'

const ids = ['p1', 'p2', 'p3', 'p4']
const accountIds = ['1', '2', '3']
const places = [
  'dana@acme.com',
  'dana@acme.io',
  'lee@acme.com',
  'lee@home.org',
  'support@acme.com',
  'x@gmail.com',
]
const roles = [
  'organization_internal_admin',
  'organization_internal_user',
  'organization_external_user',
  'unknown',
]

const instant = fc.option(fc.integer({ min: -50, max: 50 }).map(hours), { nil: null })

const people = fc.tuple(
  ...ids.map(id =>
    fc
      .record({
        kind: fc.constantFrom('member', 'member', 'member', 'guest', 'invited'),
        endAt: instant,
        startAt: instant,
        deactivated: fc.boolean(),
        leftKnownAt: instant,
        unlistedAt: fc.constantFrom(null, null, hours(-1)),
        title: fc.constantFrom('Engineer', null),
      })
      .map((some): Person => person({ id, ...some })),
  ),
)

const carriers = fc.uniqueArray(
  fc.record<PersonAddress>({
    personId: fc.constantFrom(...ids),
    address: fc.constantFrom(...places),
    kind: fc.constantFrom('primary', 'former', 'alias'),
  }),
  { selector: one => `${one.personId} ${one.address}`, maxLength: 8 },
)

const accounts = fc.tuple(
  ...accountIds.map(id =>
    fc
      .record({
        address: fc.option(fc.constantFrom(...places), { nil: null, freq: 9 }),
        role: fc.constantFrom(...roles),
        active: fc.constantFrom(true, true, true, false, null),
        missingSince: fc.constantFrom(null, null, hours(-1)),
        removedAt: fc.constantFrom(null, null, null, hours(-1)),
        lastActivityAt: fc.constantFrom(null, hours(-1), hours(-24 * 30), hours(-24 * 100)),
        license: fc.constantFrom('full', 'full', 'free'),
        adminRoles: fc.constantFrom([], [], ['User Admin'], ['User Admin', 'Auditor']),
      })
      .map((some): Account => account({ id, ...some })),
  ),
)

const decision = fc.record({
  class: fc.constantFrom('staff', 'external', 'service', 'shared', 'unidentified'),
  personId: fc.option(fc.constantFrom(...ids, 'lost'), { nil: null }),
  reason: fc.constantFrom('runs the importer', null),
})

const rule = fc.constantFrom(
  null,
  saved({ way: 'every_staff_member' }),
  saved({ way: 'by_approval' }),
  saved({ way: 'by_role', miroRoles: ['organization_internal_user'], staffRoles: [] }),
  saved({ way: 'by_role', miroRoles: [], staffRoles: [{ kind: 'title', value: 'Engineer' }] }),
  saved({
    way: 'by_role',
    miroRoles: ['organization_internal_user'],
    staffRoles: [],
    adminRights: ['User Admin'],
  }),
)

const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Map<string, T>> =>
  fc.array(fc.tuple(fc.constantFrom(...accountIds), value), { maxLength: 2 }).map(entries => new Map(entries))

/** Any small organisation: few people, addresses and accounts, so that they get into each other's way. */
export const world: fc.Arbitrary<Snapshot> = fc
  .record({
    who: people,
    carriers,
    accountsInBatch: accounts,
    classifications: fc.oneof(
      { weight: 2, arbitrary: fc.constant(new Map()) },
      { weight: 1, arbitrary: some(decision) },
    ),
    exceptions: some(
      fc
        .record({
          checkId: fc.constantFrom(...accountChecks.map(({ id }) => id)),
          expiresAt: fc.constantFrom(hours(-1), hours(1)),
        })
        .map(one => [one]),
    ),
    rule,
    critical: fc.boolean(),
    staff: fc.constantFrom('fresh', 'fresh', 'fresh', 'unread'),
    equalDomains: fc.constantFrom([], ['acme.com', 'acme.io']),
    chosen: fc.constantFrom(
      {},
      { licence_used: { on: true } },
      { licence_used: { on: true, options: { days: 7 } } },
    ),
  })
  .map(facts => snapshot(facts as Parameters<typeof snapshot>[0]))

/** What is stored between evaluations. */
export type Stored = Pick<Snapshot, 'previous' | 'findings'>

export const nothingStored: Stored = { previous: new Map(), findings: new Map() }

/** Stores an evaluation as the database does. */
export function store({ previous, findings }: Stored, { changed, reconciled }: Evaluation): Stored {
  const closed = new Set(reconciled.closed.map(one => one.id))
  const news = new Map(reconciled.changed.map(one => [one.id, one]))
  const kept = [...findings.values()].flat().filter(one => !closed.has(one.id))
  const open: OpenFinding[] = [
    ...kept.map(one => ({ ...one, ...news.get(one.id) })),
    ...reconciled.opened.map(one => ({ ...one, id: `${one.checkId} ${one.subjectId} ${now.getTime()}` })),
  ]
  return {
    previous: new Map([...previous, ...changed.map(one => [one.accountId, one] as const)]),
    findings: new Map(accountIds.map(id => [id, open.filter(one => one.subjectId === id)])),
  }
}
