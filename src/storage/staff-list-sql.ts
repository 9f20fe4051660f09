import { int, orNull, text, texts } from './engine/columns.ts'
import { command, statement } from './engine/statement.ts'
import { believedFirst, believedOf, erased } from './person-sql.ts'
import { readRows } from './sync-page.ts'

/** People who may be somebody whom Slack shows as active under another address: somebody has to say whether they are. */
export const maybeActive = (now: string): string => `
  SELECT l.other_id FROM person_likeness l JOIN person active ON active.workspace_id = $1 AND active.id = l.slack_id
  WHERE l.workspace_id = $1 AND active.kind = 'member' AND NOT active.deactivated AND (active.end_at <= ${now}) IS NOT TRUE
    AND NOT EXISTS (
      SELECT FROM person_join two WHERE two.workspace_id = $1 AND two.state IN ('parted', 'apart')
        AND (two.kept_id, two.gone_id) IN ((l.slack_id, l.other_id), (l.other_id, l.slack_id)))`

/** Another list lacked them too, or the same one does for more than a day, and nobody of Slack may be them. */
export const missed = (of: string, id: string): string =>
  `(${of}.missing_since IS NOT NULL AND ($6::boolean OR ${of}.missing_since < $3::timestamptz - interval '1 day')
    AND ${id} NOT IN (${maybeActive('$3')}))`

// $1 workspace, $2 run, $3 now, $4 the time zone of who has none, $5 days (as `daysOf` names them, with their instants),
// $6 whether it says something else than the list in force.
// A list has 100,000 rows, and the database guesses wrong how many: so rows are put side by side by FULL JOINs, which
// can only be done by hashing or merging, behind OFFSET 0, and what is looked up is looked up in an index.

/**
 * Whom each row is about: whoever has its employee id or carries one of its addresses as the primary one, else whoever
 * carries one in any way, an address of an earlier time of theirs among them.
 * Several such people, or several rows about one, are a conflict. Somebody who was joined of two may stand in the list
 * twice: a row is about that record of theirs which has one of its addresses, else about the one that is believed.
 */
const matched = `
  staged AS MATERIALIZED (${readRows('list', '$2')}),
  read AS MATERIALIZED (SELECT * FROM staged WHERE NOT "setAside"),
  carried AS MATERIALIZED (
    SELECT line, person_id, bool_or(sure) AS by_primary
    FROM (
      SELECT r.line, held.person_id, held.kind = 'primary' AS sure
      FROM read r CROSS JOIN LATERAL unnest(r.addresses) AS given(address)
      CROSS JOIN LATERAL (
        SELECT person_id, kind FROM person_address
        WHERE workspace_id = $1 AND person_address.address = given.address OFFSET 0) held
      UNION ALL
      SELECT r.line, held.person_id, false
      FROM (SELECT line, former FROM read WHERE former IS NOT NULL) r CROSS JOIN LATERAL unnest(r.former) AS given(address)
      CROSS JOIN LATERAL (
        SELECT person_id FROM person_address
        WHERE workspace_id = $1 AND person_address.address = given.address OFFSET 0) held
      UNION ALL
      SELECT r.line, same.person_id, true
      FROM (SELECT line, "employeeId" FROM read WHERE "employeeId" IS NOT NULL) r CROSS JOIN LATERAL (
        SELECT person_id FROM person_source
        WHERE workspace_id = $1 AND employee_id = r."employeeId" AND source = 'list' OFFSET 0) same) each
    GROUP BY 1, 2),
  claimed AS MATERIALIZED (
    SELECT line, count(*) > 1 AS several, CASE WHEN count(*) = 1 THEN min(person_id) END AS person_id
    FROM (SELECT *, by_primary = bool_or(by_primary) OVER (PARTITION BY line) AS best FROM carried) each
    WHERE best GROUP BY line),
  joined AS MATERIALIZED (
    SELECT DISTINCT person_id FROM person_source
    WHERE workspace_id = $1 AND record_id <> person_id AND source = 'list'),
  paired AS MATERIALIZED (
    SELECT c.line, (
      SELECT record_id FROM person_source each
      WHERE workspace_id = $1 AND person_id = c.person_id AND source = 'list'
      ORDER BY each.addresses && r.addresses DESC, ${believedFirst('each')} LIMIT 1) AS record_id
    FROM claimed c JOIN read r ON r.line = c.line
    WHERE c.person_id IN (SELECT person_id FROM joined)),
  about AS MATERIALIZED (
    SELECT c.*, coalesce(p.record_id, c.person_id) AS record_id
    FROM (SELECT * FROM claimed) c FULL JOIN paired p ON p.line = c.line),
  matched AS MATERIALIZED (
    SELECT r.*, a.person_id, a.record_id, CASE
      WHEN a.several THEN 'several_people'
      WHEN a.person_id IS NOT NULL AND count(*) OVER theirs > 1 THEN 'same_person' END AS because,
      CASE WHEN a.person_id IS NOT NULL THEN nullif(CASE r.line
        WHEN min(r.line) OVER theirs THEN max(r.line) OVER theirs ELSE min(r.line) OVER theirs END, r.line) END AS other
    FROM (SELECT * FROM read) r FULL JOIN about a ON a.line = r.line
    WINDOW theirs AS (PARTITION BY a.record_id)),
  placed AS MATERIALIZED (
    SELECT m.*, coalesce(m."timeZone", slack.time_zone, workspace.time_zone, $4::text) AS zone
    FROM matched m JOIN workspace ON workspace.id = $1 ${believedOf('slack', 'm.person_id')})`

