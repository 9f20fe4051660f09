import type { CheckId, Why } from './check.ts'

/** The subject of check 3, of which there is one per organisation. */
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
  /**
   * The last finding about the same thing goes on, with the clock and the due time it had, when it was about the same
   * person, was closed as one of these, and its clock had not started before `notBefore`.
   */
  readonly goesOn: { readonly closedAs: readonly ClosedAs[]; readonly notBefore: Date | null }
}

/** disconnected: nothing was put right, but nobody watches any more. */
export type ClosedAs = 'fixed' | 'rehired' | 'not_applicable' | 'excepted' | 'void' | 'disconnected'

/** What reconcile wants stored: applying it twice changes nothing. */
export type Reconciled = {
  readonly opened: readonly NewFinding[]
  readonly changed: readonly Pick<OpenFinding, 'id' | 'why' | 'personId' | 'endAt'>[]
  readonly closed: readonly { readonly id: string; readonly closedAs: ClosedAs }[]
}

export type Severity = 'due' | 'critical' | 'overdue'
