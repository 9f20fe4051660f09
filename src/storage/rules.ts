import type { Rule, SavedRule } from '../domain/rule.ts'
import type { ConnectionKey } from './connection-key.ts'
import { count, one, type Queryable, rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import type { Draft } from './rule-drafts.ts'
import { currentRule, ruleValues } from './rule-row.ts'
import { type Approved, addVersion, approve, approved, chosen, lapsed, lock, takeDraft } from './rules-sql.ts'

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
        await count(client, lock, tenant(key))
        return added(client, key, { rule, approved }, by, now)
      }),

    /**
     * The same for a draft, which is gone then. Null, and nothing is stored: the draft was gone already, another
     * version counts by now than the one it is based on, or an account it approves has another role than was previewed.
     */
    saveDraft: (key: ConnectionKey, draft: Draft, by: string, now: Date): Promise<RuleSaved | null> =>
      inTransaction(pool, async client => {
        await count(client, lock, tenant(key))
        if ((await count(client, takeDraft, [...tenant(key), draft.id, draft.basedOn])) !== 1) return null
        return added(client, key, draft, by, now)
      }),

    current: (key: ConnectionKey): Promise<SavedRule | null> => currentRule(prisma, key),

    /** The accounts approved by name for the role they have, in order of their id. */
    approved: (key: ConnectionKey): Promise<Approved[]> => rows(pool, approved, tenant(key)),

    /** Those of these accounts that exist: whether each is this person's own, and approved already for its role. */
    chosen: (key: ConnectionKey, accountIds: readonly string[], slackUserId: string) =>
      rows(pool, chosen, [...tenant(key), accountIds, slackUserId]),

    /** Those approved for another role than they have now: that approval holds no more. */
    lapsed: (key: ConnectionKey) => rows(pool, lapsed, tenant(key)),
  }
}

const tenant = ({ workspaceId, miroOrgId }: ConnectionKey) => [workspaceId, miroOrgId]

async function added(
  client: Queryable,
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
