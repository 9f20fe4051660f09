import type { Account } from './account.ts'
import type { CheckId, CheckResult } from './check.ts'
import type { Deadline } from './deadline.ts'
import type { OpenFinding } from './finding.ts'
import type { Approval, SavedRule } from './rule.ts'
import type { Person, PersonAddress } from './staff.ts'

/** What holds for a whole evaluation: everything but the accounts and people of one batch. */
export type Frame = {
  readonly now: Date
  /** The sync run or the decision that led here; groups are named by it. */
  readonly evaluationId: string
  /** fresh: the newest run is complete and younger than two intervals. unread: never read. */
  readonly accounts: 'fresh' | 'stale'
  readonly staff: 'fresh' | 'stale' | 'unread'
  readonly critical: boolean
  readonly rule: SavedRule | null
  /** Every role that live accounts have today. */
  readonly roles: readonly string[]
  /** Ids of the user groups Slack has; null while it was not asked, or does not tell. */
  readonly groups: readonly string[] | null
  /** Domains declared to be the same company: acme.com = acme.io. Lower case. */
  readonly equalDomains: readonly string[]
  /** For a leaver's access, and for everything else. Days are those of the zone. */
  readonly removalDeadline: Deadline
  readonly otherDeadline: Deadline
  readonly timeZone: string
}

/** All an evaluation may know about one batch of accounts. `people` holds everybody the batch can match. */
export type Snapshot = Frame & {
  readonly accountsInBatch: readonly Account[]
  readonly people: ReadonlyMap<string, Person>
  /** address → who carries it */
  readonly addresses: ReadonlyMap<string, readonly PersonAddress[]>
  /** by account id */
  readonly classifications: ReadonlyMap<string, Classification>
  readonly previous: ReadonlyMap<string, Assessment>
  readonly exceptions: ReadonlyMap<string, readonly Exception[]>
  readonly approvals: ReadonlyMap<string, Approval>
  /** open findings of the batch's accounts, by account id */
  readonly findings: ReadonlyMap<string, readonly OpenFinding[]>
}

export type AccountClass = 'staff' | 'external' | 'service' | 'shared' | 'unidentified'

/** What a person decided about an account. `personId`: the staff member, the sponsor or the owner. */
export type Classification = {
  readonly class: AccountClass
  readonly personId: string | null
  readonly reason: string | null
}

export type Exception = { readonly checkId: CheckId; readonly expiresAt: Date }

/** What one evaluation says of one account. */
export type Assessment = {
  readonly accountId: string
  readonly class: AccountClass
  /** The staff member, the sponsor or the owner, by class. Unidentified: whose it was until a conflict. */
  readonly personId: string | null
  readonly matchedBy: MatchedBy | null
  readonly identified: CheckResult
  readonly removed: CheckResult
  readonly valid: CheckResult
}

export type MatchedBy = 'confirmed' | 'email' | 'alias' | 'equal_domain' | 'kept'
