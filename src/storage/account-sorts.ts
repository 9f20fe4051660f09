import type { AccountClass } from '../domain/account.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Storage } from './engine/storage.ts'

type ClassRow = { readonly class: AccountClass; readonly count: number }

/** Of what classes the accounts of a connection are, and by which rule they were judged. */
export function accountSortsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** How many accounts there are of each class; those without access and those not judged yet left out. */
    async classes(key: ConnectionKey): Promise<ClassRow[]> {
      return (await pool.query<ClassRow>(classes, [key.workspaceId, key.miroOrgId])).rows
    },

    /** Version of the rule by which every account was judged last; 0 without one. */
    async judgedRule(key: ConnectionKey): Promise<number> {
      const { rows } = await pool.query<{ version: number }>(
        'SELECT judged_rule AS version FROM connection WHERE workspace_id = $1 AND miro_org_id = $2',
        [key.workspaceId, key.miroOrgId],
      )
      return rows[0]?.version ?? 0
    },
  }
}

// Check 1 does not apply to accounts that are deactivated or gone.
const classes = `
  SELECT class, sum(accounts)::int AS count FROM verdict_count
  WHERE workspace_id = $1 AND miro_org_id = $2 AND check_id = 'identified' AND verdict <> 'not_applicable' AND accounts > 0
  GROUP BY class`
