/**
 * The four checks as one statement, written by hand for what the measured company has: exact addresses and aliases,
 * a rule by role, lists that are fresh, and nothing decided, excepted or evaluated before. It stores what the
 * product's first evaluation stores.
 *
 * $1 workspace, $2 organisation, $3 now, $4 evaluation
 */
export const evaluationStatement = `
  WITH frame AS MATERIALIZED (
    SELECT c.critical_since IS NOT NULL AS critical, r.miro_roles,
      $3::timestamptz + make_interval(hours => w.removal_sla_amount) AS removal_due,
      $3::timestamptz + make_interval(days => w.other_sla_amount) AS other_due
    FROM connection c JOIN workspace w ON w.id = c.workspace_id
    LEFT JOIN LATERAL (
      SELECT * FROM rule WHERE workspace_id = $1 AND miro_org_id = $2 ORDER BY version DESC LIMIT 1) r ON true
    WHERE c.workspace_id = $1 AND c.miro_org_id = $2),
  system AS MATERIALIZED (
    SELECT CASE
      WHEN NOT critical THEN 'not_critical'
      WHEN coalesce(cardinality(miro_roles), 0) = 0 THEN 'no_rule'
      WHEN EXISTS (
        SELECT FROM account WHERE workspace_id = $1 AND miro_org_id = $2 AND removed_at IS NULL
          AND active IS NOT FALSE AND role = ANY(miro_roles)) THEN 'rule_saved'
      ELSE 'roles_gone' END AS why
    FROM frame),
  carried AS (
    SELECT pa.address,
      min(p.id) FILTER (WHERE pa.kind = 'primary') AS holder,
      count(*) FILTER (WHERE pa.kind = 'primary') AS holders,
      min(p.id) FILTER (WHERE pa.kind <> 'primary') AS other,
      count(*) FILTER (WHERE pa.kind <> 'primary') AS others
    FROM person_address pa JOIN person p ON p.workspace_id = pa.workspace_id AND p.id = pa.person_id
    WHERE pa.workspace_id = $1 AND p.kind = 'member'
    GROUP BY pa.address),
  matched AS (
    SELECT a.id, a.address, a.role, p.id AS person_id,
      CASE WHEN holders = 1 THEN 'email' WHEN p.id IS NOT NULL THEN 'alias' END AS matched_by,
      CASE WHEN a.removed_at IS NOT NULL THEN 'gone' WHEN a.active IS FALSE THEN 'deactivated' END AS dead,
      CASE WHEN a.active IS NULL THEN 'active_unknown' WHEN a.missing_since IS NOT NULL THEN 'missing_once' END AS doubt,
      coalesce(holders, 0) > 1 OR (coalesce(holders, 0) = 0 AND coalesce(others, 0) > 1) AS conflict,
      p.deactivated OR coalesce(p.end_at <= $3, false) AS has_left,
      CASE WHEN p.end_at <= $3 THEN p.end_at END AS ended_at,
      p.end_at IS NOT NULL AS has_end
    FROM account a
    LEFT JOIN carried ON carried.address = a.address
    LEFT JOIN person p ON p.workspace_id = $1 AND p.id = CASE
      WHEN holders = 1 THEN holder WHEN holders = 0 AND others = 1 THEN other END
    WHERE a.workspace_id = $1 AND a.miro_org_id = $2),
  first_two AS (
    SELECT *,
      coalesce(dead, doubt, CASE
        WHEN person_id IS NOT NULL THEN 'matched_' || matched_by
        WHEN conflict THEN 'conflict'
        WHEN address IS NULL THEN 'no_email'
        ELSE 'no_match' END) AS identified_why,
      CASE
        WHEN person_id IS NOT NULL AND NOT has_left THEN CASE WHEN has_end THEN 'leaves_later' ELSE 'not_left' END
        WHEN person_id IS NOT NULL THEN coalesce('left_' || dead, doubt, 'left_still_active')
        WHEN dead IS NOT NULL THEN dead
        WHEN address IS NULL THEN 'no_email'
        ELSE 'identify_first' END AS removed_why
    FROM matched),
  judged AS MATERIALIZED (
    SELECT first_two.*,
      CASE
        WHEN dead IS NOT NULL THEN dead
        WHEN system.why = 'not_critical' THEN 'not_critical'
        WHEN system.why <> 'rule_saved' THEN 'not_configured'
        WHEN doubt IS NOT NULL THEN doubt
        WHEN removed_why = 'left_still_active' THEN 'removal_first'
        WHEN person_id IS NULL THEN CASE WHEN identified_why = 'no_email' THEN 'no_email' ELSE 'identify_first' END
        WHEN role = ANY(frame.miro_roles) THEN 'role_valid'
        WHEN role NOT IN ('organization_internal_admin', 'organization_internal_user', 'organization_external_user',
          'organization_team_guest_user') THEN 'role_unknown'
        WHEN role = 'organization_internal_admin' AND 'organization_internal_user' = ANY(frame.miro_roles)
          THEN 'role_too_high'
        ELSE 'role_not_valid' END AS valid_why
    FROM first_two, system, frame),
  assessed AS (
    INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, matched_by, results, changed_at)
    SELECT $1, $2, id, CASE WHEN person_id IS NULL THEN 'unidentified' ELSE 'staff' END, person_id, matched_by,
      jsonb_build_object(
        'identified', jsonb_build_object('verdict', CASE
          WHEN identified_why IN ('matched_email', 'matched_alias') THEN 'pass'
          WHEN identified_why IN ('gone', 'deactivated') THEN 'not_applicable'
          WHEN identified_why IN ('conflict', 'no_match') THEN 'fail' ELSE 'unknown' END, 'why', identified_why),
        'removed', jsonb_build_object('verdict', CASE
          WHEN removed_why IN ('left_gone', 'left_deactivated') THEN 'pass'
          WHEN removed_why = 'left_still_active' THEN 'fail'
          WHEN removed_why IN ('no_email', 'active_unknown', 'missing_once') THEN 'unknown'
          ELSE 'not_applicable' END, 'why', removed_why),
        'valid', jsonb_build_object('verdict', CASE
          WHEN valid_why = 'role_valid' THEN 'pass'
          WHEN valid_why IN ('role_too_high', 'role_not_valid') THEN 'fail'
          WHEN valid_why IN ('no_email', 'active_unknown', 'missing_once', 'role_unknown') THEN 'unknown'
          ELSE 'not_applicable' END, 'why', valid_why)), $3
    FROM judged),
  failed AS MATERIALIZED (
    SELECT 'identified' AS check_id, id AS subject_id, identified_why AS why, person_id, NULL::timestamptz AS end_at,
      other_due AS due_at FROM judged, frame WHERE identified_why IN ('conflict', 'no_match')
    UNION ALL
    SELECT 'removed', id, removed_why, person_id, ended_at, removal_due FROM judged, frame
    WHERE removed_why = 'left_still_active'
    UNION ALL
    SELECT 'valid', id, valid_why, person_id, NULL, other_due FROM judged, frame
    WHERE valid_why IN ('role_too_high', 'role_not_valid')
    UNION ALL
    SELECT 'configured', 'system', why, NULL, NULL, other_due FROM system, frame WHERE why IN ('no_rule', 'roles_gone')),
  groups AS (
    INSERT INTO finding_group (workspace_id, miro_org_id, id, check_id, evaluation_id, opened_at, changed)
    SELECT DISTINCT ON (check_id) $1, $2, gen_random_uuid()::text, check_id, $4, $3::timestamptz, true FROM failed
    RETURNING id, check_id)
  INSERT INTO finding (workspace_id, miro_org_id, id, check_id, subject_id, group_id, why, person_id,
    opened_at, clock_at, end_at, due_at)
  SELECT $1, $2, gen_random_uuid()::text, check_id, subject_id, groups.id, why, person_id, $3, $3, end_at, due_at
  FROM failed JOIN groups USING (check_id)`
