import { isAdminRole, isKnownRole, memberRole } from '../account.ts'
import { plainRole, type Rule, type StaffRole } from '../rule.ts'
import { isStaff, leftOf, type Person, startsLater } from '../staff.ts'
import {
  accessUnknown,
  identifyFirst,
  noAccess,
  ofAccess,
  ofStaffList,
  removalFirst,
  staffDoubt,
  withoutAccess,
} from './access.ts'
import { configured } from './configured.ts'
import {
  type Fixable,
  type Frame,
  fail,
  notApplicable,
  ofAccounts,
  pass,
  type Subject,
  unknown,
} from './form.ts'
import { identified } from './identified.ts'
import { removed } from './removed.ts'
import { activeUsers, dependents, inTurn, takingAway, warning } from './taking-away.ts'

/** As many admin rights as a sentence names. */
const named = 2

/** Of several it is not said which the rule does not allow: it may have changed since. */
function otherRights(rights: readonly string[]): string {
  const [first, ...others] = rights
  if (first === undefined) return 'It has an admin right that the rule does not allow'
  if (others.length === 0) return `It has the admin right ${first}, which the rule does not allow`
  const more = rights.length - named
  const names = `${rights.slice(0, named).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return `It has admin rights (${names}) that the rule does not all allow`
}

const reasons = {
  ...ofAccess,
  ...ofStaffList,
  ...identifyFirst,
  ...removalFirst,
  not_critical: configured.reasons.not_critical,
  not_configured: notApplicable('Somebody has to choose first who may use Miro.'),
  staff_member: pass(
    ({ name }) => `${name ?? 'The person'} is a staff member, and every staff member is a valid user.`,
  ),
  role_valid: pass(({ role }) => `The rule allows this account with the role ${role}.`),
  approved: pass('Approved by name.'),
  not_staff: fail('The rule allows only staff members, and this is not the account of one.', {
    ofAll: 'The rule allows only staff members, and these are not accounts of staff.',
  }),
  role_not_valid: fail(({ role }) => `The rule does not allow the role ${role}.`),
  role_too_high: fail(({ role }) => `The rule does not allow the role ${role}; Member would be valid.`),
  admin_right_not_valid: fail(
    ({ adminRights }) => `${otherRights(adminRights)}, and nobody has approved it by name.`,
  ),
  admin_right_lapsed: fail(
    ({ adminRights }) => `${otherRights(adminRights)}. Its approval lapsed: the role changed.`,
  ),
  admin_right_approved_by_holder: fail(
    ({ adminRights }) => `${otherRights(adminRights)}. Its holder approved it, which does not count.`,
  ),
  staff_role_not_valid: fail(
    ({ name }) => `${name ?? 'The person'} has no job title, department or group that the rule allows.`,
  ),
  not_approved: fail('Nobody has approved this account.', {
    ofAll: 'Nobody has approved these accounts.',
  }),
  approval_lapsed: fail('The role changed since this account was approved.', {
    ofAll: 'Their roles changed since they were approved.',
  }),
  approved_by_holder: fail(
    ({ name }) =>
      `${name ?? 'The person whose account it is'} approved it, and nobody decides about their own account.`,
  ),
  role_unknown: unknown('Miro gave a role that the bot does not know, so it cannot be judged.'),
  group_gone: unknown(
    'The rule names a user group that Slack no longer has, so nobody can say who is in it.',
  ),
  groups_unread: unknown('The rule names a user group, and Slack’s user groups were never synced so far.'),
  starts_later: notApplicable(
    ({ name }) => `${name ?? 'The person'} has not started yet, but already has access.`,
  ),
}

type Why = keyof typeof reasons

export const valid = ofAccounts({
  id: 'valid',
  title: 'User access to Critical System should be valid',
  why: 'Everybody with access must be among those the rule calls valid users, in a role the rule allows.',
  deadline: { amount: 7, unit: 'days', setting: 'otherDeadline' },
  reasons,
  evaluate: (subject, frame): Why =>
    withoutAccess(subject.account) ?? otherCheckFirst(subject, frame) ?? ofRule(subject, frame),
  place: 2,
  headlines: {
    open: {
      one: '1 Miro account has access that the rule does not allow',
      many: '{n} Miro accounts have access that the rule does not allow',
    },
    fixed: { one: 'access of 1 Miro account corrected', many: 'access of {n} Miro accounts corrected' },
    over: {
      one: 'access of 1 Miro account: nothing left to do',
      many: 'access of {n} Miro accounts: nothing left to do',
    },
    unwatched: {
      one: '1 Miro account with access that the rule does not allow',
      many: '{n} Miro accounts with access that the rule does not allow',
    },
    named: {
      one: '{who} has access to Miro that the rule does not allow',
      many: '{n} Miro accounts have access that the rule does not allow: {who}',
    },
  },
  fixedAs: 'access corrected',
  byRule: true,
  // Taking the access away is what the fix asks for, so an account without access is fixed.
  closes: why => (why in noAccess ? 'fixed' : null),
  steps,
})

/** Each thing is reported once: where its cause is. */
function otherCheckFirst({ account, identity, said }: Subject, frame: Frame): Why | null {
  const ruled = said(configured)
  if (ruled === 'not_applicable') return 'not_critical'
  if (ruled !== 'pass') return 'not_configured'
  const unclear = accessUnknown(account)
  if (unclear !== null) return unclear
  // Let through by an exception the access is still a leaver's: the removal is what there is to decide.
  const left = said(removed)
  if (left === 'fail' || left === 'excepted') return 'removal_first'
  if (identity.class !== 'unidentified') return null
  if (said(identified) !== 'unknown') return 'identify_first'
  return identity.problem === 'no_email' ? 'no_email' : (staffDoubt(frame) ?? 'identify_first')
}

function ofRule(subject: Subject, frame: Frame): Why {
  const rule = frame.rule?.rule
  if (rule === undefined) return 'not_configured'
  if (!canJudge(subject, rule)) return 'role_unknown'
  if (rule.way === 'by_approval') return byApproval(subject)
  if (rule.way === 'every_staff_member') return asStaff(subject, frame) ?? staffDoubt(frame) ?? 'staff_member'
  return byRole(subject, rule, frame)
}

/** A role the bot has never seen can be judged only where somebody named exactly that role. */
function canJudge({ account, approval }: Subject, rule: Rule): boolean {
  if (isKnownRole(account.role)) return true
  if (account.role === 'unknown' || account.role === '') return false
  if (rule.way === 'by_role') return rule.miroRoles.includes(account.role)
  return rule.way === 'by_approval' && approval?.role === account.role
}

/** Nobody decides about their own account, also where it was not known to be theirs when they approved it. */
function byApproval({ account, identity, approval }: Subject): Why {
  if (approval === null) return 'not_approved'
  if (approval.role !== account.role) return 'approval_lapsed'
  const { class: kind, person } = identity
  // An owner counts as the holder of the account; a sponsor answers for somebody else.
  const holder = kind === 'external' ? null : (person?.slackUserId ?? null)
  return holder === approval.approvedBy ? 'approved_by_holder' : 'approved'
}

function byRole(subject: Subject, rule: Rule & { way: 'by_role' }, frame: Frame): Why {
  const { role } = subject.account
  if (rule.miroRoles.length > 0 && !rule.miroRoles.includes(role))
    return suggestion(role, rule) === 'downgrade' ? 'role_too_high' : 'role_not_valid'
  const other = rule.staffRoles.length === 0 ? null : asStaff(subject, frame)
  if (other !== null) return other
  const right = otherRight(subject, rule)
  if (right !== null) return right
  if (rule.staffRoles.length === 0) return 'role_valid'
  const { person } = subject.identity
  const held = person === null ? [] : rule.staffRoles.filter(wanted => holds(person, wanted))
  return (
    staffDoubt(frame) ??
    groupDoubt(held, rule, frame) ??
    (held.length > 0 ? 'role_valid' : 'staff_role_not_valid')
  )
}

/** Why an admin right that the rule does not name is not valid; null: there is none, or an approval that holds. */
function otherRight(subject: Subject, { adminRights }: Rule & { way: 'by_role' }): Why | null {
  if (adminRights === undefined) return null
  if (subject.account.adminRoles.every(right => adminRights.includes(right))) return null
  const approval = byApproval(subject)
  if (approval === 'approved') return null
  if (approval === 'approval_lapsed') return 'admin_right_lapsed'
  return approval === 'approved_by_holder' ? 'admin_right_approved_by_holder' : 'admin_right_not_valid'
}

/** Why the account is not one of a staff member of today, or null when it is. */
function asStaff({ identity }: Subject, frame: Frame): Why | null {
  const { person } = identity
  if (identity.class !== 'staff' || person === null || !isStaff(person)) return 'not_staff'
  if (startsLater(person, frame)) return 'starts_later'
  return leftOf(person, frame).left ? 'not_staff' : null
}

/** Why nobody can say whether the person is in a group that would decide it, or null. */
function groupDoubt(
  held: readonly StaffRole[],
  { staffRoles }: Rule & { way: 'by_role' },
  { groups }: Frame,
): Why | null {
  if (held.some(({ kind }) => kind !== 'group')) return null
  const named = staffRoles.filter(({ kind }) => kind === 'group')
  if (groups === null) return named.length > 0 ? 'groups_unread' : null
  return held.length === 0 && named.some(({ value }) => !groups.includes(value)) ? 'group_gone' : null
}

function holds(person: Person, { kind, value }: StaffRole): boolean {
  if (kind === 'group') return person.groups.includes(value)
  const own = kind === 'title' ? person.title : person.department
  return own !== null && plainRole(own) === plainRole(value)
}

/** What to do about a role the rule does not name: give the admin the member's role where that is valid, else revoke. */
const suggestion = (role: string, rule: Rule): 'revoke' | 'downgrade' =>
  rule.way === 'by_role' && isAdminRole(role) && rule.miroRoles.includes(memberRole) ? 'downgrade' : 'revoke'

function steps(finding: Fixable): string[] {
  const first = [...warning(finding), ...dependents(finding)]
  const revoke = [...first, ...takingAway(finding)]
  switch (finding.why) {
    case 'role_too_high':
      return [
        ...first,
        `In Miro: ${activeUsers} > … > change the role from Company Admin to Member, which the rule allows.`,
        'Do it before you deactivate anybody: Miro cannot change the role of a deactivated user.',
      ]
    case 'admin_right_not_valid':
      return [
        'Should it keep its admin rights? Add them to the rule, or approve the person, under Choose valid users.',
        `If not, in Miro: ${activeUsers} > … > take off its admin roles.`,
      ]
    case 'admin_right_lapsed':
      return [
        'The role changed since the approval. Should it keep its admin rights? Add them to the rule, or approve the account again, under Choose valid users.',
        `If not, in Miro: ${activeUsers} > … > take off its admin roles.`,
      ]
    case 'admin_right_approved_by_holder':
      return [
        'Nobody approves their own account. Should it keep its admin rights? Add them to the rule, or have another administrator approve it under Choose valid users.',
        `If not, in Miro: ${activeUsers} > … > take off its admin roles.`,
      ]
    case 'approval_lapsed':
      return [
        'The role changed since the approval. Is that right? Approve the account again under Choose valid users.',
        inTurn('If not, change the role back in Miro, or take the access away:', revoke),
      ]
    case 'approved_by_holder':
      return [
        'Whoever approved this account uses it or answers for it, so the approval does not count. Should it keep its access? Another administrator approves it under Choose valid users.',
        inTurn('If not, take the access away:', revoke),
      ]
    case 'not_approved':
      return [
        'Should this account keep its access? Approve it under Choose valid users.',
        inTurn('If not, take the access away:', revoke),
      ]
    default:
      return [
        'Should this account keep its access? Change who is a valid user: /miro rule.',
        inTurn('If not, take the access away:', revoke),
      ]
  }
}
