import { readRows } from './sync-page.ts'

// As for accounts, the FULL JOINs can only be done by hashing or merging, and rows to write are found by their place.

const known = 'FROM person WHERE workspace_id = $1 AND slack_user_id IS NOT NULL'

/** $1 workspace, $2 run */
export const compareStaff = `
  WITH read AS MATERIALIZED (${readRows('slack', '$2', ['slackUserId', 'kind', 'deactivated', 'address'])}),
  gone AS MATERIALIZED (
    SELECT p.id, p.name
    FROM (SELECT DISTINCT "slackUserId" FROM read WHERE kind = 'member' AND NOT deactivated) r
    FULL JOIN (SELECT id, name, slack_user_id ${known} AND kind = 'member' AND NOT deactivated) p
      ON p.slack_user_id = r."slackUserId"
    WHERE r."slackUserId" IS NULL)
  SELECT
    (SELECT count(*)::int FROM read) AS rows,
    (SELECT count(DISTINCT "slackUserId")::int FROM read) AS distinct,
    (SELECT set_aside FROM sync_run WHERE workspace_id = $1 AND id = $2) AS "setAside",
    (SELECT count(*)::int ${known} AND kind = 'member' AND NOT deactivated) AS "currentBefore",
    (SELECT count(*)::int FROM read WHERE kind = 'member' AND NOT deactivated) AS "currentAfter",
    (SELECT count(address)::int FROM read WHERE kind = 'member' AND NOT deactivated) AS "currentWithAddress",
    (SELECT count(*)::int FROM gone) AS gone,
    ARRAY(
      SELECT coalesce((
        SELECT min(address) FROM person_address a
        WHERE a.workspace_id = $1 AND a.person_id = gone.id AND a.kind = 'primary'), gone.name)
      FROM gone ORDER BY gone.name, gone.id LIMIT 5) AS sample`

/**
 * $1 workspace, $2 run, $3 now. Writes only people who differ. Somebody read as deactivated, or missing for the
 * second time, left; the bot knows since now. Somebody read as active again has not left.
 */
export const applyPeople = `
  WITH read AS MATERIALIZED (${readRows('slack', '$2')}),
  diff AS MATERIALIZED (
    SELECT r.*, p.place, p.id AS known_id, p.deactivated AS was_deactivated
    FROM read r FULL JOIN (SELECT ctid AS place, * ${known}) p ON p.slack_user_id = r."slackUserId"
    WHERE p.id IS NULL
      OR (r."slackUserId" IS NULL AND NOT (p.deactivated AND p.missing_since IS NOT NULL))
      OR (r."slackUserId" IS NOT NULL AND (
        p.missing_since IS NOT NULL OR p.name <> r.name OR p.kind <> r.kind
        OR p.title IS DISTINCT FROM r.title OR p.time_zone IS DISTINCT FROM r."timeZone"
        OR p.is_admin <> r."isAdmin" OR p.deactivated <> r.deactivated))),
  added AS (
    INSERT INTO person (workspace_id, id, slack_user_id, name, kind, title, time_zone, is_admin, deactivated,
      left_known_at, first_seen_at)
    SELECT $1, gen_random_uuid()::text, "slackUserId", name, kind, title, "timeZone", "isAdmin", deactivated,
      CASE WHEN deactivated THEN $3::timestamptz END, $3
    FROM diff WHERE known_id IS NULL
    RETURNING 1),
  changed AS (
    UPDATE person SET name = d.name, kind = d.kind, title = d.title, time_zone = d."timeZone",
      is_admin = d."isAdmin", deactivated = d.deactivated, missing_since = NULL,
      left_known_at = CASE
        WHEN NOT d.deactivated THEN NULL
        WHEN d.was_deactivated THEN person.left_known_at
        ELSE $3 END
    FROM diff d
    WHERE d."slackUserId" IS NOT NULL AND person.ctid = d.place
    RETURNING d.deactivated AND NOT d.was_deactivated AND person.kind = 'member' AS left_now),
  absent AS (
    UPDATE person SET missing_since = coalesce(person.missing_since, $3),
      deactivated = person.deactivated OR person.missing_since IS NOT NULL,
      is_admin = person.is_admin AND person.missing_since IS NULL,
      left_known_at = CASE
        WHEN person.missing_since IS NOT NULL AND NOT person.deactivated THEN $3
        ELSE person.left_known_at END
    FROM diff d
    WHERE d."slackUserId" IS NULL AND person.ctid = d.place
    RETURNING person.deactivated AND NOT d.was_deactivated AND person.kind = 'member' AS left_now)
  SELECT
    (SELECT count(*)::int FROM added) AS added,
    (SELECT count(*)::int FROM changed) + (SELECT count(*)::int FROM absent) AS changed,
    (SELECT count(*)::int FROM (SELECT left_now FROM changed UNION ALL SELECT left_now FROM absent) leaving
     WHERE left_now) AS left`

/**
 * $1 workspace, $2 run, $3 now; after the people. A new address becomes the primary one and the old one a former
 * one: an account may still carry it. No address given takes none away.
 */
export const applyAddresses = `
  WITH read AS MATERIALIZED (${readRows('slack', '$2', ['slackUserId', 'address'])}),
  fresh AS MATERIALIZED (
    SELECT p.id AS person_id, r.address, held.place
    FROM read r
    CROSS JOIN LATERAL (
      SELECT id FROM person WHERE workspace_id = $1 AND slack_user_id = r."slackUserId" OFFSET 0) p
    LEFT JOIN LATERAL (
      SELECT ctid AS place, address FROM person_address
      WHERE workspace_id = $1 AND person_id = p.id AND kind = 'primary' OFFSET 0) held ON true
    WHERE r.address IS NOT NULL AND held.address IS DISTINCT FROM r.address),
  demoted AS (
    UPDATE person_address old SET kind = 'former' FROM fresh WHERE old.ctid = fresh.place)
  INSERT INTO person_address (workspace_id, address, person_id, kind, since)
  SELECT $1, address, person_id, 'primary', $3 FROM fresh
  ON CONFLICT (workspace_id, address, person_id) DO UPDATE SET kind = 'primary', since = excluded.since`
