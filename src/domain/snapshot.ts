import type { Account } from './account.ts'
import type { Classification, Whose } from './account-class.ts'
import type { AccountCheckId, Results } from './check.ts'
import type { OpenFinding } from './finding.ts'
import type { Frame } from './frame.ts'
import type { Approval } from './rule.ts'
import type { Person, PersonAddress } from './staff.ts'

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

export type Exception = { readonly checkId: AccountCheckId; readonly expiresAt: Date }

/** What one evaluation says of one account. */
export type Assessment = Whose & { readonly accountId: string; readonly results: Results }
