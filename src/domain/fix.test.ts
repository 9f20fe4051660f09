import { describe, expect, it } from 'vitest'
import { howToFix, type ToFix } from './fix.ts'

const member = 'organization_internal_user'
const admin = 'organization_internal_admin'
const guest = 'organization_external_user'
const leaver: ToFix = { checkId: 'removed', why: 'left_still_active', role: member }
const invalid: ToFix = { checkId: 'valid', why: 'role_not_valid', role: member }

/** The steps, each on its line. */
const steps = (finding: ToFix): string => howToFix(finding).join('\n')

it('a member who left', () => {
  expect(steps(leaver)).toMatchInlineSnapshot(`
    "Agree who takes over this person’s boards: Miro leaves them where they are.
    In Miro: Admin console > Users > Active users > … > Deactivate (with Reassign user’s content, if somebody takes the boards over).
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
  `)
})

it('a Company Admin who left and authorised the connection', () => {
  expect(steps({ ...leaver, role: admin, authorises: true })).toMatchInlineSnapshot(`
    "Careful: this account authorized the bot’s connection to Miro. Have another Company Admin connect again with /miro connect first, or syncing stops with it.
    Agree who takes over this person’s boards: Miro leaves them where they are.
    Revoke the admin role first: Admin console > Users > Active users > … > change the role from Company Admin to Member.
    In Miro: Admin console > Users > Active users > … > Deactivate (with Reassign user’s content, if somebody takes the boards over).
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
  `)
})

it('a guest who left', () => {
  expect(steps({ ...leaver, role: guest })).toMatchInlineSnapshot(`
    "Remove the guest in Miro: Admin console > Users. Neither Miro’s API nor SCIM can remove guests.
    Check boards that are shared by a public link: whoever has the link can still view them.
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
  `)
})

it('a member whose role is not valid', () => {
  expect(steps(invalid)).toMatchInlineSnapshot(`
    "If this account is right, change the rule under Who is a valid user?
    If not, revoke the access. In Miro: Admin console > Users > Active users > … > Deactivate (with Reassign user’s content, if somebody takes the boards over).
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
  `)
})

it('an admin where member is valid', () => {
  expect(steps({ ...invalid, why: 'role_too_high', role: admin })).toMatchInlineSnapshot(`
    "Downgrade: Admin console > Users > Active users > … > change the role from Company Admin to Member, which the rule allows.
    Do it before any deactivation: the role of a deactivated user cannot be changed.
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
  `)
})

it('a service account that is not allowed', () => {
  expect(steps({ ...invalid, why: 'not_staff', class: 'service' })).toMatchInlineSnapshot(`
    "If this account is right, change the rule under Who is a valid user?
    If not, revoke the access:
        a. Ask the owner which integration runs on this account, and move it first.
        b. In Miro: Admin console > Users > Active users > … > Deactivate (with Reassign user’s content, if somebody takes the boards over).
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
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
    "The role changed since the approval. If that is right, approve the account again under Who is a valid user?
    If it is not, change the role back in Miro, or revoke the access:
        a. Remove the guest in Miro: Admin console > Users. Neither Miro’s API nor SCIM can remove guests.
        b. Check boards that are shared by a public link: whoever has the link can still view them.
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
  `)
})

it('an account nobody knows', () => {
  expect(steps({ checkId: 'identified', why: 'no_match', role: member })).toMatchInlineSnapshot(`
    "Find out whose account this is. Until then neither its removal nor its validity can be judged.
    If it belongs to a staff member, or to several people or a program, open the account, press Identify and say so.
    If nobody knows it, take the access away. In Miro: Admin console > Users > Active users > … > Deactivate (with Reassign user’s content, if somebody takes the boards over).
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
  `)
})

it('a guest nobody knows', () => {
  expect(steps({ checkId: 'identified', why: 'no_match', role: guest })).toMatchInlineSnapshot(`
    "Find out whose account this is. Until then neither its removal nor its validity can be judged.
    If it belongs to somebody outside, open the account, press Identify and name the colleague who invited them as sponsor.
    If nobody knows it, take the access away:
        a. Remove the guest in Miro: Admin console > Users. Neither Miro’s API nor SCIM can remove guests.
        b. Check boards that are shared by a public link: whoever has the link can still view them.
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
  `)
})

it('an account two people claim', () => {
  expect(steps({ checkId: 'identified', why: 'conflict', role: member })).toMatchInlineSnapshot(`
    "Find out who uses this account today: two people carry its e-mail address, or it belonged to somebody else before.
    Open the account, press Identify and say who it is, or correct the e-mail address in Miro or in Slack, so that it leads to one person alone.
    If somebody who left still uses it, take the access away. In Miro: Admin console > Users > Active users > … > Deactivate (with Reassign user’s content, if somebody takes the boards over).
    This message closes by itself once a sync sees the change. Press Verify now to have that checked at once."
  `)
})

it('no rule', () => {
  expect(steps({ checkId: 'configured', why: 'no_rule', role: null })).toMatchInlineSnapshot(`
    "Press Who is a valid user? and choose every staff member, by role, or by approval.
    This message closes by itself as soon as the rule is saved."
  `)
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
  it.each(all)('%j: a few whole sentences, and what happens then', finding => {
    const all = howToFix(finding)
    expect(all.length).toBeGreaterThan(1)
    expect(all.length).toBeLessThan(8)
    for (const line of all.flatMap(step => step.split('\n')))
      expect(line).toMatch(/^(?: {4}[a-h]\. )?[A-Z][^!\n]{10,220}[.?:]$/)
    expect(all.at(-1)).toContain('This message closes by itself')
  })
})
