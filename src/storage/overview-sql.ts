// $1 workspace, $2 organisation in all of these.

const ours = 'workspace_id = $1 AND miro_org_id = $2'

export const state = `
  SELECT last_evaluated_at AS "lastEvaluatedAt", (
    SELECT count(*)::int FROM account
    WHERE ${ours} AND removed_at IS NULL AND missing_since IS NULL AND active) AS accounts
  FROM connection WHERE ${ours}`

export const openByCheck = `
  SELECT check_id AS "checkId", count(*)::int AS count, min(opened_at) AS "oldestOpenedAt",
    min(due_at) AS "soonestDueAt"
  FROM finding WHERE ${ours} AND closed_at IS NULL
  GROUP BY check_id ORDER BY check_id`

export const checkCounts = `
  SELECT identified, removed, valid, count(*)::int AS count
  FROM assessment WHERE ${ours} GROUP BY identified, removed, valid`

const behind = (check: 'identified' | 'removed' | 'valid'): string => `
  SELECT a.id, a.email, a.role, a.license, a.last_activity_at AS "lastActivityAt", s.class, p.name AS "personName",
    s.why, coalesce(s.account_id = c.miro_user_id, false) AS authorises
  FROM (
    SELECT account_id, class, person_id, ${check}_why AS why FROM assessment
    WHERE ${ours} AND ${check} = $3 AND account_id > coalesce($4::text, '')
    ORDER BY account_id LIMIT $5) s
  CROSS JOIN LATERAL (SELECT * FROM account WHERE ${ours} AND id = s.account_id OFFSET 0) a
  LEFT JOIN LATERAL (SELECT name FROM person WHERE workspace_id = $1 AND id = s.person_id OFFSET 0) p ON true
  LEFT JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = $2
  ORDER BY s.account_id`

/** $3 verdict, $4 the last id of the page before or null, $5 how many */
export const accountsBehind = {
  identified: behind('identified'),
  removed: behind('removed'),
  valid: behind('valid'),
}

export const roleCounts = `
  SELECT role, count(*)::int AS count FROM account
  WHERE ${ours} AND removed_at IS NULL AND active IS NOT FALSE
  GROUP BY role ORDER BY count(*) DESC, role`

/** $3 pattern, $4 how many */
export const foundAccounts = `
  SELECT id, email, role FROM account
  WHERE ${ours} AND removed_at IS NULL AND email ILIKE $3
  ORDER BY email, id LIMIT $4`
