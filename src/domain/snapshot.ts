import type { Account, Whose } from './account.ts'
import type { AccountCheckId, CheckId, Results, Why } from './check.ts'
import type { Frame, Start } from './checks/form.ts'
import type { Known } from './identity.ts'
import type { Approval } from './rule.ts'
import type { ClosedAs } from './verdict.ts'

/** All an evaluation may know about one batch of accounts. `people` holds everybody the batch can match. */
export type Snapshot = Frame &
  Pick<Known, 'people' | 'addresses' | 'classifications'> & {
    readonly accountsInBatch: readonly Account[]
    /** by account id */
    readonly previous: ReadonlyMap<string, Assessment>
    readonly exceptions: ReadonlyMap<string, readonly Exception[]>
    readonly approvals: ReadonlyMap<string, Approval>
    /** open findings of the batch's accounts, by account id */
    readonly findings: ReadonlyMap<string, readonly OpenFinding[]>
  }

export type Exception = { readonly checkId: AccountCheckId; readonly expiresAt: Date }

/** What one evaluation says of one account. */
export type Assessment = Whose & { readonly accountId: string; readonly results: Results }

/** The subject of the check of the system, of which there is one per organisation. */
export const SYSTEM = 'system'

/** One thing to put right, not yet closed. */
export type OpenFinding = {
  readonly id: string
  readonly checkId: CheckId
  /** An account id, or `SYSTEM`. */
  readonly subjectId: string
  readonly why: Why
  readonly personId: string | null
  readonly clockAt: Date
  readonly endAt: Date | null
  readonly dueAt: Date
}

/** A finding to open. Its id and its link to an earlier one are given when it is stored. */
export type NewFinding = Omit<OpenFinding, 'id'> & {
  readonly goesOn: Start['goesOn']
}

/** What reconcile wants stored: applying it twice changes nothing. */
export type Reconciled = {
  readonly opened: readonly NewFinding[]
  readonly changed: readonly Pick<OpenFinding, 'id' | 'why' | 'personId' | 'endAt'>[]
  readonly closed: readonly { readonly id: string; readonly closedAs: ClosedAs }[]
}
