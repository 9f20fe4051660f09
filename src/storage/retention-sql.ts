import { int, orNull, text } from './engine/columns.ts'
import { command, count, inTransaction, one, type Statement, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { erased, hasLeft } from './person-sql.ts'
import { lockWorkspace } from './tenant-sql.ts'

/** What is too old to be kept. */
export type Retention = {
  readonly workspaceId: string
  /** Personal parts that are older are deleted, and what is known of who has been gone for longer. */
  readonly before: Date
  /** An organisation that was disconnected before then, and a workspace that lacks the app since, is watched no more. */
  readonly away: Date
  readonly now: Date
}

/** Rows written in one statement: nobody waits long for it. */
export const erasedAtOnce = 500
/** Rows of the journal looked at in one statement. */
const lookedAtOnce = 1_000

/** Deletes what the settings say is not to be kept. Each call is a piece; 0: there is no more of it. */
export function retentionRepository({ pool }: Pick<Storage, 'pool'>) {
  /** Whoever writes people waits for the workspace first. */
  const erase = (which: Statement<never>) => (of: Retention) =>
    inTransaction(pool, async client => {
      await count(client, lockWorkspace, [of.workspaceId])
      return await count(client, which, [of.workspaceId, of.before, of.away, of.now, erasedAtOnce])
    })
  return {
    eraseAccounts: erase(eraseAccounts),
    eraseReasons: erase(eraseReasons),
    eraseExceptions: erase(eraseExceptions),
    erasePeople: erase(erasePeople),
    eraseReads: erase(eraseReads),
    eraseMessages: erase(eraseMessages),

    /**
     * Deletes personal parts, and their salts, among the next ones after this row: `last`, null when there was none.
     * `old`: how many of those were old enough to be looked at.
     */
    deleteParts: ({ workspaceId, before, away, now }: Retention, after: string) =>
      one(pool, deleteParts, [workspaceId, before, away, now, after, lookedAtOnce]),
  }
}

// $1 workspace, $2 older than, $3 away since before, $4 now, $5 at most so many, in all of these.

/** Where Miro is still watched: it is connected, and the app is in Slack, or was until lately. */
const watched = (org: string): string => `(EXISTS (
    SELECT FROM connection c JOIN workspace w ON w.id = c.workspace_id
    WHERE c.workspace_id = $1 AND c.miro_org_id = ${org} AND (c.state = 'disconnected' AND c.state_since < $3) IS NOT TRUE
      AND (w.removed_at < $3) IS NOT TRUE))`

/** Miro gives access by it, or does not say that it does not. */
const live = `a.removed_at IS NULL AND a.active IS NOT FALSE AND ${watched('a.miro_org_id')}`

const isLive = (org: string, id: string): string => `EXISTS (
    SELECT FROM account a WHERE a.workspace_id = $1 AND a.miro_org_id = ${org} AND a.id = ${id} AND ${live})`

/** Accounts with something to put right, people with one, and people who answer for a live account. */
const kept = `
  open AS MATERIALIZED (
    SELECT f.miro_org_id, f.subject_id, f.person_id FROM finding f
    WHERE f.workspace_id = $1 AND f.closed_at IS NULL AND ${watched('f.miro_org_id')}),
  answering AS MATERIALIZED (
    SELECT DISTINCT c.person_id FROM classification c
    JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = c.miro_org_id AND a.id = c.account_id
    WHERE c.workspace_id = $1 AND c.person_id IS NOT NULL AND ${live})`

const hasOpen = (org: string, id: string): string =>
  `(${org}, ${id}) IN (SELECT miro_org_id, subject_id FROM open)`

/** Somebody whose finding is open, or whose or by whose word a live account is. */
const isNeeded = (id: string): string => `(
    ${id} IN (SELECT person_id FROM open WHERE person_id IS NOT NULL) OR ${id} IN (SELECT person_id FROM answering)
    OR EXISTS (SELECT FROM assessment s WHERE s.person_id = ${id} AND s.workspace_id = $1 AND ${isLive('s.miro_org_id', 's.account_id')}))`

const appGone = `EXISTS (SELECT FROM workspace w WHERE w.id = $1 AND w.removed_at < $2)`

/** An account `a` that has been gone for so long, with all it could open or without. */
const goneLong = `(a.removed_at < $2 OR ${appGone} OR EXISTS (
    SELECT FROM connection c WHERE c.workspace_id = $1 AND c.miro_org_id = a.miro_org_id
      AND c.state = 'disconnected' AND c.state_since < $2))
  AND NOT ${hasOpen('a.miro_org_id', 'a.id')}`

export const eraseAccounts = command`
  WITH ${kept},
  those AS MATERIALIZED (
    SELECT a.miro_org_id, a.id FROM account a
    WHERE a.workspace_id = $1 AND num_nonnulls(a.email, a.address, a.name) > 0 AND ${goneLong}
      AND $4::timestamptz IS NOT NULL LIMIT $5)
  UPDATE account SET email = NULL, address = NULL, name = NULL
  FROM those WHERE account.workspace_id = $1 AND account.miro_org_id = those.miro_org_id AND account.id = those.id`

const ofGone = (table: string): string => `
    SELECT each.miro_org_id, each.account_id FROM ${table} each
    JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = each.miro_org_id AND a.id = each.account_id
    WHERE each.workspace_id = $1 AND ${goneLong} AND $4::timestamptz IS NOT NULL`

// Whose the account is stays known, by their id.
export const eraseReasons = command`
  WITH ${kept},
  those AS MATERIALIZED (
    ${ofGone('classification')} AND num_nonnulls(each.reason, each.learned_address) > 0 LIMIT $5)
  UPDATE classification SET reason = NULL, learned_address = NULL
  FROM those WHERE classification.workspace_id = $1 AND classification.miro_org_id = those.miro_org_id
    AND classification.account_id = those.account_id`

export const eraseExceptions = command`
  WITH ${kept},
  those AS MATERIALIZED (
    SELECT DISTINCT * FROM (${ofGone('exception')} AND each.reason <> ${erased}) each LIMIT $5)
  UPDATE exception SET reason = ${erased}
  FROM those WHERE exception.workspace_id = $1 AND exception.miro_org_id = those.miro_org_id
    AND exception.account_id = those.account_id`

/**
 * People who left so long ago. Ids stay (Slack's, an employee's number): by them the sources' further words about
 * somebody who is erased are known for what they are. Whom a list that is read again and again names by address alone
 * would come back with the next read as somebody new, so they stay until it names them no more.
 */
export const erasePeople = command`
  WITH ${kept},
  those AS MATERIALIZED (
    SELECT p.id FROM person p
    WHERE p.workspace_id = $1 AND p.name <> ${erased}
      AND (${appGone} OR (${hasLeft('p', '$4')}
        AND greatest(p.left_known_at, CASE WHEN p.end_at <= $4 THEN p.end_at END) < $2))
      AND NOT ${isNeeded('p.id')}
      AND NOT EXISTS (
        SELECT FROM person_source s JOIN staff_list l ON l.workspace_id = $1 AND l.standing
        WHERE s.workspace_id = $1 AND s.person_id = p.id AND s.source = 'list' AND s.missing_since IS NULL
          AND s.employee_id IS NULL AND NOT ${appGone})
    LIMIT $5),
  addresses AS (
    DELETE FROM person_address USING those
    WHERE person_address.workspace_id = $1 AND person_address.person_id = those.id),
  sources AS (
    UPDATE person_source SET name = ${erased}, title = NULL, department = NULL, manager = NULL, addresses = '{}'
    FROM those WHERE person_source.workspace_id = $1 AND person_source.person_id = those.id),
  joins AS (
    UPDATE person_join SET kept_name = ${erased}, gone_name = ${erased}, before = NULL
    WHERE workspace_id = $1 AND (kept_id IN (SELECT id FROM those) OR gone_id IN (SELECT id FROM those)))
  UPDATE person SET name = ${erased}, title = NULL, department = NULL, manager = NULL
  FROM those WHERE person.workspace_id = $1 AND person.id = those.id`

// Rows that could not be read are named by their addresses, changes of a list by names. The last read of a source stays.
export const eraseReads = command`
  WITH those AS MATERIALIZED (
    SELECT r.id FROM sync_run r
    WHERE r.workspace_id = $1 AND r.started_at < $2 AND r.state NOT IN ('running', 'held')
      AND (cardinality(r.unread) > 0 OR r.change IS NOT NULL)
      AND (${appGone} OR EXISTS (
        SELECT FROM sync_run n
        WHERE n.workspace_id = $1 AND n.source = r.source AND n.source_id = r.source_id AND n.started_at > r.started_at))
      AND $3::timestamptz <= $4::timestamptz
    LIMIT $5)
  UPDATE sync_run SET unread = '{}', change = NULL
  FROM those WHERE sync_run.workspace_id = $1 AND sync_run.id = those.id`

// What these told names people and addresses, and nobody follows them any more.
export const eraseMessages = command`
  WITH those AS MATERIALIZED (
    SELECT id FROM alert
    WHERE workspace_id = $1 AND kind IN ('held_list', 'list_trouble', 'unlisted')
      AND (closed_at < $2 OR ${appGone}) AND $3::timestamptz <= $4::timestamptz
    LIMIT $5)
  DELETE FROM alert USING those WHERE alert.workspace_id = $1 AND alert.id = those.id`

/**
 * $5 after which row, $6 how many. Kept are those of live accounts and of accounts with something to put right, of
 * staff and of whoever is needed for an account, and the newest of each thing: how it still is. What happened once
 * (a deed, a read) goes by its age.
 */
export const deleteParts = statement({ last: orNull(text()), old: int(), deleted: int() })`
  WITH ${kept},
  looked AS MATERIALIZED (
    SELECT id FROM journal_part WHERE workspace_id = $1 AND id > $5::bigint ORDER BY id LIMIT $6),
  old AS MATERIALIZED (
    SELECT j.* FROM looked CROSS JOIN LATERAL (
      SELECT id, at, kind, miro_org_id, subject, facts FROM journal WHERE workspace_id = $1 AND journal.id = looked.id OFFSET 0) j
    WHERE j.at < $2),
  ending AS MATERIALIZED (
    SELECT id FROM old WHERE CASE
      WHEN kind IN ('deed', 'run') THEN true
      WHEN kind IN ('account', 'class', 'exception') AND (
        ${isLive('old.miro_org_id', 'old.subject')} OR ${hasOpen('old.miro_org_id', 'old.subject')}) THEN false
      WHEN kind NOT IN ('account', 'class', 'exception') AND (${isNeeded('old.subject')} OR EXISTS (
        SELECT FROM person p JOIN workspace w ON w.id = $1
        WHERE p.workspace_id = $1 AND p.id = old.subject AND p.kind = 'member' AND NOT ${hasLeft('p', '$4')}
          AND (w.removed_at < $3) IS NOT TRUE)) THEN false
      ELSE EXISTS (
        SELECT FROM journal n
        WHERE n.subject = old.subject AND n.id > old.id AND n.workspace_id = $1 AND n.kind = old.kind
          AND n.miro_org_id IS NOT DISTINCT FROM old.miro_org_id
          AND n.facts ->> 'checkId' IS NOT DISTINCT FROM old.facts ->> 'checkId'
          AND (old.kind <> 'join' OR n.facts ->> 'id' = old.facts ->> 'id')) END),
  deleted AS (
    DELETE FROM journal_part USING ending WHERE journal_part.workspace_id = $1 AND journal_part.id = ending.id RETURNING 1)
  SELECT (SELECT max(id)::text FROM looked) AS last, (SELECT count(*)::int FROM old) AS old,
    (SELECT count(*)::int FROM deleted) AS deleted`
