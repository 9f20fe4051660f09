import type pg from 'pg'
import { z } from 'zod'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Rule, SavedRule } from '../domain/rule.ts'
import { flag, int, orNull, text, texts } from './engine/columns.ts'
import { command, count, inTransaction, isOne, one, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import type * as stored from './generated/client.ts'
import { isOwnAccount, looksLikeOwnAccount } from './person-sql.ts'
import { jsonText } from './sql-values.ts'
import { lockConnection, ours, tenant, whoseName } from './tenant-sql.ts'

export const staffRolesShape = z.array(
  z.object({
    kind: z.enum(['title', 'department', 'group']),
    value: z.string(),
    name: z.string().optional(),
  }),
)

const adminRightsShape = z.array(z.string()).nullable()

/** How the rule itself is stored: its way, and the roles and admin rights where they count. */
const ruleValues = (rule: Rule): readonly unknown[] =>
  rule.way === 'by_role'
    ? [rule.way, rule.miroRoles, jsonText(rule.staffRoles), rule.adminRights && jsonText(rule.adminRights)]
    : [rule.way, [], jsonText([]), null]

type Stored = Pick<stored.Rule, 'way' | 'miroRoles' | 'staffRoles' | 'adminRights'>

export function ruleOf({ way, miroRoles, staffRoles, adminRights }: Stored): Rule {
  if (way === 'every_staff_member' || way === 'by_approval') return { way }
  if (way !== 'by_role') throw new Error(`a rule is stored in an unknown way: ${way}`)
  const rights = adminRightsShape.parse(adminRights)
  const rule = { way, miroRoles, staffRoles: staffRolesShape.parse(staffRoles) } as const
  return rights === null ? rule : { ...rule, adminRights: rights }
}

/** The rule that counts now, null before one was saved. */
export async function currentRule(
  prisma: Storage['prisma'],
  { workspaceId, miroOrgId }: ConnectionKey,
): Promise<SavedRule | null> {
  const row = await prisma.rule.findFirst({ where: { workspaceId, miroOrgId }, orderBy: { version: 'desc' } })
  return row === null
    ? null
    : { version: row.version, rule: ruleOf(row), savedBy: row.savedBy, savedAt: row.savedAt }
}

type RuleSaved = {
  readonly saved: SavedRule
  /** Ids of the accounts newly approved, or approved again for another role. */
  readonly added: readonly string[]
  readonly withdrawn: readonly string[]
}

/** Who is a valid user: rules by version, and the accounts approved by name. */
export function rulesRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
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
        await count(client, lockConnection, tenant(key))
        return added(client, key, { rule, approved }, by, now)
      }),

    /**
     * The same for a draft, which is gone then. Null, and nothing is stored: the draft was gone already, another
     * version counts by now than the one it is based on, or an account it approves has another role than was previewed.
     */
    saveDraft: (key: ConnectionKey, draft: Draft, by: string, now: Date): Promise<RuleSaved | null> =>
      inTransaction(pool, async client => {
        await count(client, lockConnection, tenant(key))
        if (!(await isOne(client, takeDraft, [...tenant(key), draft.id, draft.basedOn]))) return null
        return added(client, key, draft, by, now)
      }),

    current: (key: ConnectionKey): Promise<SavedRule | null> => currentRule(prisma, key),

    /** The accounts approved by name for the role they have, in order of their id. */
    approved: (key: ConnectionKey) => rows(pool, approved, tenant(key)),

    /** Ids of the accounts of people who are known and have not left, but this person's own. */
    identified: async (key: ConnectionKey, slackUserId: string): Promise<string[]> =>
      (await rows(pool, identified, [...tenant(key), slackUserId])).map(({ id }) => id),

    /** Those of these accounts that exist: whether each is this person's own, and approved already for its role. */
    chosen: (key: ConnectionKey, accountIds: readonly string[], slackUserId: string) =>
      rows(pool, chosen, [...tenant(key), accountIds, slackUserId]),

    /** Those approved for another role than they have now: that approval holds no more. */
    lapsed: (key: ConnectionKey) => rows(pool, lapsed, tenant(key)),
  }
}

async function added(
  client: pg.PoolClient,
  key: ConnectionKey,
  { rule, approved }: Pick<Draft, 'rule' | 'approved'>,
  by: string,
  now: Date,
): Promise<RuleSaved> {
  const { version } = await one(client, addVersion, [...tenant(key), ...ruleValues(rule), by, now])
  const changes = approved && (await one(client, approve, [...tenant(key), approved, by, now]))
  const saved = { version, rule, savedBy: by, savedAt: now }
  return { added: [], withdrawn: [], ...changes, saved }
}

export type Draft = {
  readonly id: string
  readonly rule: Rule
  readonly approved: readonly string[] | null
  readonly basedOn: number
}

/** Rules that are being worked on. What nobody saves is gone a day later. */
export function ruleDraftsRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  return {
    /** Returns its id. */
    async add(
      key: ConnectionKey,
      { rule, approved, basedOn }: Omit<Draft, 'id'>,
      by: string,
      now: Date,
    ): Promise<string> {
      const { id } = await one(pool, addDraft, [
        ...[...tenant(key), ...ruleValues(rule)],
        ...[approved === null ? null : jsonText(approved), basedOn, by, now],
      ])
      return id
    },

    /** Null when there is none with this id that this person made. */
    async get({ workspaceId, miroOrgId }: ConnectionKey, id: string, by: string): Promise<Draft | null> {
      const where = { workspaceId, miroOrgId, id, draftedBy: by }
      return draftOf(await prisma.ruleDraft.findFirst({ where }))
    },

    /** The last that this person left unsaved within a day, of those begun on this version; null when there is none. */
    async unsaved(
      { workspaceId, miroOrgId }: ConnectionKey,
      by: string,
      basedOn: number,
      now: Date,
    ): Promise<Draft | null> {
      const dayBefore = new Date(now.getTime() - 86_400_000)
      const where = { workspaceId, miroOrgId, draftedBy: by, basedOn, draftedAt: { gt: dayBefore } }
      return draftOf(
        await prisma.ruleDraft.findFirst({ where, orderBy: [{ draftedAt: 'desc' }, { id: 'asc' }] }),
      )
    },
  }
}

