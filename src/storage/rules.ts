import type pg from 'pg'
import type { Rule, SavedRule } from '../domain/rule.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'
import { isOwnAccount, looksLikeOwnAccount } from './own-account.ts'
import { currentRule, ruleColumns, savedRuleOf } from './rule-row.ts'

type RuleSaved = {
  readonly saved: SavedRule
  /** Ids of the accounts newly approved, or approved again for another role. */
  readonly added: readonly string[]
  readonly withdrawn: readonly string[]
}

type Approved = { readonly id: string; readonly email: string | null; readonly role: string }

type Chosen = Approved & { readonly own: boolean; readonly approved: boolean }

/** Who is a valid user: rules by version, and the accounts approved by name. */
export function rulesRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /**
     * Adds the next version; older ones are kept as evidence. `approved` makes exactly these accounts approved, each
     * for the role it has now, in the same transaction: no rule stands without the approvals it was saved with.
     */
    save: (
      key: ConnectionKey,
      rule: Rule,
      by: string,
      now: Date,
      approved: readonly string[] | null = null,
    ): Promise<RuleSaved> =>
      inTransaction(pool, async client => {
        await locked(client, key)
        return added(client, key, { rule, approved }, by, now)
      }),

    /**
     * The same for a draft, which is gone then. Null, and nothing is stored: the draft was gone already, another
     * version counts by now than the one it is based on, or an account it approves has another role than was previewed.
     */
    saveDraft: (key: ConnectionKey, draft: Draft, by: string, now: Date): Promise<RuleSaved | null> =>
      inTransaction(pool, async client => {
        await locked(client, key)
        const values = [key.workspaceId, key.miroOrgId, draft.id, draft.basedOn]
        if ((await client.query(takeDraft, values)).rowCount !== 1) return null
        return added(client, key, draft, by, now)
      }),

    current: (key: ConnectionKey): Promise<SavedRule | null> => currentRule(pool, key),

    /** The accounts approved by name for the role they have, in order of their id. */
    async approved(key: ConnectionKey): Promise<Approved[]> {
      return (await pool.query<Approved>(approvals('='), [key.workspaceId, key.miroOrgId])).rows
    },

    /** Those of these accounts that exist: whether each is this person's own, and approved already for its role. */
    async chosen(key: ConnectionKey, accountIds: readonly string[], slackUserId: string): Promise<Chosen[]> {
      const values = [key.workspaceId, key.miroOrgId, accountIds, slackUserId]
      return (await pool.query<Chosen>(chosen, values)).rows
    },

    /** Those approved for another role than they have now: that approval holds no more. */
    async lapsed(key: ConnectionKey): Promise<(Approved & { approvedRole: string })[]> {
      const { rows } = await pool.query<Approved & { approvedRole: string }>(
        approvals('<>', ', p.role AS "approvedRole"'),
        [key.workspaceId, key.miroOrgId],
      )
      return rows
    },
  }
}

type Draft = {
  readonly id: string
  readonly rule: Rule
  readonly approved: readonly string[] | null
  readonly basedOn: number
}

/** A statement of its own: whoever waited for the lock must see what the other one saved. */
const locked = (client: pg.PoolClient, { workspaceId, miroOrgId }: ConnectionKey) =>
  client.query('SELECT 1 FROM connection WHERE workspace_id = $1 AND miro_org_id = $2 FOR NO KEY UPDATE', [
    workspaceId,
    miroOrgId,
  ])

async function added(
  client: pg.PoolClient,
  { workspaceId, miroOrgId }: ConnectionKey,
  { rule, approved }: Pick<Draft, 'rule' | 'approved'>,
  by: string,
  now: Date,
): Promise<RuleSaved> {
  const values = [workspaceId, miroOrgId]
  const { rows } = await client.query(addVersion, [
    ...values,
    rule.way,
    rule.way === 'by_role' ? rule.miroRoles : [],
    jsonText(rule.way === 'by_role' ? rule.staffRoles : []),
    by,
    now,
  ])
  const changes =
    approved === null
      ? undefined
      : (await client.query<Omit<RuleSaved, 'saved'>>(approve, [...values, approved, by, now])).rows[0]
  return { added: [], withdrawn: [], ...changes, saved: savedRuleOf(rows[0]) }
}

const approvals = (role: '=' | '<>', more = ''): string => `
  SELECT a.id, a.email, a.role${more} FROM approval p
  JOIN account a ON a.workspace_id = p.workspace_id AND a.miro_org_id = p.miro_org_id AND a.id = p.account_id
    AND p.role ${role} a.role
  WHERE p.workspace_id = $1 AND p.miro_org_id = $2 ORDER BY a.id`

const chosen = `
  SELECT a.id, a.email, a.role, p.account_id IS NOT NULL AS approved, (${isOwnAccount('$4')} OR ${looksLikeOwnAccount('$4')}) AS own
  FROM account a
  LEFT JOIN approval p ON p.workspace_id = a.workspace_id AND p.miro_org_id = a.miro_org_id AND p.account_id = a.id
    AND p.role = a.role
  WHERE a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = ANY ($3) ORDER BY a.id`

const takeDraft = `
  DELETE FROM rule_draft draft
  WHERE workspace_id = $1 AND miro_org_id = $2 AND id = $3
    AND $4 = (SELECT coalesce(max(version), 0) FROM rule WHERE workspace_id = $1 AND miro_org_id = $2)
    AND NOT EXISTS (
      SELECT 1 FROM jsonb_each_text(approved_roles) previewed (id, role)
      JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = previewed.id
      WHERE a.role <> previewed.role)`

const addVersion = `
  INSERT INTO rule (workspace_id, miro_org_id, version, way, miro_roles, staff_roles, saved_by, saved_at)
  SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7
  FROM rule WHERE workspace_id = $1 AND miro_org_id = $2 RETURNING ${ruleColumns}`

// Those approved before for the role they have keep their approver and date, unless they turned out to be the
// approver's own.
const approve = `
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