/** The days that are named, each with the time zones in which it begins or ends. */
export const daysOf = statement({ day: text(), zone: text() })`
  WITH ${matched}
  SELECT DISTINCT day, zone FROM placed CROSS JOIN LATERAL unnest(ARRAY["startDay", "lastDay"]) AS days(day)
  WHERE day IS NOT NULL AND $3::timestamptz IS NOT NULL`

const instant = (day: string, end: 'begins' | 'ends'): string =>
  `($5::jsonb -> zone -> ${day} ->> '${end}')::timestamptz`

/** Who has exactly the name, or the id, of a row without an address. */
const shown = `
  nameless AS MATERIALIZED (
    SELECT line, lower(name) AS name, "employeeId" FROM staged WHERE "setAside" AND cardinality(addresses) = 0),
  shown AS MATERIALIZED (
    SELECT line, person_id FROM (
      SELECT n.line, named.person_id
      FROM (SELECT line, name FROM nameless WHERE name IS NOT NULL) n
      FULL JOIN (
        SELECT person_id, lower(name) AS name FROM person_source
        WHERE workspace_id = $1 AND name IS NOT NULL AND EXISTS (SELECT FROM nameless)) named ON named.name = n.name
      OFFSET 0) each
    WHERE line IS NOT NULL AND person_id IS NOT NULL
    UNION
    SELECT n.line, same.person_id FROM (SELECT line, "employeeId" FROM nameless WHERE "employeeId" IS NOT NULL) n CROSS JOIN LATERAL (
      SELECT person_id FROM person_source
      WHERE workspace_id = $1 AND employee_id = n."employeeId" AND source = 'list' OFFSET 0) same)`

/**
 * Rows and what the list before said, side by side; left out are those in conflict and those set aside, and whom they
 * might be about, unless another row is: by an address or an id, and where a row has no address by the name too.
 * Somebody whose data were deleted does not differ while they are gone. `lesser`: records of people who have another one
 * that says more.
 */
