import { statement, text } from './engine/statement.ts'

/**
 * $1 workspace, $2 organisation, $3 to $5 the rule, $6 ids of accounts to approve or null, $7 the version it is based
 * on, $8 who, $9 now. What is a day old is forgotten.
 */
export const add = statement({ id: text() })`
  WITH forgotten AS (
    DELETE FROM rule_draft WHERE workspace_id = $1 AND drafted_at < $9::timestamptz - interval '1 day')
  INSERT INTO rule_draft (workspace_id, miro_org_id, id, way, miro_roles, staff_roles, approved, approved_roles,
    based_on, drafted_by, drafted_at)
  SELECT $1, $2, gen_random_uuid()::text, $3, $4, $5, $6::jsonb, (
      SELECT coalesce(jsonb_object_agg(id, role), '{}') FROM account
      WHERE workspace_id = $1 AND miro_org_id = $2 AND id IN (SELECT jsonb_array_elements_text($6::jsonb))),
    $7, $8, $9
  RETURNING id`
