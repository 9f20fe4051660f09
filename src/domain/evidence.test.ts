import { expect, it } from 'vitest'
import type { Why } from './check.ts'
import { inWords } from './evidence.ts'

/** All of them: a missing one does not compile. */
const every: Record<Why, true> = {
  confirmed: true,
  matched_email: true,
  matched_alias: true,
  matched_equal_domain: true,
  matched_kept: true,
  external_with_sponsor: true,
  service_with_owner: true,
  shared_with_owner: true,
  no_match: true,
  conflict: true,
  said_not_identified: true,
  owner_missing: true,
  reason_missing: true,
  no_email: true,
  left_still_active: true,
  left_deactivated: true,
  left_gone: true,
  not_left: true,
  leaves_later: true,
  nobody: true,
  rule_saved: true,
  every_role_valid: true,
  no_rule: true,
  roles_gone: true,
  not_critical: true,
  staff_member: true,
  role_valid: true,
  approved: true,
  not_staff: true,
  role_not_valid: true,
  role_too_high: true,
  staff_role_not_valid: true,
  not_approved: true,
  approval_lapsed: true,
  approved_by_holder: true,
  role_unknown: true,
  group_gone: true,
  groups_unread: true,
  starts_later: true,
  removal_first: true,
  identify_first: true,
  not_configured: true,
  licence_used: true,
  licence_new: true,
  not_active: true,
  never_signed_in: true,
  licence_free: true,
  licence_unknown: true,
  licence_of_guest: true,
  deactivated: true,
  gone: true,
  missing_once: true,
  active_unknown: true,
  accounts_stale: true,
  staff_unread: true,
  staff_stale: true,
  excepted: true,
}
const whys = Object.keys(every) as Why[]

it('says why', () => {
  const named = { personName: 'Dana Lee', role: 'organization_internal_admin' }
  expect(whys.map(why => `${why}: ${inWords(why, named)}`).join('\n')).toMatchInlineSnapshot(`
    "confirmed: Belongs to Dana Lee: confirmed by hand.
    matched_email: Belongs to Dana Lee: same e-mail address.
    matched_alias: Belongs to Dana Lee: matched by a former address or an alias.
    matched_equal_domain: Belongs to Dana Lee: same name in a domain of the company.
    matched_kept: Belongs to Dana Lee: the e-mail address changed, the Miro account is the same.
    external_with_sponsor: External person, with Dana Lee as sponsor.
    service_with_owner: Service account, owned by Dana Lee.
    shared_with_owner: Shared mailbox, owned by Dana Lee.
    no_match: No staff member was found for this e-mail address.
    conflict: Two people fit this account, so somebody has to decide whose it is.
    said_not_identified: Marked as not identified by hand.
    owner_missing: Dana Lee answers for this account, but is not on the staff today.
    reason_missing: Nobody wrote down what this account is for.
    no_email: Miro gave no usable e-mail address for this account.
    left_still_active: Dana Lee left and can still use Miro.
    left_deactivated: Dana Lee left, and the account is deactivated.
    left_gone: Dana Lee left, and the account is gone from the organization.
    not_left: Dana Lee has not left.
    leaves_later: Dana Lee has a last day that is not over yet.
    nobody: Not the account of a staff member, so there is nobody who could have left.
    rule_saved: A rule says who is a valid user.
    every_role_valid: A rule is saved, but every role is valid, so it turns nobody away.
    no_rule: Nobody has said yet who is a valid user.
    roles_gone: The rule names only roles that no account has any more.
    not_critical: Miro is connected, but not added as a critical system.
    staff_member: Dana Lee is a staff member, and every staff member is a valid user.
    role_valid: The rule allows this account with the role Company Admin.
    approved: Approved by name.
    not_staff: The rule allows only staff members, and this is not the account of one.
    role_not_valid: The rule does not allow the role Company Admin.
    role_too_high: The rule does not allow the role Company Admin; Member would be valid.
    staff_role_not_valid: Dana Lee has no job title, department or group that the rule allows.
    not_approved: Nobody has approved this account.
    approval_lapsed: The role changed since this account was approved.
    approved_by_holder: Dana Lee approved it, and nobody decides about their own account.
    role_unknown: Miro gave a role that the bot does not know, so it cannot be judged.
    group_gone: The rule names a user group that Slack no longer has, so nobody can say who is in it.
    groups_unread: The rule names a user group, and what the bot knows of Slack’s user groups is too old.
    starts_later: Dana Lee has not started yet, but already has access.
    removal_first: The person left: removing the access comes first.
    identify_first: It has to be known first whose account this is.
    not_configured: It has to be said first who is a valid user.
    licence_used: Active not long ago.
    licence_new: Never signed in, but the licence is not old either.
    not_active: Not active for a long time.
    never_signed_in: Has a paid licence, and never signed in.
    licence_free: The licence of this account costs nothing.
    licence_unknown: Miro did not say what licence this account has.
    licence_of_guest: Guests and external people need no paid licence.
    deactivated: The account is deactivated.
    gone: The account is gone from the organization.
    missing_once: Missing from the newest list, and not looked at a second time yet.
    active_unknown: Miro did not say whether this account is active.
    accounts_stale: The list of Miro accounts is out of date.
    staff_unread: The staff list has not been read yet.
    staff_stale: The staff list is out of date.
    excepted: Let through by an exception."
  `)
})

it.each(whys)('%s is one short sentence, also where no name is known', why => {
  expect(inWords(why)).toMatch(/^[A-Z][^!\n]{9,109}\.$/)
  expect(inWords(why)).not.toMatch(/null|undefined|_/)
})
