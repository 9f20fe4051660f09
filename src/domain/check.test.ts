import { describe, expect, it } from 'vitest'
import { type CheckId, howToFix, inWords, statusOf, type ToFix, type Why } from './check.ts'
import type { Verdict } from './verdict.ts'

const none = { pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }
const fresh = { accounts: 'fresh', staff: 'fresh' } as const

const cases: [string, CheckId, Partial<typeof none>, Parameters<typeof statusOf>[2], Verdict][] = [
  ['one fail among passes', 'valid', { pass: 9, fail: 1, unknown: 3 }, fresh, 'fail'],
  ['a fail on stale data is still one', 'valid', { fail: 1 }, { ...fresh, accounts: 'stale' }, 'fail'],
  ['one unknown', 'removed', { pass: 9, unknown: 1 }, fresh, 'unknown'],
  ['all pass, accounts stale', 'removed', { pass: 9 }, { ...fresh, accounts: 'stale' }, 'unknown'],
  ['all pass, staff stale', 'removed', { pass: 9 }, { ...fresh, staff: 'stale' }, 'unknown'],
  ['nothing, staff never read', 'identified', {}, { ...fresh, staff: 'unread' }, 'unknown'],
  ['pass and excepted', 'valid', { pass: 1, excepted: 5, not_applicable: 2 }, fresh, 'pass'],
  ['only excepted', 'valid', { excepted: 1, not_applicable: 2 }, fresh, 'excepted'],
  ['not applicable', 'valid', { not_applicable: 2 }, fresh, 'not_applicable'],
  ['no accounts', 'valid', {}, fresh, 'not_applicable'],
  ['a rule does not grow stale', 'configured', { pass: 1 }, { accounts: 'stale', staff: 'unread' }, 'pass'],
]

it.each(cases)('%s', (_case, checkId, counts, sources, status) => {
  expect(statusOf(checkId, { ...none, ...counts }, sources)).toBe(status)
})

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
  unlisted: true,
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
  admin_right_not_valid: true,
  admin_right_lapsed: true,
  admin_right_approved_by_holder: true,
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
  set_aside: true,
  missing_once: true,
  active_unknown: true,
  staff_unread: true,
  excepted: true,
}
const whys = Object.keys(every) as Why[]