const accountIds = z.array(z.string()).nullable()

const draftOf = (row: stored.RuleDraft | null): Draft | null =>
  row && { id: row.id, rule: ruleOf(row), approved: accountIds.parse(row.approved), basedOn: row.basedOn }

/** `name`: of the staff member whose account it is. */
const account = { id: text(), email: orNull(text()), role: text(), name: orNull(text()) }

// $1 workspace, $2 organisation in all of these.

const joined = (role: '=' | '<>') => `
  FROM approval p
  JOIN account a ON a.workspace_id = p.workspace_id AND a.miro_org_id = p.miro_org_id AND a.id = p.account_id
    AND p.role ${role} a.role
  ${whoseName}
  WHERE p.workspace_id = $1 AND p.miro_org_id = $2 ORDER BY a.id`

export const approved = statement(account)`SELECT a.id, a.email, a.role, whose.name ${joined('=')}`

export const lapsed = statement({ ...account, approvedRole: text() })`
  SELECT a.id, a.email, a.role, whose.name, p.role AS "approvedRole" ${joined('<>')}`

/** $3 a person's Slack id, whose own are left out: whoever is known, and has not left. */
export const identified = statement({ id: text() })`
  SELECT a.id
  FROM assessment s
  JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = s.account_id
  WHERE s.workspace_id = $1 AND s.miro_org_id = $2 AND a.removed_at IS NULL
    AND s.results->'identified'->>'verdict' = 'pass'
    AND s.results->'removed'->>'verdict' IS DISTINCT FROM 'fail'
    AND NOT (${isOwnAccount('$3')} OR ${looksLikeOwnAccount('$3')})
  ORDER BY a.id`

/** $3 ids of accounts, $4 a person's Slack id */
export const chosen = statement({ ...account, approved: flag(), own: flag() })`
  SELECT a.id, a.email, a.role, whose.name, p.account_id IS NOT NULL AS approved,
    (${isOwnAccount('$4')} OR ${looksLikeOwnAccount('$4')}) AS own
  FROM account a
  LEFT JOIN approval p ON p.workspace_id = a.workspace_id AND p.miro_org_id = a.miro_org_id AND p.account_id = a.id
    AND p.role = a.role
  ${whoseName}
  WHERE a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = ANY ($3) ORDER BY a.id`

/** $3 its id, $4 the version it is based on */
export const takeDraft = command`
  DELETE FROM rule_draft draft
  WHERE ${ours} AND id = $3
    AND $4 = (SELECT coalesce(max(version), 0) FROM rule WHERE ${ours})
    AND NOT EXISTS (
      SELECT 1 FROM jsonb_each_text(approved_roles) previewed (id, role)
      JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = previewed.id
      WHERE a.role <> previewed.role)`

/** $3 to $6 the rule, $7 who, $8 now */
export const addVersion = statement({ version: int() })`
  INSERT INTO rule (workspace_id, miro_org_id, version, way, miro_roles, staff_roles, admin_rights, saved_by, saved_at)
  SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7, $8
  FROM rule WHERE ${ours} RETURNING version`

/**
 * $3 ids of accounts, $4 who, $5 now. Those approved before for the role they have keep their approver and date, unless
 * they turned out to be the approver's own.
 */
export const approve = statement({ added: texts(), withdrawn: texts() })`
  WITH withdrawn AS (
    DELETE FROM approval WHERE ${ours} AND account_id <> ALL ($3)
    RETURNING account_id),
  added AS (
    INSERT INTO approval (workspace_id, miro_org_id, account_id, role, approved_by, approved_at)
    SELECT workspace_id, miro_org_id, id, role, $4, $5 FROM account
    WHERE ${ours} AND id = ANY ($3)
    ON CONFLICT (workspace_id, miro_org_id, account_id) DO UPDATE
      SET role = excluded.role, approved_by = excluded.approved_by, approved_at = excluded.approved_at
      WHERE approval.role <> excluded.role OR (approval.approved_by <> $4 AND EXISTS (
        SELECT FROM account a
        WHERE a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = approval.account_id
          AND ${isOwnAccount('approval.approved_by')}))
    RETURNING account_id)
  SELECT ARRAY(SELECT account_id FROM added ORDER BY account_id) AS added,
    ARRAY(SELECT account_id FROM withdrawn ORDER BY account_id) AS withdrawn`

/**
 * $3 to $6 the rule, $7 ids of accounts to approve or null, $8 the version it is based on,
 * $9 who, $10 now. What is a day old is forgotten.
 */
export const addDraft = statement({ id: text() })`
  WITH forgotten AS (
    DELETE FROM rule_draft WHERE workspace_id = $1 AND drafted_at < $10::timestamptz - interval '1 day')
  INSERT INTO rule_draft (workspace_id, miro_org_id, id, way, miro_roles, staff_roles, admin_rights, approved,
    approved_roles, based_on, drafted_by, drafted_at)
  SELECT $1, $2, gen_random_uuid()::text, $3, $4, $5, $6, $7::jsonb, (
      SELECT coalesce(jsonb_object_agg(id, role), '{}') FROM account
      WHERE ${ours} AND id IN (SELECT jsonb_array_elements_text($7::jsonb))),
    $8, $9, $10
  RETURNING id`