export const compared = `
  ${matched},
  ${shown},
  listed AS MATERIALIZED (
    SELECT *, ${instant('"startDay"', 'begins')} AS start_at, ${instant('"lastDay"', 'ends')} AS end_at
    FROM placed WHERE because IS NULL),
  unclear AS MATERIALIZED (
    SELECT person_id FROM (
      SELECT c.person_id, m.because FROM carried c FULL JOIN matched m ON m.line = c.line OFFSET 0) each
    WHERE because IS NOT NULL AND person_id IS NOT NULL
    UNION
    SELECT held.person_id FROM staged s CROSS JOIN LATERAL unnest(s.addresses) AS given(address)
    CROSS JOIN LATERAL (
      SELECT person_id FROM person_address
      WHERE workspace_id = $1 AND person_address.address = given.address OFFSET 0) held
    WHERE s."setAside"
    UNION
    SELECT same.person_id FROM (SELECT "employeeId" FROM staged WHERE "setAside" AND "employeeId" IS NOT NULL) s
    CROSS JOIN LATERAL (
      SELECT person_id FROM person_source
      WHERE workspace_id = $1 AND employee_id = s."employeeId" AND source = 'list' OFFSET 0) same
    UNION
    SELECT person_id FROM shown),
  disputed AS MATERIALIZED (SELECT person_id FROM unclear EXCEPT SELECT person_id FROM listed),
  kept AS MATERIALIZED (
    SELECT * FROM (
      SELECT k.*, d.person_id AS disputed_id
      FROM (SELECT ctid AS place, * FROM person_source WHERE workspace_id = $1 AND source = 'list') k
      FULL JOIN disputed d ON d.person_id = k.person_id OFFSET 0) each
    WHERE person_id IS NOT NULL AND disputed_id IS NULL AND (
      person_id NOT IN (SELECT person_id FROM unclear WHERE person_id IN (SELECT person_id FROM joined))
      OR record_id IN (SELECT record_id FROM listed WHERE record_id IS NOT NULL))),
  diff AS MATERIALIZED (
    SELECT r.*, r.person_id AS read_id, k.place, k.person_id AS kept_id, k.record_id AS kept_record, k.gone AS was_gone, k.missing_since,
      k.addresses AS kept_addresses, k.employee_id AS kept_number,
      k.person_id IS NULL OR (k.name = ${erased} AND (r.gone OR r.end_at <= $3)) IS NOT TRUE AND (
        k.gone IS DISTINCT FROM r.gone OR k.missing_since IS NOT NULL
        OR (k.addresses, k.employee_id, k.name, k.type, k.title, k.department, k.manager, k.time_zone, k.start_at, k.end_at, k.last_day)
          IS DISTINCT FROM (r.addresses, r."employeeId", r.name, r.type, r.title, r.department, r.manager, r."timeZone", r.start_at,
            r.end_at, r."lastDay")) AS differs
    FROM listed r FULL JOIN kept k ON k.record_id = r.record_id),
  lesser AS MATERIALIZED (
    SELECT record_id FROM (
      SELECT record_id, row_number() OVER (
        PARTITION BY person_id ORDER BY line IS NULL, gone OR (end_at <= $3) IS TRUE, end_at DESC NULLS FIRST, record_id) AS turn
      FROM (
        SELECT coalesce(record_id, kept_record) AS record_id, coalesce(read_id, kept_id) AS person_id, line, end_at,
          gone IS TRUE AS gone
        FROM diff
        UNION ALL
        SELECT record_id, person_id, CASE WHEN NOT gone THEN 0 END, end_at, gone IS TRUE FROM person_source
        WHERE workspace_id = $1 AND source = 'list' AND person_id IN (SELECT person_id FROM joined)
          AND record_id NOT IN (SELECT kept_record FROM diff WHERE kept_record IS NOT NULL)) each
      WHERE person_id IN (SELECT person_id FROM joined)) each
    WHERE turn > 1)`

const writtenRow = {
  ...{ newIds: texts(), personIds: texts(), changedIds: texts() },
  /** Of whom the list says something else, which may be what is known from elsewhere. */
  maybeIds: texts(),
  missingIds: texts(),
  conflicts: int(),
}

const missedNow = missed('person_source', 'person_source.person_id')

const notLesser = 'record_id NOT IN (SELECT record_id FROM lesser)'

/**
 * Makes a list what the source says. Whom two different lists in a row do not name, or one for more than a day, is gone
 * from it; whether that means that they left is for Slack and for people to say. Answers with everybody to
 * merge (also whom Slack shows as gone and the list names: it says so anew) and who is new.
 */
