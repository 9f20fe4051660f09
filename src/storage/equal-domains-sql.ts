import type { Account } from '../domain/account.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import { fields, int, text, texts } from './engine/columns.ts'
import { command, isOne, one, row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { accountOf, carriersOf } from './snapshot-batch.ts'
import { accountColumns } from './snapshot-sql.ts'
import { tenant } from './tenant-sql.ts'

/** Domains declared to be the same company, and what they do or would do. */
export function equalDomainsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    async get(workspaceId: string): Promise<readonly string[]> {
      return (await row(pool, read, [workspaceId]))?.domains ?? []
    },

    /** False when they are not `before` any more. */
    replace: (workspaceId: string, before: readonly string[], after: readonly string[]): Promise<boolean> =>
      isOne(pool, replace, [workspaceId, before, after]),

    /** Accounts in these domains that nobody was found for, in order of their id. */
    async nobodys(
      key: ConnectionKey,
      domains: readonly string[],
      afterId: string | null,
      limit: number,
    ): Promise<Account[]> {
      return (await rows(pool, nobodys, [...tenant(key), domains, afterId, limit])).map(accountOf)
    },

    carriers: (workspaceId: string, addresses: readonly string[]) => carriersOf(pool, workspaceId, addresses),

    /** How many accounts were matched by equal domains and are in none of these. */
    leftOut: async (workspaceId: string, domains: readonly string[]): Promise<number> =>
      (await one(pool, leftOut, [workspaceId, domains])).count,

    /** Where the accounts are that nobody was found for, most first. */
    common: (workspaceId: string, limit: number) => rows(pool, common, [workspaceId, limit]),
  }
}

export const read = statement({ domains: texts() })`
  SELECT coalesce(equal_domains, '{}') AS domains FROM workspace WHERE id = $1`

export const replace = command`
  UPDATE workspace SET equal_domains = $3 WHERE id = $1 AND coalesce(equal_domains, '{}') = $2::text[]`

const domainOf = `split_part(a.address, '@', 2)`
const assessed = `
  FROM assessment s
  JOIN account a ON a.workspace_id = s.workspace_id AND a.miro_org_id = s.miro_org_id AND a.id = s.account_id`
const unmatched = `s.results->'identified' @> '{"verdict":"fail","why":"no_match"}' AND a.removed_at IS NULL`
const connected = `s.miro_org_id IN (
  SELECT miro_org_id FROM connection WHERE workspace_id = $1 AND state <> 'disconnected')`

/** $1 workspace, $2 organisation, $3 domains, $4 the last id of the page before or null, $5 how many */
export const nobodys = statement(accountColumns)`
  SELECT ${fields(accountColumns, 'a')} ${assessed}
  WHERE s.workspace_id = $1 AND s.miro_org_id = $2 AND ${unmatched} AND ${domainOf} = ANY($3::text[])
    AND a.id > coalesce($4::text, '')
  ORDER BY a.id LIMIT $5`

/** $1 workspace, $2 domains */
export const leftOut = statement({ count: int() })`
  SELECT count(*)::int AS count ${assessed}
  WHERE s.workspace_id = $1 AND s.matched_by = 'equal_domain' AND a.removed_at IS NULL AND ${connected}
    AND NOT ${domainOf} = ANY($2::text[])`

/** $1 workspace, $2 how many */
export const common = statement({ domain: text(), accounts: int() })`
  SELECT ${domainOf} AS domain, count(*)::int AS accounts ${assessed}
  WHERE s.workspace_id = $1 AND ${unmatched} AND ${connected}
  GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $2`
