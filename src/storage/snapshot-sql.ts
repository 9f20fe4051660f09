import type { AccountClass, MatchedBy } from '../domain/account.ts'
import type { AccountCheckId, Why } from '../domain/check.ts'
import { SYSTEM } from '../domain/snapshot.ts'
import type { Person, PersonAddress, PersonKind } from '../domain/staff.ts'
import {
  fields,
  flag,
  inMilliseconds,
  milliseconds,
  orNull,
  type RowOf,
  text,
  texts,
} from './engine/columns.ts'
import { arrays, statement } from './engine/statement.ts'
import { ours } from './tenant-sql.ts'

// One batch is thousands of rows, so instants are read as numbers. LATERAL … OFFSET 0 makes each row look itself up in
// the index, so that a batch costs the same in a large organisation, whatever the database guesses about its size.

/** What is known of an account itself. */
export const accountColumns = {
  id: text(),
  email: orNull(text()),
  address: orNull(text()),
  role: text(),
  license: text(),
  adminRoles: texts(),
  active: orNull(flag()),
  lastActivityAt: orNull(milliseconds()),
  licenseAssignedAt: orNull(milliseconds()),
  firstSeenAt: milliseconds(),
  missingSince: orNull(milliseconds()),
  setAsideSince: orNull(milliseconds()),
  removedAt: orNull(milliseconds()),
  cameBackAt: orNull(milliseconds()),
  lookedAt: orNull(milliseconds()),
}
export type AccountRow = RowOf<typeof accountColumns>

/** What the last evaluation said of it; all null for one that was never evaluated. `results`: JSON. */
const assessmentColumns = {
  class: orNull(text<AccountClass>()),
  personId: orNull(text()),
  matchedBy: orNull(text<MatchedBy>()),
}
const judgedColumns = { ...accountColumns, ...assessmentColumns, results: orNull(text()) }
export type JudgedRow = RowOf<typeof judgedColumns>

const accountsWhere = (which: string) =>
  statement(judgedColumns)`
  SELECT ${fields(accountColumns, 'a')}, ${fields(assessmentColumns, 's')}, s.results::text AS results
  FROM (
    SELECT * FROM account
    WHERE ${ours} AND ${which}) a
  LEFT JOIN LATERAL (
    SELECT * FROM assessment
    WHERE ${ours} AND account_id = a.id OFFSET 0) s ON true
  ORDER BY a.id`

/** $1 workspace, $2 organisation, $3 the last id of the batch before or null, $4 how many */
export const accountBatch = accountsWhere(`id > coalesce($3::text, '') ORDER BY id LIMIT $4`)

/** $1 workspace, $2 organisation, $3 ids */
export const accountsNamed = accountsWhere('id = ANY($3::text[])')

type Instant = number | null

/** What may be known of an account besides what Miro and the last evaluation say: of four kinds. */
export type MarkRow =
  | [
      ...[what: 'finding', accountId: string, id: string, checkId: AccountCheckId, why: Why],
      ...[personId: string | null, clockAt: number, endAt: Instant, dueAt: number],
    ]
  | [
      ...[what: 'exception', accountId: string, id: null, checkId: AccountCheckId, why: null],
      ...[personId: null, expiresAt: number, endAt: null, dueAt: null],
    ]
  | [
      ...[what: 'decision', accountId: string, kind: AccountClass, reason: string | null, why: null],
      ...[personId: string | null, at: null, endAt: null, dueAt: null],
    ]
  | [
      ...[what: 'approval', accountId: string, role: string, approvedBy: string, why: null],
      ...[personId: null, approvedAt: number, endAt: null, dueAt: null],
    ]

/** `which`: what holds for the id of the account. */
const marksWhere = (which: string) =>
  arrays<MarkRow>(
    text(),
    text(),
    text(),
    text(),
    text(),
    text(),
    milliseconds(),
    milliseconds(),
    milliseconds(),
  )`
  SELECT 'finding', subject_id, id, check_id, why, person_id, ${inMilliseconds('clock_at')}, ${inMilliseconds('end_at')}, ${inMilliseconds('due_at')}
  FROM finding
  WHERE ${ours} AND subject_id ${which} AND closed_at IS NULL AND subject_id <> '${SYSTEM}'
  UNION ALL
  SELECT 'exception', account_id, NULL, check_id, NULL, NULL, ${inMilliseconds('expires_at')}, NULL, NULL
  FROM exception
  WHERE ${ours} AND account_id ${which} AND revoked_at IS NULL
  UNION ALL
  SELECT 'decision', account_id, class, reason, NULL, person_id, NULL, NULL, NULL
  FROM classification
  WHERE ${ours} AND account_id ${which}
  UNION ALL
  SELECT 'approval', account_id, role, approved_by, NULL, NULL, ${inMilliseconds('approved_at')}, NULL, NULL
  FROM approval
  WHERE ${ours} AND account_id ${which}`

