import type { Rule } from '../rule.ts'
import { type Frame, fail, notApplicable, ofSystem, pass } from './form.ts'

const reasons = {
  rule_saved: pass('A rule says who is a valid user.'),
  every_role_valid: pass('A rule is saved, but every role is valid, so it turns nobody away.'),
  no_rule: fail('Nobody has chosen yet who may use Miro.'),
  roles_gone: fail('The rule names only roles that no account has any more.', {
    headline: 'The rule for Miro names only roles that are no longer used',
  }),
  not_critical: notApplicable('Miro is connected, but not added as a critical system.'),
}

export const configured = ofSystem({
  id: 'configured',
  title: 'Critical system access control should be configured',
  why: 'Without a rule that says who is a valid user, nobody can tell valid access from invalid.',
  deadline: { amount: 7, unit: 'days', setting: 'otherDeadline' },
  reasons,
  evaluate: (frame): keyof typeof reasons => {
    if (!frame.critical) return 'not_critical'
    const rule = frame.rule?.rule ?? null
    if (rule === null || isEmptyRule(rule)) return 'no_rule'
    if (namesOnlyGoneRoles(rule, frame.roles)) return 'roles_gone'
    return namesEveryRole(rule, frame.roles) ? 'every_role_valid' : 'rule_saved'
  },
  place: 1,
  headlines: {
    open: both('Nobody has chosen who may use Miro'),
    fixed: both('valid users of Miro are chosen'),
    over: both('the rule for Miro is not needed any more'),
    unwatched: both('nobody had chosen who may use Miro'),
  },
  fixedAs: 'rule saved',
  byRule: true,
  steps: ({ why }) => {
    const choose = 'Press Choose valid users: everybody on the staff, by role, or by approval.'
    if (why !== 'roles_gone') return [choose]
    return ['The roles named by the rule are no longer used in Miro.', choose]
  },
})

function both(text: string) {
  return { one: text, many: text }
}

/** An empty role set is not a rule. */
export const isEmptyRule = (rule: Rule): boolean =>
  rule.way === 'by_role' && rule.miroRoles.length === 0 && rule.staffRoles.length === 0

/** True when the rule turns away none of the roles that accounts have today: worth a warning. */
export const namesEveryRole = (rule: Rule, roles: Frame['roles']): boolean =>
  rule.way === 'by_role' &&
  rule.staffRoles.length === 0 &&
  rule.adminRights === undefined &&
  roles.length > 0 &&
  roles.every(role => rule.miroRoles.includes(role))

const namesOnlyGoneRoles = (rule: Rule, roles: Frame['roles']): boolean =>
  rule.way === 'by_role' &&
  rule.miroRoles.length > 0 &&
  roles.length > 0 &&
  !rule.miroRoles.some(role => roles.includes(role))
