import { readRows } from './sync-page.ts'

// As for accounts, the FULL JOINs can only be done by hashing or merging, and rows to write are found by their place.

const known = 'FROM person WHERE workspace_id = $1 AND slack_user_id IS NOT NULL'

/** When the run $2 began: whoever was looked at alone after that is known better than the run knows. */
const began = '(SELECT started_at FROM sync_run WHERE workspace_id = $1 AND id = $2)'

/** A later time than now ($3) means that a clock was wrong, and counts for nothing. */
const notLookedSince = (since: string): string => `(looked_at > ${since} AND looked_at <= $3) IS NOT TRUE`

/** $1 workspace, $3 now. Staff who left by events within the hour and did not come back. */
export const leftLately = `
  SELECT DISTINCT p.id, p.name, p.slack_user_id
  FROM person_event e JOIN person p ON p.workspace_id = $1 AND p.slack_user_id = e.slack_user_id
  WHERE e.workspace_id = $1 AND e.outcome = 'left' AND (p.deactivated OR p.kind <> 'member')
    AND e.received_at BETWEEN $3::timestamptz - interval '1 hour' AND $3`

/** $1 workspace, $2 run, $3 now. Who left by events within the hour counts as well: it may be one and the same mistake. */
export const compareStaff = `
  WITH read AS MATERIALIZED (${readRows('slack', '$2', ['slackUserId', 'kind', 'deactivated', 'address'])}),
  lately AS MATERIALIZED (${leftLately}),
  current AS MATERIALIZED (
    SELECT id, name, slack_user_id ${known} AND kind = 'member' AND NOT deactivated AND ${notLookedSince(began)}
    UNION ALL SELECT id, name, slack_user_id FROM lately),
  gone AS MATERIALIZED (
    SELECT p.id, p.name
    FROM (SELECT DISTINCT "slackUserId" FROM read WHERE kind = 'member' AND NOT deactivated) r
    FULL JOIN current p ON p.slack_user_id = r."slackUserId"
    WHERE r."slackUserId" IS NULL)
  SELECT
    (SELECT count(*)::int FROM read) AS rows,
    (SELECT count(DISTINCT "slackUserId")::int FROM read) AS distinct,
    (SELECT set_aside FROM sync_run WHERE workspace_id = $1 AND id = $2) AS "setAside",
    (SELECT count(*)::int ${known} AND kind = 'member' AND NOT deactivated)
      + (SELECT count(*)::int FROM lately) AS "currentBefore",
    (SELECT count(*)::int FROM read WHERE kind = 'member' AND NOT deactivated) AS "currentAfter",
    (SELECT count(address)::int FROM read WHERE kind = 'member' AND NOT deactivated) AS "currentWithAddress",
    (SELECT count(*)::int FROM gone) AS gone,
    ARRAY(
      SELECT coalesce((
        SELECT min(address) FROM person_address a
        WHERE a.workspace_id = $1 AND a.person_id = gone.id AND a.kind = 'primary'), gone.name)
      FROM gone ORDER BY gone.name, gone.id LIMIT 5) AS sample`

/** Since when it is known of somebody read as gone: where a last day that somebody entered is over, since they did. */
const knownSince = 'CASE WHEN person.end_at <= $3 THEN coalesce(person.left_known_at, $3) ELSE $3 END'

/**
 * What was read of people becomes what is known of them. $1 workspace, $3 now. Somebody read as deactivated left; the
 * bot knows since now. Somebody read as active again has not left, unless a last day that was entered says so: no scan
 * touches what people enter. Followed by statements that tell what was done. `which` of the people known are meant, `when` one of them is written, and what `lookedAt` becomes.
 */
const writePeople = (from: { read: string; which: string; when: string; lookedAt: string }): string => `
  WITH read AS MATERIALIZED (${from.read}),
  diff AS MATERIALIZED (
    SELECT r.*, p.place, p.id AS known_id, p.deactivated AS was_deactivated, p.kind AS was_kind
    FROM read r FULL JOIN (SELECT ctid AS place, * ${known} ${from.which}) p ON p.slack_user_id = r."slackUserId"
    WHERE p.id IS NULL OR (${from.when})),
  added AS (
    INSERT INTO person (workspace_id, id, slack_user_id, name, kind, title, time_zone, is_admin, deactivated,
      left_known_at, first_seen_at, looked_at)
    SELECT $1, gen_random_uuid()::text, "slackUserId", name, kind, title, "timeZone", "isAdmin", deactivated,
      CASE WHEN deactivated THEN $3::timestamptz END, $3, ${from.lookedAt}
    FROM diff WHERE known_id IS NULL
    RETURNING id, slack_user_id, false AS left_now),
  changed AS (
    UPDATE person SET name = d.name, kind = d.kind, title = d.title, time_zone = d."timeZone",
      is_admin = d."isAdmin", deactivated = d.deactivated, missing_since = NULL,
      looked_at = coalesce(${from.lookedAt}, person.looked_at),
      left_known_at = CASE
        WHEN d.deactivated = d.was_deactivated THEN person.left_known_at
        WHEN d.deactivated THEN ${knownSince}
        WHEN person.end_at IS NOT NULL THEN person.entered_at END
    FROM diff d
    WHERE d."slackUserId" IS NOT NULL AND person.ctid = d.place
    RETURNING person.id, person.slack_user_id, d.was_kind = 'member' AND NOT d.was_deactivated
      AND (d.deactivated OR d.kind <> 'member') AS left_staff,
      d.deactivated AND NOT d.was_deactivated AND person.kind = 'member' AS left_now)`

