import type { Account } from '../domain/account.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import { fields, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { carriersOf } from './snapshot-batch.ts'
import { accountOf } from './snapshot-rows.ts'
import { accountColumns } from './snapshot-sql.ts'

/** Domains declared to be the same company, and what they do or would do. */
export function equalDomainsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    async get(workspaceId: string): Promise<readonly string[]> {
      const { rows } = await pool.query<{ domains: string[] }>(read, [workspaceId])
      return rows[0]?.domains ?? []
    },

    /** False when they are not `before` any more. */
    async replace(
      workspaceId: string,
      before: readonly string[],
      after: readonly string[],
    ): Promise<boolean> {
      return (await pool.query(replace, [workspaceId, before, after])).rowCount === 1
    },

    /** Accounts in these domains that nobody was found for, in order of their id. */
    async nobodys(
      { workspaceId, miroOrgId }: ConnectionKey,
      domains: readonly string[],
      afterId: string | null,
      limit: number,
    ): Promise<Account[]> {
      const values = [workspaceId, miroOrgId, domains, afterId, limit]
      return (await rows(pool, nobodys, values)).map(accountOf)
    },

    carriers: (workspaceId: string, addresses: readonly string[]) => carriersOf(pool, workspaceId, addresses),

    /** How many accounts were matched by equal domains and are in none of these. */
    async leftOut(workspaceId: string, domains: readonly string[]): Promise<number> {
      return (await pool.query<{ count: number }>(leftOut, [workspaceId, domains])).rows[0]?.count ?? 0
    },

    /** Where the accounts are that nobody was found for, most first. */
    async common(workspaceId: string, limit: number): Promise<{ domain: string; accounts: number }[]> {
      const { rows } = await pool.query<{ domain: string; accounts: number }>(common, [workspaceId, limit])
      return rows
    },
  }
}

const read = `SELECT coalesce(equal_domains, '{}') AS domains FROM workspace WHERE id = $1`
const replace = `
  UPDATE workspace SET equal_domains = $3 WHERE id = $1 AND coalesce(equal_domains, '{}') = $2::text[]`

const domainOf = `split_part(a.address, '@', 2)`
const assessed = `
  FROM assessment s
  JOIN account a ON a.workspace_id = s.workspace_id AND a.miro_org_id = s.miro_org_id AND a.id = s.account_id`
const unmatched = `s.results->'identified' @> '{"verdict":"fail","why":"no_match"}' AND a.removed_at IS NULL`
const connected = `s.miro_org_id IN (
  SELECT miro_org_id FROM connection WHERE workspace_id = $1 AND state <> 'disconnected')`

/** $1 workspace, $2 organisation, $3 domains, $4 the last id of the page before or null, $5 how many */
const nobodys = statement(accountColumns)`
  SELECT ${fields(accountColumns, 'a')} ${assessed}
  WHERE s.workspace_id = $1 AND s.miro_org_id = $2 AND ${unmatched} AND ${domainOf} = ANY($3::text[])
    AND a.id > coalesce($4::text, '')
  ORDER BY a.id LIMIT $5`

/** $1 workspace, $2 domains */
const leftOut = `
  SELECT count(*)::int AS count ${assessed}
  WHERE s.workspace_id = $1 AND s.matched_by = 'equal_domain' AND a.removed_at IS NULL AND ${connected}
    AND NOT ${domainOf} = ANY($2::text[])`

/** $1 workspace, $2 how many */
const common = `
  SELECT ${domainOf} AS domain, count(*)::int AS accounts ${assessed}
  WHERE s.workspace_id = $1 AND ${unmatched} AND ${connected}
  GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $2`
