import type { Rule, StaffRole } from '../../domain/rule.ts'
import type { RuleOptions } from '../../workflows/rule/rule-options.ts'
import { choiceValue, resolved } from '../frame/form-answers.ts'
import { groupChoices, roleChoices, staffChoices } from './choices.ts'
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
      ...groupsOf(chosen, options),
    ],
  }
}

/** Where they may not be read, the form keeps those of the rule as they are. */
function groupsOf(chosen: ChosenRule, options: RuleOptions): StaffRole[] {
  const kept = options.current?.rule.way === 'by_role' ? options.current.rule.staffRoles : []
  if (options.groups === null) return kept.filter(({ kind }) => kind === 'group')
  return groupChoices(options)
    .filter(({ id }) => chosen.groups.includes(choiceValue(id)))
    .map(({ id, handle }) => ({ kind: 'group', value: id, name: `@${handle}` }))
}

/** The accounts approved: those chosen, and those approved before that stand on other pages of the menu. */
export function approvedOf({ way, accounts, a, z }: ChosenRule, options: RuleOptions): string[] | null {
  if (way !== 'by_approval') return null
  const elsewhere = options.approved
    .map(({ id }) => id)
    .filter(id => (a !== null && id <= a) || (z !== null && id > z))
  return [...new Set([...accounts, ...elsewhere])]
}
