import type { CheckId, Why } from './check.ts'
import type { Start } from './checks/form.ts'
import type { ClosedAs } from './verdict.ts'

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

export type Severity = 'due' | 'critical' | 'overdue'
