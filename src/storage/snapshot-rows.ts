import type { Account } from '../domain/account.ts'
import type { CheckId, Verdict, Why } from '../domain/check.ts'
import type { OpenFinding } from '../domain/finding.ts'
import type { Approval } from '../domain/rule.ts'
import type { AccountClass, Assessment, Classification, Exception, MatchedBy } from '../domain/snapshot.ts'
import type { Person, PersonAddress, PersonKind } from '../domain/staff.ts'

// One batch is thousands of rows: read as arrays and with instants as numbers, it costs a third of what rows as
// objects with dates would.

/** Milliseconds since 1970 as SQL. */
const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`

/** $1 workspace, $2 organisation, $3 the last id of the batch before or null, $4 how many */
export const accountBatch = `
  SELECT a.id, a.email, a.address, a.role, a.license, a.active, ${ms('a.last_activity_at')}, ${ms('a.missing_since')},
    ${ms('a.removed_at')}, ${ms('a.came_back_at')},
    s.class, s.person_id, s.matched_by, s.identified, s.identified_why, s.removed, s.removed_why, s.valid, s.valid_why,
    c.class, c.person_id, c.reason, p.role, p.approved_by, ${ms('p.approved_at')}
  FROM (
    SELECT * FROM account WHERE workspace_id = $1 AND miro_org_id = $2 AND id > coalesce($3::text, '')
    ORDER BY id LIMIT $4) a
  LEFT JOIN assessment s ON s.workspace_id = $1 AND s.miro_org_id = $2 AND s.account_id = a.id
  LEFT JOIN classification c ON c.workspace_id = $1 AND c.miro_org_id = $2 AND c.account_id = a.id
  LEFT JOIN approval p ON p.workspace_id = $1 AND p.miro_org_id = $2 AND p.account_id = a.id
  ORDER BY a.id`

export type AccountRow = [
  string,
  string | null,
  string | null,
  string,
  string,
  boolean | null,
  number | null,
  number | null,
  number | null,
  number | null,
  AccountClass | null,
  string | null,
  MatchedBy | null,
  Verdict,
  Why,
  Verdict,
  Why,
  Verdict,
  Why,
  AccountClass | null,
  string | null,
  string | null,
  string | null,
  string,
  number,
]

const date = (value: number | null): Date | null => (value === null ? null : new Date(value))

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

export const classificationOf = (row: AccountRow): Classification | null =>
  row[19] === null ? null : { class: row[19], personId: row[20], reason: row[21] }

export const approvalOf = (row: AccountRow): Approval | null =>
  row[22] === null
    ? null
    : { accountId: row[0], role: row[22], approvedBy: row[23], approvedAt: new Date(row[24]) }

/** $1 workspace, $2 organisation, $3 first id, $4 last id: open findings and exceptions of the accounts between. */
export const findingBatch = `
  SELECT subject_id, id, check_id, why, person_id, ${ms('clock_at')}, ${ms('end_at')}, ${ms('due_at')}
  FROM finding
  WHERE workspace_id = $1 AND miro_org_id = $2 AND closed_at IS NULL
    AND check_id IN ('identified', 'removed', 'valid') AND subject_id BETWEEN $3 AND $4
  UNION ALL
  SELECT account_id, NULL, check_id, NULL, NULL, ${ms('expires_at')}, NULL, NULL
  FROM exception
  WHERE workspace_id = $1 AND miro_org_id = $2 AND revoked_at IS NULL
    AND check_id IN ('identified', 'removed', 'valid') AND account_id BETWEEN $3 AND $4`

export type FindingRow = [string, string | null, CheckId, Why, string | null, number, number | null, number]

/** A finding, or an exception where the id is null. */
export const findingOf = (row: FindingRow): OpenFinding | null =>
  row[1] === null
    ? null
    : {
        id: row[1],
        checkId: row[2],
        subjectId: row[0],
        why: row[3],
        personId: row[4],
        clockAt: new Date(row[5]),
        endAt: date(row[6]),
        dueAt: new Date(row[7]),
      }

export const exceptionOf = (row: FindingRow): Exception => ({ checkId: row[2], expiresAt: new Date(row[5]) })

/**
 * $1 workspace, $2 addresses, $3 ids of people. Everybody who carries one of the addresses, or the same name in a
 * domain declared equal, with the address; and the people named, with null for it where nothing else led to them.
 */
export const peopleBatch = `
  WITH wanted AS (
    SELECT address FROM unnest($2::text[]) AS given(address)
    UNION
    SELECT split_part(address, '@', 1) || '@' || other
    FROM workspace, unnest(workspace.equal_domains) AS other, unnest($2::text[]) AS given(address)
    WHERE workspace.id = $1 AND split_part(address, '@', 2) = ANY(workspace.equal_domains)),
  carried AS (
    SELECT held.address, held.kind, held.person_id
    FROM person_address held
    WHERE held.workspace_id = $1 AND held.address = ANY(ARRAY(SELECT address FROM wanted))),
  all_ids AS (
    SELECT address, kind, person_id FROM carried
    UNION ALL
    SELECT NULL, NULL, named FROM unnest($3::text[]) AS named)
  SELECT l.address, l.kind, p.id, p.name, p.kind, p.type, p.slack_user_id, p.title, p.department, ${ms('p.start_at')},
    ${ms('p.end_at')}, p.deactivated, ${ms('p.left_known_at')}, p.on_leave
  FROM all_ids l JOIN person p ON p.workspace_id = $1 AND p.id = l.person_id
  ORDER BY p.id, l.address`

export type PersonRow = [
  string | null,
  PersonAddress['kind'],
  string,
  string,
  PersonKind,
  Person['type'],
  string | null,
  string | null,
  string | null,
  number | null,
  number | null,
  boolean,
  number | null,
  boolean,
]

export const personOf = (row: PersonRow): Person => ({
  id: row[2],
  name: row[3],
  kind: row[4],
  type: row[5],
  slackUserId: row[6],
  title: row[7],
  department: row[8],
  groups: [],
  startAt: date(row[9]),
  endAt: date(row[10]),
  deactivated: row[11],
  leftKnownAt: date(row[12]),
  onLeave: row[13],
})
