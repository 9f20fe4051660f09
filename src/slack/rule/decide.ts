import type { Rule } from '../../domain/rule.ts'
import type { RuleOptions } from '../workflows.ts'
import { resolved, roleChoices, ruleStaffRoles, staffChoices } from './choices.ts'
import type { ChosenRule } from './read.ts'

/** The rule that was chosen, of what exists: a value from elsewhere names nothing. */
export function ruleOf(chosen: ChosenRule, options: RuleOptions): Rule {
  if (chosen.way !== 'by_role') return { way: chosen.way }
  return {
    way: 'by_role',
    miroRoles: resolved(chosen.miroRoles, roleChoices(options)),
    staffRoles: [
      ...resolved(chosen.titles, staffChoices(options, 'title')).map(value => ({
        kind: 'title' as const,
        value,
      })),
      ...resolved(chosen.departments, staffChoices(options, 'department')).map(value => ({
        kind: 'department' as const,
        value,
      })),
      ...ruleStaffRoles(options.current, 'group').map(value => ({ kind: 'group' as const, value })),
    ],
  }
}

/** The accounts approved: those chosen, and those approved before that stand on other pages of the menu. */
export function approvedOf({ way, accounts, a, z }: ChosenRule, options: RuleOptions): string[] | null {
  if (way !== 'by_approval') return null
  const elsewhere = options.approved
    .map(({ id }) => id)
    .filter(id => (a !== null && id <= a) || (z !== null && id > z))
  return [...new Set([...accounts, ...elsewhere])]
}
