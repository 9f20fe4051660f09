import { roleName } from './account.ts'
import type { Why } from './check.ts'

/** What a sentence of evidence may name. Foreign text: escape it where it is shown. */
export type EvidenceFacts = {
  /** The staff member, the sponsor or the owner. */
  readonly personName?: string | null
  /** Miro's word for the account's role. */
  readonly role?: string | null
}

/** Why a verdict was given, as one short sentence. */
export function inWords(why: Why, facts: EvidenceFacts = {}): string {
  const say = sentences[why]
  return typeof say === 'string' ? say : say(facts.personName ?? null, roleName(facts.role ?? 'unknown'))
}

type Sentence = string | ((name: string | null, role: string) => string)

const whose =
  (how: string): Sentence =>
  name =>
    `Belongs to ${name ?? 'a staff member'}: ${how}.`

const sentences: Record<Why, Sentence> = {
  confirmed: whose('confirmed by hand'),
  matched_email: whose('same e-mail address'),
  matched_alias: whose('matched by a former address or an alias'),
  matched_equal_domain: whose('same name in a domain of the company'),
  matched_kept: whose('the e-mail address changed, the Miro account is the same'),
  external_with_sponsor: name => `External person, with ${name ?? 'a staff member'} as sponsor.`,
  service_with_owner: name => `Service account, owned by ${name ?? 'a staff member'}.`,
  shared_with_owner: name => `Shared mailbox, owned by ${name ?? 'a staff member'}.`,
  no_match: 'No staff member was found for this e-mail address.',
  conflict: 'Two people fit this account, so somebody has to decide whose it is.',
  said_not_identified: 'Marked as not identified by hand.',
  owner_missing: name =>
    name === null
      ? 'Nobody on the staff today answers for this account.'
      : `${name} answers for this account, but is not on the staff today.`,
  reason_missing: 'Nobody wrote down what this account is for.',
  no_email: 'Miro gave no usable e-mail address for this account.',
  left_still_active: name => `${name ?? 'This person'} left and can still use Miro.`,
  left_deactivated: name => `${name ?? 'This person'} left, and the account is deactivated.`,
  left_gone: name => `${name ?? 'This person'} left, and the account is gone from the organization.`,
  not_left: name => `${name ?? 'This person'} has not left.`,
  leaves_later: name => `${name ?? 'This person'} has a last day that is not over yet.`,
  nobody: 'Not the account of a staff member, so there is nobody who could have left.',
  rule_saved: 'A rule says who is a valid user.',
  every_role_valid: 'A rule is saved, but every role is valid, so it turns nobody away.',
  no_rule: 'Nobody has said yet who is a valid user.',
  roles_gone: 'The rule names only roles that no account has any more.',
  not_critical: 'Miro is connected, but not added as a critical system.',
  staff_member: name => `${name ?? 'The person'} is a staff member, and every staff member is a valid user.`,
  role_valid: (_name, role) => `The rule allows this account with the role ${role}.`,
  approved: 'Approved by name.',
  not_staff: 'The rule allows only staff members, and this is not the account of one.',
  role_not_valid: (_name, role) => `The rule does not allow the role ${role}.`,
  role_too_high: (_name, role) => `The rule does not allow the role ${role}; Member would be valid.`,
  staff_role_not_valid: name =>
    `${name ?? 'The person'} has no job title, department or group that the rule allows.`,
  not_approved: 'Nobody has approved this account.',
  approval_lapsed: 'The role changed since this account was approved.',
  approved_by_holder: name =>
    `${name ?? 'The person whose account it is'} approved it, and nobody decides about their own account.`,
  role_unknown: 'Miro gave a role that the bot does not know, so it cannot be judged.',
  group_gone: 'The rule names a user group that Slack no longer has, so nobody can say who is in it.',
  groups_unread: 'The rule names a user group, and what the bot knows of Slack’s user groups is too old.',
  starts_later: name => `${name ?? 'The person'} has not started yet, but already has access.`,
  removal_first: 'The person left: removing the access comes first.',
  identify_first: 'It has to be known first whose account this is.',
  not_configured: 'It has to be said first who is a valid user.',
  deactivated: 'The account is deactivated.',
  gone: 'The account is gone from the organization.',
  missing_once: 'Missing from the newest list, and not looked at a second time yet.',
  active_unknown: 'Miro did not say whether this account is active.',
  accounts_stale: 'The list of Miro accounts is out of date.',
  staff_unread: 'The staff list has not been read yet.',
  staff_stale: 'The staff list is out of date.',
  excepted: 'Let through by an exception.',
}
