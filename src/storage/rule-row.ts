import { z } from 'zod'
import type { Rule, SavedRule } from '../domain/rule.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Storage } from './engine/storage.ts'
import type * as stored from './generated/client.ts'
import { jsonText } from './json-text.ts'

const staffRolesShape = z.array(
  z.object({
    kind: z.enum(['title', 'department', 'group']),
    value: z.string(),
    name: z.string().optional(),
  }),
)

/** How the rule itself is stored: its way, and the roles where they count. */
export const ruleValues = (rule: Rule): readonly unknown[] =>
  rule.way === 'by_role'
    ? [rule.way, rule.miroRoles, jsonText(rule.staffRoles)]
    : [rule.way, [], jsonText([])]

export function ruleOf({
  way,
  miroRoles,
  staffRoles,
}: Pick<stored.Rule, 'way' | 'miroRoles' | 'staffRoles'>): Rule {
  if (way === 'every_staff_member' || way === 'by_approval') return { way }
  if (way !== 'by_role') throw new Error(`a rule is stored in an unknown way: ${way}`)
  return { way, miroRoles, staffRoles: staffRolesShape.parse(staffRoles) }
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
