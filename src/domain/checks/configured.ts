import type { Rule } from '../rule.ts'
import type { Frame } from '../snapshot.ts'
import { type Check, result } from './subject.ts'

/** The system itself: everything check 3 asks is in the frame. */
export const configured: Check<null> = {
  id: 'configured',
  title: 'Critical system access control should be configured',
  why: 'Without a rule that says who is a valid user, nobody can tell valid access from invalid.',
  evaluate: (_system, frame) => {
    if (!frame.critical) return result('not_applicable', 'not_critical')
    const rule = frame.rule?.rule ?? null
    if (rule === null || isEmptyRule(rule)) return result('fail', 'no_rule')
    if (namesOnlyGoneRoles(rule, frame.roles))
      return frame.accounts === 'stale' ? result('unknown', 'accounts_stale') : result('fail', 'roles_gone')
    return result('pass', namesEveryRole(rule, frame.roles) ? 'every_role_valid' : 'rule_saved')
  },
}

/** An empty role set is not a rule. */
export const isEmptyRule = (rule: Rule): boolean =>
  rule.way === 'by_role' && rule.miroRoles.length === 0 && rule.staffRoles.length === 0

/** True when the rule turns away none of the roles that accounts have today: worth a warning. */
export const namesEveryRole = (rule: Rule, roles: Frame['roles']): boolean =>
  rule.way === 'by_role' &&
  rule.staffRoles.length === 0 &&
  roles.length > 0 &&
  roles.every(role => rule.miroRoles.includes(role))

const namesOnlyGoneRoles = (rule: Rule, roles: Frame['roles']): boolean =>
  rule.way === 'by_role' &&
  rule.miroRoles.length > 0 &&
  roles.length > 0 &&
  !rule.miroRoles.some(role => roles.includes(role))