/** $1 workspace, $2 organisation, $3 first and $4 last id of a batch */
export const markBatch = marksWhere('BETWEEN $3 AND $4')

/** $1 workspace, $2 organisation, $3 ids */
export const marksOfNamed = marksWhere('= ANY($3::text[])')

const ownColumns = {
  id: text(),
  name: text(),
  kind: text<PersonKind>(),
  type: text<Person['type']>(),
  slackUserId: orNull(text()),
  title: orNull(text()),
  department: orNull(text()),
  startAt: orNull(milliseconds()),
  endAt: orNull(milliseconds()),
  deactivated: flag(),
  leftKnownAt: orNull(milliseconds()),
  onLeave: flag(),
  unlistedAt: orNull(milliseconds()),
}
const personColumns = {
  address: orNull(text()),
  addressKind: text<PersonAddress['kind']>(),
  ...ownColumns,
  ...{ startToldSince: flag(), endToldSince: flag() },
  groups: texts(),
}
export type PersonRow = RowOf<typeof personColumns>

/**
 * Whether a day of person `p` was told since the staff's gap began: it was over when a list said it, or somebody entered
 * it. Without a gap nobody asks.
 */
const toldSince = (day: string): string => `
    CASE WHEN p.${day} > (SELECT stale_at FROM gap) THEN
      coalesce(p.${day} <= (SELECT read_at FROM gap), false) OR EXISTS (
        SELECT FROM person_source e
        WHERE e.workspace_id = $1 AND e.person_id = p.id AND e.source = 'entered' AND e.${day} = p.${day})
      ELSE false END`

/**
 * $1 workspace, $2 addresses, $3 ids of people. Everybody who carries one of the addresses, or the same name in a
 * domain declared equal, once for each; and the people named to whom no address led, without one.
 */
export const peopleBatch = statement(personColumns)`
  WITH gap AS MATERIALIZED (
    SELECT g.stale_at, k.read_at FROM source_gap g LEFT JOIN staff_list k ON k.workspace_id = $1
    WHERE g.workspace_id = $1 AND source = 'staff' AND ended_at IS NULL),
  wanted AS (
    SELECT address FROM unnest($2::text[]) AS given(address)
    UNION
    SELECT split_part(address, '@', 1) || '@' || other
    FROM workspace, unnest(workspace.equal_domains) AS other, unnest($2::text[]) AS given(address)
    WHERE workspace.id = $1 AND split_part(address, '@', 2) = ANY(workspace.equal_domains)),
  carried AS MATERIALIZED (
    SELECT held.address, held.kind, held.person_id
    FROM wanted CROSS JOIN LATERAL (
      SELECT * FROM person_address
      WHERE workspace_id = $1 AND person_address.address = wanted.address OFFSET 0) held),
  led AS (
    SELECT address, kind, person_id FROM carried
    UNION ALL
    SELECT NULL, NULL, id FROM (
      SELECT id FROM unnest($3::text[]) AS named(id) EXCEPT SELECT person_id FROM carried) others)
  SELECT led.address, led.kind AS "addressKind", ${fields(ownColumns, 'p')},
    ${toldSince('start_at')} AS "startToldSince", ${toldSince('end_at')} AS "endToldSince",
    CASE WHEN EXISTS (SELECT 1 FROM user_group_member WHERE workspace_id = $1)
      THEN ARRAY(
        SELECT group_id FROM user_group_member m WHERE m.workspace_id = $1 AND m.slack_user_id = p.slack_user_id
        ORDER BY 1)
      ELSE ARRAY[]::text[] END AS groups
  FROM led CROSS JOIN LATERAL (
    SELECT * FROM person WHERE workspace_id = $1 AND person.id = led.person_id OFFSET 0) p`
