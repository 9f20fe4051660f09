import { flag, int, orNull, text, texts } from './engine/columns.ts'
import { one, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { erased } from './person-sql.ts'
import { applyRun, type RunKey } from './run-lock-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'
import { readRows } from './sync-page.ts'

const comparedRow = {
  /** People read, and how many different Slack ids they have. */
  ...{ rows: int(), distinct: int(), setAside: int() },
  /** Staff of today as known so far, with who left by events within the hour, and as read. */
  ...{ currentBefore: int(), currentAfter: int() },
  /** How many of those read have an e-mail address. */
  currentWithAddress: int(),
  /** Staff of today as known so far who would not be any more. */
  gone: int(),
  /** Addresses (or names) of up to five of them. */
  sample: texts(),
}

/** What a complete read of Slack's directory does to the people we know, beside what other sources say of them. */
export function staffSyncRepository(storage: Pick<Storage, 'kind' | 'pool' | 'room'>) {
  return {
    /** How the pages of a run differ from what is known, in numbers. */
    compare: (run: RunKey, now: Date) => one(storage.pool, compareStaff, [run.workspaceId, run.id, now]),

    /** Staff of today who would not be any more by what the run read, in order of their id. */
    losing: (run: RunKey, afterId: string | null, limit: number, now: Date) =>
      rows(storage.pool, losingStaff, [run.workspaceId, run.id, now, afterId, limit]),

    /**
     * Makes what the run read what Slack says, all or nothing. People who were not read count as deactivated when a
     * complete run missed them before; else they are marked as missing.
     */
    apply: (run: RunKey, { now }: { readonly now: Date }) =>
      applyRun(storage, run, now, {
        /** `left`: known to have left from now on. */
        none: { added: 0, changed: 0, left: 0 },
        write: async client => {
          const { personIds, ...counts } = await one(client, applyPeople, [run.workspaceId, run.id, now])
          const { left } = await mergeStaff(client, run.workspaceId, personIds, now)
          return { ...counts, left: left.length }
        },
      }),
  }
}

// As for accounts, the FULL JOINs can only be done by hashing or merging, and rows to write are found by their place.

/** What Slack's directory said of people before. */
const known = "FROM person_source WHERE workspace_id = $1 AND source = 'slack'"

/** Staff of today, as far as Slack says. */
const inSlack = "kind = 'member' AND NOT gone"

/** When the run $2 began: whoever was looked at alone after that is known better than the run knows. */
const began = '(SELECT started_at FROM sync_run WHERE workspace_id = $1 AND id = $2)'

/** A later time than now ($3) means that a clock was wrong, and counts for nothing. */
const notLookedSince = (since: string): string => `(looked_at > ${since} AND looked_at <= $3) IS NOT TRUE`

/** $1 workspace, $3 now. Staff who left by events within the hour and did not come back. */
export const leftLately = `
  SELECT DISTINCT s.person_id, s.name, s.slack_user_id
  FROM person_event e
  JOIN person_source s ON s.workspace_id = $1 AND s.slack_user_id = e.slack_user_id
  WHERE e.workspace_id = $1 AND e.outcome = 'left' AND (s.gone OR s.kind <> 'member')
    AND e.received_at BETWEEN $3::timestamptz - interval '1 hour' AND $3`

/** Who was on the staff and would not be by what was read; who left by events within the hour counts as well. */
const losing = `
  read AS MATERIALIZED (${readRows('slack', '$2', ['slackUserId', 'kind', 'deactivated', 'address'])}),
  lately AS MATERIALIZED (${leftLately}),
  current AS MATERIALIZED (
    SELECT person_id, name, slack_user_id ${known} AND ${inSlack} AND ${notLookedSince(began)}
    UNION ALL SELECT person_id, name, slack_user_id FROM lately),
  gone AS MATERIALIZED (
    SELECT p.person_id, p.name
    FROM (SELECT DISTINCT "slackUserId" FROM read WHERE kind = 'member' AND NOT deactivated) r
    FULL JOIN current p ON p.slack_user_id = r."slackUserId"
    WHERE r."slackUserId" IS NULL)`

/** SQL: the address of one of them. */
const addressOf = (one: string): string => `(
  SELECT min(address) FROM person_address a
  WHERE a.workspace_id = $1 AND a.person_id = ${one}.person_id AND a.kind = 'primary')`

/** $1 workspace, $2 run, $3 now, $4 the last id of the page before or null, $5 how many */
export const losingStaff = statement({ id: text(), called: orNull(text()), name: text() })`
  WITH ${losing}
  SELECT gone.person_id AS id, ${addressOf('gone')} AS called, gone.name
  FROM gone WHERE $4::text IS NULL OR gone.person_id > $4 ORDER BY gone.person_id LIMIT $5`

/** $1 workspace, $2 run, $3 now. Who left by events within the hour may have by one and the same mistake. */
export const compareStaff = statement(comparedRow)`
  WITH ${losing}
  SELECT
    (SELECT count(*)::int FROM read) AS rows,
    (SELECT count(DISTINCT "slackUserId")::int FROM read) AS distinct,
    (SELECT set_aside FROM sync_run WHERE workspace_id = $1 AND id = $2) AS "setAside",
    (SELECT count(*)::int ${known} AND ${inSlack})
      + (SELECT count(*)::int FROM lately) AS "currentBefore",
    (SELECT count(*)::int FROM read WHERE kind = 'member' AND NOT deactivated) AS "currentAfter",
    (SELECT count(address)::int FROM read WHERE kind = 'member' AND NOT deactivated) AS "currentWithAddress",
    (SELECT count(*)::int FROM gone) AS gone,
    ARRAY(
      SELECT coalesce(${addressOf('gone')}, gone.name)
      FROM gone ORDER BY gone.name, gone.person_id LIMIT 5) AS sample`

/**
 * What was read of people becomes what Slack says of them, but what it does not tell any more, as of people deactivated
 * (address, time zone, kind, name), stays as it was; what is known of them has to be merged afterwards, but of
 * those of whom only Slack knows. $1 workspace, $3 now. Whoever is new to Slack and has the address of one person of
 * another source is that person. Of somebody whose data were deleted nothing is written while they are gone.
 * Followed by statements that tell what was done. `which` of the people known are meant, `when` one of them is
 * written, and what `lookedAt` becomes.
 */
const writePeople = (from: { read: string; which: string; when: string; lookedAt: string }): string => `
  WITH read AS MATERIALIZED (${from.read}),
  diff AS MATERIALIZED (
    SELECT r."slackUserId", coalesce(r.name, s.name, 'Deactivated User') AS name,
      CASE WHEN r.kind = 'unknown' THEN coalesce(s.kind, r.kind) ELSE r.kind END AS kind,
      r.address, r.title, r."timeZone", r."isAdmin", r.deactivated,
      s.place, s.person_id, s.gone AS was_gone, s.kind AS was_kind
    FROM read r FULL JOIN (SELECT ctid AS place, * ${known} ${from.which}) s ON s.slack_user_id = r."slackUserId"
    WHERE s.person_id IS NULL OR ((s.gone AND s.name = ${erased} AND r.deactivated) IS NOT TRUE AND (${from.when}))),
  fresh AS MATERIALIZED (
    SELECT d.*, other.id AS other_id, coalesce(other.id, gen_random_uuid()::text) AS id
    FROM (SELECT *, row_number() OVER (PARTITION BY address ORDER BY deactivated, "slackUserId") AS turn
      FROM diff WHERE person_id IS NULL) d
    LEFT JOIN LATERAL (
      SELECT min(p.id) AS id
      FROM person_address a
      CROSS JOIN LATERAL (SELECT * FROM person WHERE workspace_id = $1 AND id = a.person_id OFFSET 0) p
      WHERE a.workspace_id = $1 AND a.address = d.address AND d.turn = 1
      HAVING count(*) = 1 AND bool_and(p.slack_user_id IS NULL) OFFSET 0) other ON true),
  people AS (
    INSERT INTO person (workspace_id, id, slack_user_id, name, kind, title, time_zone, is_admin, deactivated,
      left_known_at, first_seen_at)
    SELECT $1, id, "slackUserId", name, kind, title, "timeZone", "isAdmin", deactivated,
      CASE WHEN deactivated THEN $3::timestamptz END, $3
    FROM fresh WHERE other_id IS NULL),
  addresses AS (
    INSERT INTO person_address (workspace_id, address, person_id, kind, since)
    SELECT $1, address, id, 'primary', $3 FROM fresh WHERE other_id IS NULL AND address IS NOT NULL),
  joined AS (
    UPDATE person SET slack_user_id = f."slackUserId" FROM fresh f
    WHERE person.workspace_id = $1 AND person.id = f.other_id),
  added AS (
    INSERT INTO person_source (workspace_id, person_id, record_id, source, slack_user_id, addresses, name, kind, title,
      time_zone, is_admin, gone, gone_since, looked_at)
    SELECT $1, id, id, 'slack', "slackUserId", array_remove(ARRAY[address], NULL), name, kind, title, "timeZone", "isAdmin",
      deactivated, CASE WHEN deactivated THEN $3::timestamptz END, ${from.lookedAt}
    FROM fresh
    RETURNING person_id, slack_user_id),
  changed AS (
    UPDATE person_source SET name = d.name, kind = d.kind, title = d.title,
      time_zone = coalesce(d."timeZone", person_source.time_zone), is_admin = d."isAdmin", gone = d.deactivated, missing_since = NULL,
      addresses = CASE WHEN d.address IS NULL THEN person_source.addresses ELSE ARRAY[d.address] END,
      gone_since = CASE WHEN d.deactivated THEN coalesce(person_source.gone_since, $3) END,
      looked_at = coalesce(${from.lookedAt}, person_source.looked_at)
    FROM diff d
    WHERE d."slackUserId" IS NOT NULL AND person_source.ctid = d.place
    RETURNING person_source.person_id, person_source.slack_user_id, d.was_kind = 'member' AND NOT d.was_gone
      AND (d.deactivated OR d.kind <> 'member') AS left_staff)`

/**
 * $1 workspace, $2 run, $3 now. Writes only people who differ, and nobody who was looked at alone since the run
 * began. Somebody missing for the second time left. Answers with everybody to merge.
 */
export const applyPeople = statement({ added: int(), changed: int(), personIds: texts() })`${writePeople({
  read: readRows('slack', '$2'),
  which: '',
  when: `${notLookedSince(began)} AND (
      (r."slackUserId" IS NULL AND NOT (s.gone AND s.missing_since IS NOT NULL))
      OR (r."slackUserId" IS NOT NULL AND (
        s.missing_since IS NOT NULL OR s.name <> r.name OR (r.kind <> 'unknown' AND s.kind <> r.kind)
        OR s.title IS DISTINCT FROM r.title
        OR (r."timeZone" IS NOT NULL AND s.time_zone IS DISTINCT FROM r."timeZone") OR s.is_admin <> r."isAdmin" OR s.gone <> r.deactivated
        OR (r.address IS NOT NULL AND s.addresses[1] IS DISTINCT FROM r.address))))`,
  lookedAt: 'NULL::timestamptz',
})},
  absent AS (
    UPDATE person_source SET missing_since = coalesce(person_source.missing_since, $3),
      gone = person_source.gone OR person_source.missing_since IS NOT NULL,
      gone_since = CASE
        WHEN person_source.gone OR person_source.missing_since IS NOT NULL THEN coalesce(person_source.gone_since, $3) END,
      is_admin = person_source.is_admin AND person_source.missing_since IS NULL
    FROM diff d
    WHERE d."slackUserId" IS NULL AND person_source.ctid = d.place
    RETURNING person_source.person_id)
  SELECT
    (SELECT count(*)::int FROM added) AS added,
    (SELECT count(*)::int FROM changed) + (SELECT count(*)::int FROM absent) AS changed,
    ARRAY(
      SELECT other_id FROM fresh WHERE other_id IS NOT NULL
      UNION ALL SELECT person_id FROM changed UNION ALL SELECT person_id FROM absent) AS "personIds"`

/** SQL: the people of a jsonb array in $2. */
const given = `
  SELECT * FROM jsonb_to_recordset($2::jsonb) AS given(
    "slackUserId" text, name text, kind text, address text, title text, "timeZone" text, "isAdmin" boolean,
    deactivated boolean)`

/** $1 workspace, $2 people, $3 now, $4 when Slack was asked. Answers with everybody written, to be merged. */
export const recordPeople = statement({ id: text(), slackUserId: text(), left: flag() })`${writePeople({
  read: given,
  which: 'AND slack_user_id IN (SELECT "slackUserId" FROM read)',
  when: notLookedSince('$4::timestamptz'),
  lookedAt: '$3::timestamptz',
})}
  SELECT person_id AS id, slack_user_id AS "slackUserId", false AS left FROM added
  UNION ALL SELECT person_id, slack_user_id, left_staff FROM changed`
