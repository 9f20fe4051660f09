import type { Account } from '../domain/account.ts'
import type { CheckId, Verdict, Why } from '../domain/check.ts'
import type { OpenFinding } from '../domain/finding.ts'
import type { Approval } from '../domain/rule.ts'
import type { AccountClass, Assessment, Classification, Exception, MatchedBy } from '../domain/snapshot.ts'
import type { Person, PersonAddress, PersonKind } from '../domain/staff.ts'

// The rows of `snapshot-sql.ts`, in the order of its columns. Instants are milliseconds since 1970.

type Text = string | null
type Instant = number | null

export type AccountRow = [
  ...[id: string, email: Text, address: Text, role: string, license: string, active: boolean | null],
  ...[lastActivityAt: Instant, missingSince: Instant, removedAt: Instant, cameBackAt: Instant],
  ...[kind: AccountClass | null, personId: Text, matchedBy: MatchedBy | null],
  ...[identified: Verdict, why: Why, removed: Verdict, why: Why, valid: Verdict, why: Why],
]

const date = (value: Instant): Date | null => (value === null ? null : new Date(value))

export const accountOf = (row: AccountRow): Account => ({
  id: row[0],
  email: row[1],
  address: row[2],
  role: row[3],
  license: row[4],
  active: row[5],
  lastActivityAt: date(row[6]),
  missingSince: date(row[7]),
  removedAt: date(row[8]),
  cameBackAt: date(row[9]),
})

/** Null for an account that was never evaluated. */
export const previousOf = (row: AccountRow): Assessment | null =>
  row[10] === null
    ? null
    : {
        accountId: row[0],
        class: row[10],
        personId: row[11],
        matchedBy: row[12],
        identified: { verdict: row[13], why: row[14] },
        removed: { verdict: row[15], why: row[16] },
        valid: { verdict: row[17], why: row[18] },
      }

export type FindingRow = [
  ...[what: 'finding', accountId: string, id: string, checkId: CheckId, why: Why, personId: Text],
  ...[clockAt: number, endAt: Instant, dueAt: number],
]
type ExceptionRow = [
  ...[what: 'exception', accountId: string, id: null, checkId: CheckId, why: null, personId: null],
  ...[expiresAt: number, endAt: null, dueAt: null],
]
type DecisionRow = [
  ...[what: 'decision', accountId: string, kind: AccountClass, reason: Text, why: null, personId: Text],
  ...[clockAt: null, endAt: null, dueAt: null],
]
type ApprovalRow = [
  ...[what: 'approval', accountId: string, role: string, approvedBy: string, why: null, personId: null],
  ...[approvedAt: number, endAt: null, dueAt: null],
]

/** What may be known of an account besides what Miro and the last evaluation say. */
export type MarkRow = FindingRow | ExceptionRow | DecisionRow | ApprovalRow

export const findingOf = (row: FindingRow): OpenFinding => ({
  id: row[2],
  checkId: row[3],
  subjectId: row[1],
  why: row[4],
  personId: row[5],
  clockAt: new Date(row[6]),
  endAt: date(row[7]),
  dueAt: new Date(row[8]),
})

export const exceptionOf = (row: ExceptionRow): Exception => ({
  checkId: row[3],
  expiresAt: new Date(row[6]),
})

export const decisionOf = (row: DecisionRow): Classification => ({
  class: row[2],
  personId: row[5],
  reason: row[3],
})

export const approvalOf = (row: ApprovalRow): Approval => ({
  accountId: row[1],
  role: row[2],
  approvedBy: row[3],
  approvedAt: new Date(row[6]),
})

export type PersonRow = [
  ...[address: Text, addressKind: PersonAddress['kind']],
  ...[id: string, name: string, kind: PersonKind, type: Person['type'], slackUserId: Text],
  ...[title: Text, department: Text, startAt: Instant, endAt: Instant],
  ...[deactivated: boolean, leftKnownAt: Instant, onLeave: boolean, groups: string[]],
]

export const personOf = (row: PersonRow): Person => ({
  id: row[2],
  name: row[3],
  kind: row[4],
  type: row[5],
  slackUserId: row[6],
  title: row[7],
  department: row[8],
  groups: row[14],
  startAt: date(row[9]),
  endAt: date(row[10]),
  deactivated: row[11],
  leftKnownAt: date(row[12]),
  onLeave: row[13],
})