/**
 * $1 workspace, $2 run, $3 now. Writes only people who differ, and nobody who was looked at alone since the run
 * began. Somebody missing for the second time left.
 */
export const applyPeople = `${writePeople({
  read: readRows('slack', '$2'),
  which: '',
  when: `${notLookedSince(began)} AND (
      (r."slackUserId" IS NULL AND NOT (p.deactivated AND p.missing_since IS NOT NULL))
      OR (r."slackUserId" IS NOT NULL AND (
        p.missing_since IS NOT NULL OR p.name <> r.name OR p.kind <> r.kind
        OR p.title IS DISTINCT FROM r.title OR p.time_zone IS DISTINCT FROM r."timeZone"
        OR p.is_admin <> r."isAdmin" OR p.deactivated <> r.deactivated)))`,
  lookedAt: 'NULL::timestamptz',
})},
  absent AS (
    UPDATE person SET missing_since = coalesce(person.missing_since, $3),
      deactivated = person.deactivated OR person.missing_since IS NOT NULL,
      is_admin = person.is_admin AND person.missing_since IS NULL,
      left_known_at = CASE
        WHEN person.missing_since IS NOT NULL AND NOT person.deactivated THEN ${knownSince}
        ELSE person.left_known_at END
    FROM diff d
    WHERE d."slackUserId" IS NULL AND person.ctid = d.place
    RETURNING person.deactivated AND NOT d.was_deactivated AND person.kind = 'member' AS left_now)
  SELECT
    (SELECT count(*)::int FROM added) AS added,
    (SELECT count(*)::int FROM changed) + (SELECT count(*)::int FROM absent) AS changed,
    (SELECT count(*)::int FROM (SELECT left_now FROM changed UNION ALL SELECT left_now FROM absent) leaving
     WHERE left_now) AS left`

/** SQL: the people of a jsonb array in $2. */
const given = `
  SELECT * FROM jsonb_to_recordset($2::jsonb) AS given(
    "slackUserId" text, name text, kind text, address text, title text, "timeZone" text, "isAdmin" boolean,
    deactivated boolean)`

/** $1 workspace, $2 people, $3 now, $4 when Slack was asked. Answers with everybody written. */
export const recordPeople = `${writePeople({
  read: given,
  which: `AND slack_user_id IN (SELECT "slackUserId" FROM read)`,
  when: notLookedSince('$4::timestamptz'),
  lookedAt: '$3::timestamptz',
})}
  SELECT id, slack_user_id AS "slackUserId", false AS left FROM added
  UNION ALL SELECT id, slack_user_id, left_staff FROM changed`

/**
 * After the people. $1 workspace, $3 now. A new address becomes the primary one and the old one a former one: an
 * account may still carry it. No address given takes none away.
 */
const writeAddresses = (read: string, which: string): string => `
  WITH read AS MATERIALIZED (${read}),
  fresh AS MATERIALIZED (
    SELECT p.id AS person_id, r.address, held.place
    FROM read r
    CROSS JOIN LATERAL (
      SELECT id FROM person WHERE workspace_id = $1 AND slack_user_id = r."slackUserId" AND ${which} OFFSET 0) p
    LEFT JOIN LATERAL (
      SELECT ctid AS place, address FROM person_address
      WHERE workspace_id = $1 AND person_id = p.id AND kind = 'primary' OFFSET 0) held ON true
    WHERE r.address IS NOT NULL AND held.address IS DISTINCT FROM r.address),
  demoted AS (
    UPDATE person_address old SET kind = 'former' FROM fresh WHERE old.ctid = fresh.place)
  INSERT INTO person_address (workspace_id, address, person_id, kind, since)
  SELECT $1, address, person_id, 'primary', $3 FROM fresh
  ON CONFLICT (workspace_id, address, person_id) DO UPDATE SET kind = 'primary', since = excluded.since`

/** $1 workspace, $2 run, $3 now */
export const applyAddresses = writeAddresses(
  readRows('slack', '$2', ['slackUserId', 'address']),
  notLookedSince(began),
)

/** $1 workspace, $2 people, $3 now */
export const recordAddresses = writeAddresses(given, 'true')
