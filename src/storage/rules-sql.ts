import { command, flag, int, orNull, type RowOf, statement, text, texts } from './engine/statement.ts'
import { isOwnAccount, looksLikeOwnAccount } from './own-account.ts'

const account = { id: text(), email: orNull(text()), role: text() }
export type Approved = RowOf<typeof account>

// $1 workspace, $2 organisation in all of these.

/** A statement of its own: whoever waited for the lock must see what the other one saved. */
export const lock = command`SELECT 1 FROM connection WHERE workspace_id = $1 AND miro_org_id = $2 FOR NO KEY UPDATE`

const joined = (role: '=' | '<>') => `
  FROM approval p
  JOIN account a ON a.workspace_id = p.workspace_id AND a.miro_org_id = p.miro_org_id AND a.id = p.account_id
    AND p.role ${role} a.role
  WHERE p.workspace_id = $1 AND p.miro_org_id = $2 ORDER BY a.id`

export const approved = statement(account)`SELECT a.id, a.email, a.role ${joined('=')}`

export const lapsed = statement({ ...account, approvedRole: text() })`
  SELECT a.id, a.email, a.role, p.role AS "approvedRole" ${joined('<>')}`

/** $3 ids of accounts, $4 a person's Slack id */
export const chosen = statement({ ...account, approved: flag(), own: flag() })`
  SELECT a.id, a.email, a.role, p.account_id IS NOT NULL AS approved,
    (${isOwnAccount('$4')} OR ${looksLikeOwnAccount('$4')}) AS own
  FROM account a
  LEFT JOIN approval p ON p.workspace_id = a.workspace_id AND p.miro_org_id = a.miro_org_id AND p.account_id = a.id
    AND p.role = a.role
  WHERE a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = ANY ($3) ORDER BY a.id`

/** $3 its id, $4 the version it is based on */
export const takeDraft = command`
  DELETE FROM rule_draft draft
  WHERE workspace_id = $1 AND miro_org_id = $2 AND id = $3
    AND $4 = (SELECT coalesce(max(version), 0) FROM rule WHERE workspace_id = $1 AND miro_org_id = $2)
    AND NOT EXISTS (
      SELECT 1 FROM jsonb_each_text(approved_roles) previewed (id, role)
      JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = previewed.id
      WHERE a.role <> previewed.role)`

/** $3 to $5 the rule, $6 who, $7 now */
export const addVersion = statement({ version: int() })`
  INSERT INTO rule (workspace_id, miro_org_id, version, way, miro_roles, staff_roles, saved_by, saved_at)
  SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7
  FROM rule WHERE workspace_id = $1 AND miro_org_id = $2 RETURNING version`

/**
 * $3 ids of accounts, $4 who, $5 now. Those approved before for the role they have keep their approver and date, unless
 * they turned out to be the approver's own.
 */
export const approve = statement({ added: texts(), withdrawn: texts() })`
  WITH withdrawn AS (
    DELETE FROM approval WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id <> ALL ($3)
    RETURNING account_id),
  added AS (
    INSERT INTO approval (workspace_id, miro_org_id, account_id, role, approved_by, approved_at)
    SELECT workspace_id, miro_org_id, id, role, $4, $5 FROM account
    WHERE workspace_id = $1 AND miro_org_id = $2 AND id = ANY ($3)
    ON CONFLICT (workspace_id, miro_org_id, account_id) DO UPDATE
      SET role = excluded.role, approved_by = excluded.approved_by, approved_at = excluded.approved_at
      WHERE approval.role <> excluded.role OR (approval.approved_by <> $4 AND EXISTS (
        SELECT FROM account a
        WHERE a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = approval.account_id
          AND ${isOwnAccount('approval.approved_by')}))
    RETURNING account_id)
  SELECT ARRAY(SELECT account_id FROM added ORDER BY account_id) AS added,
    ARRAY(SELECT account_id FROM withdrawn ORDER BY account_id) AS withdrawn`
