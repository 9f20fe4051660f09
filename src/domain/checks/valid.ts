import { isAdminRole, isKnownRole, memberRole } from '../account.ts'
import type { CheckResult } from '../check.ts'
import type { Rule, StaffRole } from '../rule.ts'
import type { Frame } from '../snapshot.ts'
import { beginsLater, isStaff, leftState, type Person } from '../staff.ts'
import {
  accessUnknown,
  type Check,
  result,
  staffDoubt,
  stale,
  type Usable,
  withoutAccess,
} from './subject.ts'

export const valid: Check<Usable> = {
  id: 'valid',
  title: 'User access to Critical System should be valid',
  why: 'Everybody with access must be among those the rule calls valid users, in a role the rule allows.',
  evaluate: (subject, frame) => {
    if (frame.accounts === 'stale') return stale
    return withoutAccess(subject.account) ?? otherCheckFirst(subject) ?? ofRule(subject, frame)
  },
}

const notCritical = result('not_applicable', 'not_critical')
const notConfigured = result('not_applicable', 'not_configured')
const removalFirst = result('not_applicable', 'removal_first')
const identifyFirst = result('not_applicable', 'identify_first')

/** Each thing is reported once: where its cause is. */
function otherCheckFirst({ account, identity, identified, removed, configured }: Usable): CheckResult | null {
  if (configured.verdict === 'not_applicable') return notCritical
  if (configured.verdict !== 'pass') return configured.verdict === 'unknown' ? configured : notConfigured
  const unclear = accessUnknown(account)
  if (unclear !== null) return unclear
  // Let through by an exception the access is still a leaver's: the removal is what there is to decide.
  if (removed.verdict === 'fail' || removed.verdict === 'excepted') return removalFirst
  if (identity.class !== 'unidentified') return null
  return identified.verdict === 'unknown' ? identified : identifyFirst
}

const roleUnknown = result('unknown', 'role_unknown')
const staffMember = result('pass', 'staff_member')
const roleValid = result('pass', 'role_valid')
const approved = result('pass', 'approved')
const notStaff = result('fail', 'not_staff')
const staffRoleNotValid = result('fail', 'staff_role_not_valid')
const roleNotValid = result('fail', 'role_not_valid')
const roleTooHigh = result('fail', 'role_too_high')
const notApproved = result('fail', 'not_approved')
const approvalLapsed = result('fail', 'approval_lapsed')
const approvedByHolder = result('fail', 'approved_by_holder')
const groupGone = result('unknown', 'group_gone')
const groupsUnread = result('unknown', 'groups_unread')
const startsLater = result('not_applicable', 'starts_later')

function ofRule(subject: Usable, frame: Frame): CheckResult {
  const rule = frame.rule?.rule
  if (rule === undefined) return notConfigured
  if (!canJudge(subject, rule)) return roleUnknown
  if (rule.way === 'by_approval') return byApproval(subject)
  if (rule.way === 'every_staff_member') return asStaff(subject, frame) ?? staffDoubt(frame) ?? staffMember
  return byRole(subject, rule, frame)
}

/** A role the bot has never seen can be judged only where somebody named exactly that role. */
function canJudge({ account, approval }: Usable, rule: Rule): boolean {
  if (isKnownRole(account.role)) return true
  if (account.role === 'unknown' || account.role === '') return false
  if (rule.way === 'by_role') return rule.miroRoles.includes(account.role)
  return rule.way === 'by_approval' && approval?.role === account.role
}

/** Nobody decides about their own account, also where it was not known to be theirs when they approved it. */
function byApproval({ account, identity, approval }: Usable): CheckResult {
  if (approval === null) return notApproved
  if (approval.role !== account.role) return approvalLapsed
  const { class: kind, person } = identity
  // An owner counts as the holder of the account; a sponsor answers for somebody else.
  const holder = kind === 'external' ? null : (person?.slackUserId ?? null)
  return holder === approval.approvedBy ? approvedByHolder : approved
}

function byRole(subject: Usable, rule: Rule & { way: 'by_role' }, frame: Frame): CheckResult {
  const { role } = subject.account
  if (rule.miroRoles.length > 0 && !rule.miroRoles.includes(role))
    return suggestion(role, rule) === 'downgrade' ? roleTooHigh : roleNotValid
  if (rule.staffRoles.length === 0) return roleValid
  const other = asStaff(subject, frame)
  if (other !== null) return other
  const { person } = subject.identity
  const held = person === null ? [] : rule.staffRoles.filter(wanted => holds(person, wanted))
  return (
    staffDoubt(frame) ?? groupDoubt(held, rule, frame) ?? (held.length > 0 ? roleValid : staffRoleNotValid)
  )
}

/** Why the account is not one of a staff member of today, or null when it is. */
function asStaff({ identity }: Usable, frame: Frame): CheckResult | null {
  const { person } = identity
  if (identity.class !== 'staff' || person === null || !isStaff(person)) return notStaff
  if (beginsLater(person, frame.now)) return startsLater
  return leftState(person, frame.now).left ? notStaff : null
}

/** Why nobody can say whether the person is in a group that would decide it, or null. */
function groupDoubt(
  held: readonly StaffRole[],
  { staffRoles }: Rule & { way: 'by_role' },
  { groups }: Frame,
): CheckResult | null {
  if (held.some(({ kind }) => kind !== 'group')) return null
  const named = staffRoles.filter(({ kind }) => kind === 'group')
  if (groups === null) return named.length > 0 ? groupsUnread : null
  return held.length === 0 && named.some(({ value }) => !groups.includes(value)) ? groupGone : null
}

/** Titles and departments are typed by people: case and outer spaces do not count. */
function holds(person: Person, { kind, value }: StaffRole): boolean {
  if (kind === 'group') return person.groups.includes(value)
  const own = kind === 'title' ? person.title : person.department
  return own !== null && plain(own) === plain(value)
}

const plain = (text: string): string => text.trim().toLowerCase()

/** What to do about a role the rule does not name: give the admin the member's role where that is valid, else revoke. */
const suggestion = (role: string, rule: Rule): 'revoke' | 'downgrade' =>
  rule.way === 'by_role' && isAdminRole(role) && rule.miroRoles.includes(memberRole) ? 'downgrade' : 'revoke'
