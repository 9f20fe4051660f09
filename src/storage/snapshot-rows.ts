import type { Account, AccountClass, Classification } from '../domain/account.ts'
import type { AccountCheckId, Results, Why } from '../domain/check.ts'
import type { Approval } from '../domain/rule.ts'
import type { Assessment, Exception, OpenFinding } from '../domain/snapshot.ts'
import type { Person } from '../domain/staff.ts'
import type { AccountRow, JudgedRow, PersonRow } from './snapshot-sql.ts'

type Text = string | null
type Instant = number | null

const date = (value: Instant): Date | null => (value === null ? null : new Date(value))

export const accountOf = (row: AccountRow): Account => ({
  id: row.id,
  email: row.email,
  address: row.address,
  role: row.role,
  license: row.license,
  active: row.active,
  lastActivityAt: date(row.lastActivityAt),
  licenseAssignedAt: date(row.licenseAssignedAt),
  firstSeenAt: new Date(row.firstSeenAt),
  missingSince: date(row.missingSince),
  removedAt: date(row.removedAt),
  cameBackAt: date(row.cameBackAt),
})

/** Null for an account that was never evaluated. */
export const previousOf = (row: JudgedRow, resultsOf: (text: string) => Results): Assessment | null =>
  row.class === null || row.results === null
    ? null
    : {
        accountId: row.id,
        class: row.class,
        personId: row.personId,
        matchedBy: row.matchedBy,
        results: resultsOf(row.results),
      }

// What else may be known of an account is of four kinds, in rows with the same columns.

export type FindingRow = [
  ...[what: 'finding', accountId: string, id: string, checkId: AccountCheckId, why: Why, personId: Text],
  ...[clockAt: number, endAt: Instant, dueAt: number],
]
type ExceptionRow = [
  ...[what: 'exception', accountId: string, id: null, checkId: AccountCheckId, why: null, personId: null],
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

export const personOf = (row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  type: row.type,
  slackUserId: row.slackUserId,
  title: row.title,
  department: row.department,
  groups: row.groups,
  startAt: date(row.startAt),
  endAt: date(row.endAt),
  deactivated: row.deactivated,
  leftKnownAt: date(row.leftKnownAt),
  onLeave: row.onLeave,
})