export const applyList = statement(writtenRow)`
  WITH ${compared},
  fresh AS MATERIALIZED (
    SELECT *, coalesce(read_id, gen_random_uuid()::text) AS id FROM diff WHERE kept_id IS NULL),
  people AS (
    INSERT INTO person (workspace_id, id, name, kind, first_seen_at)
    SELECT $1, id, coalesce(name, addresses[1]), 'member', $3 FROM fresh WHERE read_id IS NULL),
  added AS (
    INSERT INTO person_source (workspace_id, person_id, record_id, source, addresses, employee_id, name, kind, type, title, department,
      manager, time_zone, start_at, end_at, last_day, gone, gone_since)
    SELECT $1, id, id, 'list', addresses, "employeeId", name, 'member', type, title, department, manager, "timeZone", start_at, end_at,
      "lastDay", gone, CASE WHEN gone THEN $3::timestamptz END
    FROM fresh RETURNING person_id),
  earlier AS (
    INSERT INTO person_address (workspace_id, address, person_id, kind, since)
    SELECT DISTINCT $1, given.address, coalesce(d.read_id, f.id), 'former', $3::timestamptz
    FROM (SELECT line, read_id, former FROM diff WHERE former IS NOT NULL) d LEFT JOIN fresh f ON f.line = d.line
    CROSS JOIN LATERAL unnest(d.former) AS given(address)
    ON CONFLICT DO NOTHING),
  changed AS (
    UPDATE person_source SET addresses = d.addresses, employee_id = d."employeeId", name = d.name, type = d.type, title = d.title,
      department = d.department, manager = d.manager, time_zone = d."timeZone", start_at = d.start_at,
      end_at = d.end_at, last_day = d."lastDay", gone = d.gone,
      gone_since = CASE WHEN d.gone THEN coalesce(person_source.gone_since, $3) END, missing_since = NULL,
      still_here_by = NULL, still_here_at = NULL
    FROM diff d
    WHERE d.record_id = d.kept_record AND d.differs AND person_source.ctid = d.place
    RETURNING person_source.person_id, person_source.record_id, d.missing_since IS NOT NULL
      OR d.gone AND d.was_gone IS NOT TRUE OR d."employeeId" IS DISTINCT FROM d.kept_number
      OR d.addresses IS DISTINCT FROM d.kept_addresses AND EXISTS (
        SELECT FROM unnest(d.addresses) AS given(address) WHERE NOT EXISTS (
          SELECT FROM person_source s
          WHERE s.workspace_id = $1 AND s.person_id = d.read_id AND given.address = ANY(s.addresses))) AS sure),
  present AS (
    UPDATE person_source SET missing_since = NULL, gone = false, gone_since = NULL, still_here_by = NULL, still_here_at = NULL
    FROM (SELECT person_id FROM shown EXCEPT SELECT person_id FROM listed) s
    WHERE workspace_id = $1 AND source = 'list' AND person_source.person_id = s.person_id AND missing_since IS NOT NULL
    RETURNING person_source.person_id),
  absent AS (
    UPDATE person_source SET missing_since = coalesce(person_source.missing_since, $3),
      gone = ${missedNow},
      gone_since = CASE WHEN ${missedNow} THEN $3::timestamptz END
    FROM diff d
    WHERE d.line IS NULL AND NOT d.was_gone AND person_source.ctid = d.place
      AND (d.missing_since IS NULL OR ${missed('d', 'd.kept_id')})
    RETURNING person_source.person_id, person_source.record_id, person_source.gone)
  SELECT
    ARRAY(SELECT id FROM fresh WHERE read_id IS NULL) AS "newIds",
    ARRAY(
      SELECT person_id FROM added UNION SELECT person_id FROM changed UNION SELECT person_id FROM absent
      UNION SELECT person_id FROM present
      UNION SELECT listed.person_id FROM listed ${believedOf('slack', 'listed.person_id')} WHERE slack.gone)
      AS "personIds",
    ARRAY(
      SELECT person_id FROM changed WHERE sure AND ${notLesser}
      UNION ALL SELECT id FROM fresh WHERE read_id IS NOT NULL AND ${notLesser}) AS "changedIds",
    ARRAY(SELECT person_id FROM changed WHERE NOT sure AND ${notLesser}) AS "maybeIds",
    ARRAY(SELECT person_id FROM absent WHERE NOT gone AND ${notLesser}) AS "missingIds",
    (SELECT count(*)::int FROM matched WHERE because IS NOT NULL) AS conflicts`

/**
 * $1 workspace, $2 run: a digest of what its rows say, whatever their lines; the first value of a stored row is its line.
 */
export const digestOf = statement({ digest: orNull(text()) })`
  SELECT md5(string_agg(said, '' ORDER BY said)) AS digest
  FROM (
    SELECT md5((item - 0)::text) AS said FROM sync_page, LATERAL jsonb_array_elements(rows) AS item
    WHERE workspace_id = $1 AND run_id = $2) each`

/** $1 workspace, $2 run, $3 what came of applying it, which may be more than was announced */
export const keepCounts = command`
  UPDATE sync_run SET change = change || $3::jsonb WHERE workspace_id = $1 AND id = $2`

/** $1 workspace */
export const digestInForce = statement({ digest: orNull(text()) })`
  SELECT digest FROM staff_list WHERE workspace_id = $1`

/**
 * $1 workspace, $2 origin's kind, $3 its name, $4 whether it is read on the schedule, $5 run, $6 by whom, $7 its digest,
 * $8 its columns, $9 its rows that cannot be used.
 */
export const keepList = command`
  INSERT INTO staff_list (workspace_id, origin_kind, origin_name, standing, read_at, brought_by, digest, header, unusable)
  SELECT $1, $2, $3, $4, run.finished_at, $6, $7, $8, $9 FROM sync_run run WHERE run.workspace_id = $1 AND run.id = $5
  ON CONFLICT (workspace_id) DO UPDATE SET origin_kind = excluded.origin_kind, origin_name = excluded.origin_name,
    standing = excluded.standing, read_at = excluded.read_at, brought_by = excluded.brought_by, digest = excluded.digest,
    header = excluded.header, unusable = excluded.unusable, trouble = NULL,
    trouble_since = NULL`

/** $1 workspace, $2 the key of a header line, $3 what is chosen of its columns: nothing is kept of a choice that is none. */
export const keepChosen = command`
  WITH forgotten AS (
    DELETE FROM staff_columns WHERE workspace_id = $1 AND header = $2 AND $3::jsonb = '{}'::jsonb)
  INSERT INTO staff_columns (workspace_id, header, chosen) SELECT $1, $2, $3::jsonb WHERE $3::jsonb <> '{}'::jsonb
  ON CONFLICT (workspace_id, header) DO UPDATE SET chosen = excluded.chosen`
