import { findingRows } from './finding-rows.ts'

// $1 workspace, $2 organisation in all of these but the last.

const ours = 'workspace_id = $1 AND miro_org_id = $2'

export const state = `
  SELECT last_evaluated_at AS "lastEvaluatedAt", judged_rule AS "judgedRule", (
    SELECT coalesce(sum(live), 0)::int FROM role_count WHERE ${ours}) AS accounts, (
    SELECT finished_at FROM sync_run
    WHERE workspace_id = $1 AND source = 'miro' AND source_id = $2 AND state = 'complete'
    ORDER BY started_at LIMIT 1) AS "firstSyncAt"
  FROM connection WHERE ${ours}`

/** $3 a moment: how many of those open now were open then too. */
export const openByCheck = `
  SELECT check_id AS "checkId", count(*)::int AS count, min(opened_at) AS "oldestOpenedAt",
    min(due_at) AS "soonestDueAt", (count(*) FILTER (WHERE opened_at <= $3::timestamptz))::int AS "openThen"
  FROM finding WHERE ${ours} AND closed_at IS NULL
  GROUP BY check_id ORDER BY check_id`

/** $3 a moment: what was open then and was closed since. What was closed long ago is not read. */
export const closedSince = `
  SELECT check_id AS "checkId", count(*)::int AS count
  FROM finding WHERE ${ours} AND closed_at > $3 AND opened_at <= $3
  GROUP BY check_id`

export const checkCounts = `
  SELECT check_id AS "checkId", verdict, sum(accounts)::int AS count FROM verdict_count
  WHERE ${ours} AND accounts > 0 GROUP BY check_id, verdict`

/** $3 check, $4 verdict, $5 the last id of the page before or null, $6 how many */
export const accountsBehind = `
  SELECT a.id, a.email, a.role, a.license, a.last_activity_at AS "lastActivityAt", s.class, p.name AS "personName",
    s.why, coalesce(s.account_id = c.miro_user_id, false) AS authorises
  FROM (
    SELECT account_id, class, person_id, results->$3::text->>'why' AS why FROM assessment
    WHERE ${ours} AND results->$3::text->>'verdict' = $4 AND account_id > coalesce($5::text, '')
    ORDER BY account_id LIMIT $6) s
  CROSS JOIN LATERAL (SELECT * FROM account WHERE ${ours} AND id = s.account_id OFFSET 0) a
  LEFT JOIN LATERAL (SELECT name FROM person WHERE workspace_id = $1 AND id = s.person_id OFFSET 0) p ON true
  LEFT JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = $2
  ORDER BY s.account_id`

export const roleCounts = `
  SELECT role, present AS count FROM role_count WHERE ${ours} AND present > 0 ORDER BY present DESC, role`

/** $3 pattern, $4 how many */
export const foundAccounts = `
  SELECT id, email, role FROM account
  WHERE ${ours} AND removed_at IS NULL AND email ILIKE $3
  ORDER BY email, id LIMIT $4`

// Findings of one evaluation are due at the same moment: their ids are compared as bytes, which costs a tenth.
const soonest = (of: 'f.' | ''): string => `${of}due_at, ${of}subject_id COLLATE "C", ${of}id`

/** $3 how many to leave out, $4 how many. The soonest due first. */
export const findingsOpen = `
  ${findingRows(`(
    SELECT * FROM finding WHERE ${ours} AND closed_at IS NULL ORDER BY ${soonest('')} OFFSET $3 LIMIT $4) f`)}
  ORDER BY ${soonest('f.')}`

/** $1 workspace, $2 a Slack user id: the accounts that are this person's own, those that are gone left out. */
export const accountsOwn = `
  SELECT s.miro_org_id AS "miroOrgId", a.id, a.email, a.role, a.license, a.active,
    a.last_activity_at AS "lastActivityAt", s.results
  FROM person p
  CROSS JOIN LATERAL (SELECT * FROM assessment WHERE person_id = p.id OFFSET 0) s
  CROSS JOIN LATERAL (
    SELECT * FROM account WHERE workspace_id = $1 AND miro_org_id = s.miro_org_id AND id = s.account_id OFFSET 0) a
  WHERE p.workspace_id = $1 AND p.slack_user_id = $2 AND s.workspace_id = $1 AND s.class = 'staff'
    AND a.removed_at IS NULL
  ORDER BY s.miro_org_id, a.email, a.id LIMIT 50`
