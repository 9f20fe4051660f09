import { countVerdicts } from './counts-sql.ts'

// LATERAL … OFFSET 0 makes each row look itself up in the index, and ctid makes it be written where it was found:
// both keep a plan that was made for a small table from comparing everything with everything once it is large.

// Each statement first locks the connection, and does nothing when a newer evaluation has begun. It answers with one
// row when it was ours, with none when it was not.

/** $1 workspace, $2 organisation, $3 fence */
export const lockOurs = `
    SELECT 1 FROM connection
    WHERE workspace_id = $1 AND miro_org_id = $2 AND evaluation_fence = $3
    FOR NO KEY UPDATE`

const ours = `
  ours AS MATERIALIZED (${lockOurs})`

/** $1 workspace, $2 organisation, $3 fence, $4 now, $5 [{ id, why, personId, endAt } or { id, closedAs }] */
export const closeFindings = `
  WITH ${ours},
  news AS MATERIALIZED (
    SELECT given.*, stored.place
    FROM ours, jsonb_to_recordset($5::jsonb) AS given(
        id text, why text, "personId" text, "endAt" timestamptz(3), "closedAs" text),
      LATERAL (
        SELECT ctid AS place, closed_at FROM finding
        WHERE workspace_id = $1 AND miro_org_id = $2 AND id = given.id OFFSET 0) stored
    WHERE stored.closed_at IS NULL),
  touched AS (
    UPDATE finding SET
      why = coalesce(news.why, finding.why),
      person_id = CASE WHEN news."closedAs" IS NULL THEN news."personId" ELSE finding.person_id END,
      end_at = CASE WHEN news."closedAs" IS NULL THEN news."endAt" ELSE finding.end_at END,
      closed_as = news."closedAs",
      closed_at = CASE WHEN news."closedAs" IS NOT NULL THEN $4::timestamptz END
    FROM news WHERE finding.ctid = news.place
    RETURNING finding.group_id),
  told AS (
    UPDATE finding_group SET changed = true
    WHERE workspace_id = $1 AND miro_org_id = $2 AND id IN (SELECT group_id FROM touched))
  SELECT 1 FROM ours`

/**
 * $1 workspace, $2 organisation, $3 fence, $4 now, $5 evaluation, $6 new findings, $7 assessments as arrays,
 * $8 what the checks said, to which each assessment points.
 * What is open already stays as it is: repeating an evaluation opens nothing twice. One of all accounts and one of some
 * may have found the same at the same time; whoever comes second makes no group of it either.
 */
export const openFindings = `
  WITH ${ours},
  opened AS MATERIALIZED (
    SELECT given.* FROM ours, jsonb_to_recordset($6::jsonb) AS given(
      "checkId" text, "subjectId" text, why text, "personId" text,
      "clockAt" timestamptz(3), "endAt" timestamptz(3), "dueAt" timestamptz(3), "goesOn" jsonb)
    WHERE NOT EXISTS (
      SELECT FROM (
        SELECT * FROM finding WHERE subject_id = given."subjectId" AND check_id = given."checkId" OFFSET 0) open
      WHERE open.workspace_id = $1 AND open.miro_org_id = $2 AND open.closed_at IS NULL)),
  groups AS (
    INSERT INTO finding_group (workspace_id, miro_org_id, id, check_id, evaluation_id, opened_at, changed)
    SELECT $1, $2, gen_random_uuid()::text, "checkId", $5, $4, true FROM opened GROUP BY "checkId"
    ON CONFLICT (workspace_id, miro_org_id, evaluation_id, check_id) DO UPDATE SET changed = true
    RETURNING id, check_id),
  stored AS (
    INSERT INTO finding (workspace_id, miro_org_id, id, check_id, subject_id, group_id, why, person_id,
      opened_at, clock_at, end_at, due_at, previous_id)
    SELECT $1, $2, gen_random_uuid()::text, "checkId", "subjectId", groups.id, opened.why, "personId",
      $4, coalesce(going.clock_at, "clockAt"), "endAt", coalesce(going.due_at, "dueAt"), earlier.id
    FROM opened JOIN groups ON groups.check_id = opened."checkId"
    LEFT JOIN LATERAL (
      SELECT * FROM (
        SELECT * FROM finding WHERE subject_id = opened."subjectId" AND check_id = opened."checkId" OFFSET 0) earlier
      WHERE earlier.workspace_id = $1 AND earlier.miro_org_id = $2 AND earlier.closed_at IS NOT NULL
      ORDER BY earlier.opened_at DESC LIMIT 1) earlier ON true
    LEFT JOIN LATERAL (
      SELECT earlier.clock_at, earlier.due_at
      WHERE earlier.person_id IS NOT DISTINCT FROM "personId" AND "goesOn"->'closedAs' ? earlier.closed_as
        AND ("goesOn"->>'notBefore' IS NULL OR earlier.clock_at >= ("goesOn"->>'notBefore')::timestamptz)) going
      ON true
    ON CONFLICT (workspace_id, miro_org_id, check_id, subject_id) WHERE closed_at IS NULL DO NOTHING),
  judged AS MATERIALIZED (
    SELECT item->>0 AS account_id, item->>1 AS class, item->>2 AS person_id, item->>3 AS matched_by,
      $8::jsonb->(item->>4)::int AS results
    FROM ours, jsonb_array_elements($7::jsonb) AS item),
  ${countVerdicts('judged')},
  assessed AS (
    INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, matched_by, results, changed_at)
    SELECT $1, $2, account_id, class, person_id, matched_by, results, $4 FROM judged
    ON CONFLICT (workspace_id, miro_org_id, account_id) DO UPDATE SET
      class = excluded.class, person_id = excluded.person_id, matched_by = excluded.matched_by,
      results = excluded.results, changed_at = excluded.changed_at)
  SELECT 1 FROM ours`
