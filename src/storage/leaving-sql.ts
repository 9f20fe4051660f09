/** $1 workspace, $2 person */
export const person = `
  SELECT p.id, p.name, p.slack_user_id AS "slackUserId", p.kind, p.type, p.title, p.department,
    p.start_at AS "startAt", p.last_day AS "lastDay", p.end_at AS "endAt", p.deactivated,
    p.left_known_at AS "leftKnownAt", p.on_leave AS "onLeave", p.entered_by AS "enteredBy",
    p.entered_at AS "enteredAt", coalesce(p.time_zone, w.time_zone) AS "timeZone"
  FROM person p JOIN workspace w ON w.id = p.workspace_id
  WHERE p.workspace_id = $1 AND p.id = $2`

/**
 * $1 workspace, $2 person, $3 when that was entered which was seen, $4 type, $5 last day, $6 its end, $7 long leave,
 * $8 start, $9 by whom, $10 now. That somebody has left is known since it first was; else since now.
 */
export const store = `
  UPDATE person SET type = $4, last_day = $5, end_at = $6, on_leave = $7, start_at = $8, entered_by = $9,
    entered_at = $10, judge_at = $10,
    left_known_at = CASE
      WHEN deactivated THEN coalesce(left_known_at, $10)
      WHEN $6::timestamptz IS NULL THEN NULL
      WHEN end_at <= $10 AND start_at IS NOT DISTINCT FROM $8 THEN coalesce(left_known_at, $10)
      ELSE $10 END
  WHERE workspace_id = $1 AND id = $2 AND entered_at IS NOT DISTINCT FROM $3`

/** $1 workspace, $2 person, $3 when the last day ended. What was open stays open: only its last day was wrong. */
export const move = `
  WITH moved AS (
    UPDATE finding SET end_at = $3
    WHERE workspace_id = $1 AND person_id = $2 AND check_id = 'removed' AND closed_at IS NULL AND end_at <> $3
    RETURNING miro_org_id, group_id)
  UPDATE finding_group SET changed = true FROM moved
  WHERE finding_group.workspace_id = $1 AND finding_group.miro_org_id = moved.miro_org_id
    AND finding_group.id = moved.group_id`

/** $1 now */
export const workspacesDue = 'SELECT DISTINCT workspace_id AS id FROM person WHERE judge_at <= $1 ORDER BY 1'

/** $1 workspace, $2 now, $3 how many */
export const due = `
  SELECT id, judge_at AS "judgeAt" FROM person WHERE workspace_id = $1 AND judge_at <= $2 ORDER BY judge_at, id LIMIT $3`

/** $1 workspace, $2 people, $3 when they were judged */
export const judged = `
  UPDATE person SET judge_at = CASE WHEN end_at > $3 THEN end_at END
  FROM jsonb_to_recordset($2::jsonb) AS given(id text, "judgeAt" timestamptz(3))
  WHERE workspace_id = $1 AND person.id = given.id AND judge_at = given."judgeAt"`

const noticed =
  'SELECT id, name, last_day AS "lastDay", end_at AS "endAt" FROM person WHERE workspace_id = $1'

/** $1 workspace, $2 now, $3 until when, $4 how many */
export const contracts = `
  ${noticed} AND end_at > $2 AND end_at <= $3 AND type = 'contractor' AND NOT deactivated
  ORDER BY end_at, name, id LIMIT $4`

/** $1 workspace, $2 now, $3 how many */
export const stillActive = `
  ${noticed} AND end_at <= $2 AND kind = 'member' AND slack_user_id IS NOT NULL AND NOT deactivated
    AND missing_since IS NULL
  ORDER BY end_at DESC, name, id LIMIT $3`
