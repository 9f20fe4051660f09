import type pg from 'pg'
import { z } from 'zod'
import type { Rule, SavedRule } from '../domain/rule.ts'
import type { ConnectionKey } from './connection-key.ts'

/** How the rule itself is stored. */
export type RuleColumns = { way: string; miro_roles: string[]; staff_roles: unknown }

type RuleRow = RuleColumns & {
  version: number
  saved_by: string
  saved_at: Date
}

const staffRoles = z.array(
  z.object({
    kind: z.enum(['title', 'department', 'group']),
    value: z.string(),
    name: z.string().optional(),
  }),
)

export const ruleColumns = 'version, way, miro_roles, staff_roles, saved_by, saved_at'

export const savedRuleOf = (row: RuleRow): SavedRule => ({
  version: row.version,
  rule: ruleOf(row),
  savedBy: row.saved_by,
  savedAt: row.saved_at,
})

export function ruleOf({ way, miro_roles, staff_roles }: RuleColumns): Rule {
  if (way === 'every_staff_member' || way === 'by_approval') return { way }
  if (way !== 'by_role') throw new Error(`a rule is stored in an unknown way: ${way}`)
  return { way, miroRoles: miro_roles, staffRoles: staffRoles.parse(staff_roles) }
}

/** The rule that counts now, null before one was saved. */
export async function currentRule(pool: pg.Pool, key: ConnectionKey): Promise<SavedRule | null> {
  const { rows } = await pool.query<RuleRow>(
    `SELECT ${ruleColumns} FROM rule WHERE workspace_id = $1 AND miro_org_id = $2 ORDER BY version DESC LIMIT 1`,
    [key.workspaceId, key.miroOrgId],
  )
  return rows[0] === undefined ? null : savedRuleOf(rows[0])
}
