import type { AccountClass } from '../domain/snapshot.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Storage } from './storage.ts'

type SortRow = {
  readonly role: string
  /** Null: not judged yet. */
  readonly class: AccountClass | null
  readonly deactivated: boolean
  readonly count: number
}

/** Of what sorts the accounts of a connection are, and when they were judged last. */
export function accountSortsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** How many accounts there are of each sort, gone ones left out. */
    async accountSorts(key: ConnectionKey): Promise<SortRow[]> {
      return (await pool.query<SortRow>(sorts, [key.workspaceId, key.miroOrgId])).rows
    },

    /** When every account was judged last. */
    async lastEvaluatedAt(key: ConnectionKey): Promise<Date | null> {
      const { rows } = await pool.query<{ at: Date | null }>(
        'SELECT last_evaluated_at AS at FROM connection WHERE workspace_id = $1 AND miro_org_id = $2',
        [key.workspaceId, key.miroOrgId],
      )
      return rows[0]?.at ?? null
    },
  }
}

const sorts = `
  SELECT a.role, s.class, a.active IS FALSE AS deactivated, count(*)::int AS count
  FROM account a
  LEFT JOIN assessment s ON s.workspace_id = a.workspace_id AND s.miro_org_id = a.miro_org_id AND s.account_id = a.id
  WHERE a.workspace_id = $1 AND a.miro_org_id = $2 AND a.removed_at IS NULL
  GROUP BY 1, 2, 3`