it('names the admin rights that are not valid', () => {
  const said = (...adminRoles: string[]) => inWords('admin_right_not_valid', { adminRoles })
  expect([said('Content Admin'), said('Content Admin', 'Board janitor', 'User Admin')]).toEqual([
    'It has the admin right Content Admin, which the rule does not allow, and nobody has approved it by name.',
    'It has admin rights (Content Admin, Board janitor and 1 more) that the rule does not all allow, and nobody has approved it by name.',
  ])
})

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
    no_match: Its e-mail address matches nobody on the staff.
    conflict: Two people fit this account. Decide who uses it.
    unlisted: Dana Lee is no longer in the staff list, and nobody has said whether they left.
    said_not_identified: Marked as not identified.
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
    no_rule: Nobody has chosen yet who may use Miro.
    roles_gone: The rule names only roles that no account has any more.
    not_critical: Miro is connected, but not added as a critical system.
    staff_member: Dana Lee is a staff member, and every staff member is a valid user.
    role_valid: The rule allows this account with the role Company Admin.
    approved: Approved by name.
    not_staff: The rule allows only staff members, and this is not the account of one.
    role_not_valid: The rule does not allow the role Company Admin.
    role_too_high: The rule does not allow the role Company Admin; Member would be valid.
    admin_right_not_valid: It has an admin right that the rule does not allow, and nobody has approved it by name.
    admin_right_lapsed: It has an admin right that the rule does not allow. Its approval lapsed: the role changed.
    admin_right_approved_by_holder: It has an admin right that the rule does not allow. Its holder approved it, which does not count.
    staff_role_not_valid: Dana Lee has no job title, department or group that the rule allows.
    not_approved: Nobody has approved this account.
    approval_lapsed: The role changed since this account was approved.
    approved_by_holder: Dana Lee approved it, and nobody decides about their own account.
    role_unknown: Miro gave a role that the bot does not know, so it cannot be judged.
    group_gone: The rule names a user group that Slack no longer has, so nobody can say who is in it.
    groups_unread: The rule names a user group, and Slack’s user groups were never synced so far.
    starts_later: Dana Lee has not started yet, but already has access.
    removal_first: The person left: removing the access comes first.
    identify_first: Somebody has to say first who uses this account.
    not_configured: Somebody has to choose first who may use Miro.
    licence_used: Active not long ago.
    licence_new: Never signed in, but the licence is not old either.
    not_active: Not active for a long time.
    never_signed_in: Has a paid licence, and never signed in.
    licence_free: The licence of this account costs nothing.
    licence_unknown: Miro did not say what licence this account has.
    licence_of_guest: Guests and external people need no paid licence.
    deactivated: The account is deactivated.
    gone: The account is gone from the organization.
    set_aside: Miro listed this account, but its entry could not be read.
    missing_once: Missing from the newest list, and not checked a second time yet.
    active_unknown: Miro did not say whether this account is active.
    staff_unread: The staff list was never synced so far.
    excepted: Let through by an exception."
  `)
})

it.each(whys)('%s is one short sentence, also where no name is known', why => {
  expect(inWords(why)).toMatch(/^[A-Z][^!\n]{9,109}\.$/)
  expect(inWords(why)).not.toMatch(/null|undefined|_/)
})

const member = 'organization_internal_user'
const admin = 'organization_internal_admin'
const guest = 'organization_external_user'
const leaver: ToFix = { checkId: 'removed', why: 'left_still_active', role: member }
const invalid: ToFix = { checkId: 'valid', why: 'role_not_valid', role: member }

/** The steps, each on its line. */
const steps = (finding: ToFix): string => howToFix(finding).join('\n')

it('a member who left', () => {
  expect(steps(leaver)).toMatchInlineSnapshot(`
    "Decide who takes over their boards. Miro does not move them.
    In Miro: Admin console > Users > Active users > … > Deactivate.
    Choose Reassign user’s content if somebody takes the boards over."
  `)
})

it('a Company Admin who left and authorised the connection', () => {
  expect(steps({ ...leaver, role: admin, authorises: true })).toMatchInlineSnapshot(`
    "Careful: the bot reads Miro with this account. Have another Company Admin type /miro connect first.
    Decide who takes over their boards. Miro does not move them.
    First make them a Member in Miro: Admin console > Users > Active users > … > change the role from Company Admin.
    In Miro: Admin console > Users > Active users > … > Deactivate.
    Choose Reassign user’s content if somebody takes the boards over."
  `)
})

it('a guest who left', () => {
  expect(steps({ ...leaver, role: guest })).toMatchInlineSnapshot(`
    "In Miro: Admin console > Users > remove the guest.
    Miro lets no program remove guests, so a person has to.
    Check boards with a public link. Anybody with the link can still view them."
  `)
})

it('a member whose role is not valid', () => {
  expect(steps(invalid)).toMatchInlineSnapshot(`
    "Should this account keep its access? Change who is a valid user: /miro rule.
    If not, take the access away. In Miro: Admin console > Users > Active users > … > Deactivate.
    Choose Reassign user’s content if somebody takes the boards over."
  `)
})

it('an admin where member is valid', () => {
  expect(steps({ ...invalid, why: 'role_too_high', role: admin })).toMatchInlineSnapshot(`
    "In Miro: Admin console > Users > Active users > … > change the role from Company Admin to Member, which the rule allows.
    Do it before you deactivate anybody: Miro cannot change the role of a deactivated user."
  `)
})

it('a service account that is not allowed', () => {
  expect(steps({ ...invalid, why: 'not_staff', class: 'service' })).toMatchInlineSnapshot(`
    "Should this account keep its access? Change who is a valid user: /miro rule.
    If not, take the access away:
        a. Ask the owner which integration runs on this account, and move it first.
        b. In Miro: Admin console > Users > Active users > … > Deactivate.
    Choose Reassign user’s content if somebody takes the boards over."
  `)
})

it('a shared mailbox that is not allowed', () => {
  expect(steps({ ...invalid, why: 'not_staff', class: 'shared' })).toContain(
    'Ask the owner who works in Miro with this mailbox, and invite them by their own addresses first.',
  )
})

it.each([
  ['staff', 'answers for this account'],
  ['external', 'still works with this person, as their sponsor'],
  ['service', 'answers for the integration on this account'],
  ['shared', 'answers for this shared mailbox'],
] as const)('whoever answered for it left: %s', (kind, says) => {
  const finding: ToFix = { checkId: 'identified', why: 'owner_missing', role: member, class: kind }
  expect(howToFix(finding)[0]).toContain(says)
})

it('a guest whose approval lapsed', () => {
  expect(steps({ ...invalid, why: 'approval_lapsed', role: guest })).toMatchInlineSnapshot(`
    "The role changed since the approval. Is that right? Approve the account again under Choose valid users.
    If not, change the role back in Miro, or take the access away:
        a. In Miro: Admin console > Users > remove the guest.
    Miro lets no program remove guests, so a person has to.
        b. Check boards with a public link. Anybody with the link can still view them."
  `)
})

it('an account nobody knows', () => {
  expect(steps({ checkId: 'identified', why: 'no_match', role: member })).toMatchInlineSnapshot(`
    "Find out who uses this account. Until then nobody can say whether it should exist.
    A colleague, a shared mailbox or a program? Press Identify and say so.
    Does nobody know it? Take the access away. In Miro: Admin console > Users > Active users > … > Deactivate.
    Choose Reassign user’s content if somebody takes the boards over."
  `)
})

it('a guest nobody knows', () => {
  expect(steps({ checkId: 'identified', why: 'no_match', role: guest })).toMatchInlineSnapshot(`
    "Find out who uses this account. Until then nobody can say whether it should exist.
    Somebody outside? Press Identify and name the colleague who invited them as sponsor.
    Does nobody know it? Take the access away:
        a. In Miro: Admin console > Users > remove the guest.
    Miro lets no program remove guests, so a person has to.
        b. Check boards with a public link. Anybody with the link can still view them."
  `)
})

it('an account two people claim', () => {
  expect(steps({ checkId: 'identified', why: 'conflict', role: member })).toMatchInlineSnapshot(`
    "Find out who uses this account today: two people carry its e-mail address, or it belonged to somebody else before.
    Press Identify and say who it is. Or correct the e-mail address in Miro or Slack, so that it leads to one person.
    If somebody who left still uses it, take the access away. In Miro: Admin console > Users > Active users > … > Deactivate.
    Choose Reassign user’s content if somebody takes the boards over."
  `)
})

it('no rule', () => {
  expect(steps({ checkId: 'configured', why: 'no_rule', role: null })).toMatchInlineSnapshot(
    `"Press Choose valid users: everybody on the staff, by role, or by approval."`,
  )
})

describe('whatever the finding', () => {
  const all = (['identified', 'removed', 'configured', 'valid'] as const).flatMap(checkId =>
    (
      ['no_match', 'owner_missing', 'reason_missing', 'roles_gone', 'not_approved', 'conflict'] as const
    ).flatMap(why =>
      [member, admin, guest, 'unknown', 'organization_owl', null].map(
        (role): ToFix => ({ checkId, why, role }),
      ),
    ),
  )
  it.each(all)('%j: a few whole sentences', finding => {
    const all = howToFix(finding)
    expect(all.length).toBeGreaterThan(0)
    expect(all.length).toBeLessThan(7)
    for (const line of all.flatMap(step => step.split('\n')))
      expect(line).toMatch(/^(?: {4}[a-h]\. )?[A-Z][^!\n]{10,220}[.?:]$/)
  })
})
