import { describe, expect, it } from 'vitest'
import { type Facts, hours, leaver, now, person } from '../../../test/support/domain-samples.ts'
import {
  admin,
  approval,
  byRole,
  decided,
  excepted,
  judged,
  member,
  rule,
  type Some,
} from '../../../test/support/domain-verdicts.ts'

/** Members are valid, with these admin rights. */
const withRights = (...adminRights: string[]) =>
  rule({ way: 'by_role', miroRoles: [member], staffRoles: [], adminRights })

const inGroups = (...ids: string[]): Facts =>
  rule({ way: 'by_role', miroRoles: [], staffRoles: ids.map(value => ({ kind: 'group', value })) })

describe('who is valid', () => {
  const cases: [string, Facts, Some, string][] = [
    ['not a critical system', { critical: false }, {}, 'not_applicable: not_critical'],
    ['no rule', { rule: null }, {}, 'not_applicable: not_configured'],
    ['an empty rule', byRole([]), {}, 'not_applicable: not_configured'],
    ['only roles nobody has', byRole(['organization_external_user']), {}, 'not_applicable: not_configured'],
    ['role named', byRole([member]), {}, 'pass: role_valid'],
    ['a guest, not named', byRole([member]), { role: 'organization_external_user' }, 'fail: role_not_valid'],
    ['an admin where members are valid', byRole([member]), { role: admin }, 'fail: role_too_high'],
    ['a member where admins are valid', byRole([admin]), {}, 'fail: role_not_valid'],
    ['an unknown role', byRole([member]), { role: 'unknown' }, 'unknown: role_unknown'],
    [
      'an unknown role, even named',
      byRole([member, 'unknown']),
      { role: 'unknown' },
      'unknown: role_unknown',
    ],
    ['a role never seen', {}, { role: 'organization_owl' }, 'unknown: role_unknown'],
    [
      'a new role, named',
      byRole([member, 'organization_owl']),
      { role: 'organization_owl' },
      'pass: role_valid',
    ],
    ['title named', byRole([], [' engineer ']), {}, 'pass: role_valid'],
    ['title not named', byRole([], ['Boss']), {}, 'fail: staff_role_not_valid'],
    ['both must hold', byRole([admin], ['Engineer']), {}, 'fail: role_not_valid'],
    ['both hold', byRole([member], ['Boss', 'Engineer']), {}, 'pass: role_valid'],
    [
      'a service account where titles count',
      { ...byRole([member], ['Engineer']), ...decided('service', 'dana') },
      {},
      'fail: not_staff',
    ],
    [
      'in a group',
      {
        ...rule({ way: 'by_role', miroRoles: [], staffRoles: [{ kind: 'group', value: 'S1' }] }),
        who: [person({ groups: ['S1'] })],
        groups: ['S1'],
      },
      {},
      'pass: role_valid',
    ],
    ['in no group of the rule', { ...inGroups('S1'), groups: ['S1'] }, {}, 'fail: staff_role_not_valid'],
    ['in none, and one is gone', { ...inGroups('S1', 'S2'), groups: ['S1'] }, {}, 'unknown: group_gone'],
    [
      'in one, and another is gone',
      { ...inGroups('S1', 'S2'), groups: ['S1'], who: [person({ groups: ['S1'] })] },
      {},
      'pass: role_valid',
    ],
    ['groups not read', { ...inGroups('S1'), groups: null }, {}, 'unknown: groups_unread'],
    [
      'groups not read for long, though known to be in one',
      { ...inGroups('S1'), groups: null, who: [person({ groups: ['S1'] })] },
      {},
      'unknown: groups_unread',
    ],
    [
      'groups not read, but the title is named too',
      {
        ...rule({
          way: 'by_role',
          miroRoles: [],
          staffRoles: [
            { kind: 'group', value: 'S1' },
            { kind: 'title', value: 'Engineer' },
          ],
        }),
        groups: null,
      },
      {},
      'pass: role_valid',
    ],
    [
      'groups not read, where the rule names none',
      { ...byRole([], ['Boss']), groups: null },
      {},
      'fail: staff_role_not_valid',
    ],
    [
      'in a department',
      {
        ...rule({ way: 'by_role', miroRoles: [], staffRoles: [{ kind: 'department', value: 'Design' }] }),
        who: [person({ department: 'Design' })],
      },
      {},
      'pass: role_valid',
    ],
    [
      'an admin right nobody asked about',
      byRole([member]),
      { adminRoles: ['User Admin'] },
      'pass: role_valid',
    ],
    [
      'an admin right of the rule',
      withRights('User Admin'),
      { adminRoles: ['User Admin'] },
      'pass: role_valid',
    ],
    [
      'an admin right beside one of the rule',
      withRights('User Admin'),
      { adminRoles: ['User Admin', 'Night watch <!channel>'] },
      'fail: admin_right_not_valid',
    ],
    ['any where none is valid', withRights(), { adminRoles: ['user admin'] }, 'fail: admin_right_not_valid'],
    ['none where none is valid', withRights(), {}, 'pass: role_valid'],
    [
      'in a role that is not valid either',
      withRights(),
      { role: 'organization_external_user', adminRoles: ['User Admin'] },
      'fail: role_not_valid',
    ],
    [
      'an admin right, approved by name',
      { ...approval(member), ...withRights() },
      { adminRoles: ['User Admin'] },
      'pass: role_valid',
    ],
    [
      'an admin right, approved for another role',
      { ...approval(admin), ...withRights() },
      { adminRoles: ['User Admin'] },
      'fail: admin_right_lapsed',
    ],
    [
      'an admin right, approved by whose account it is',
      { ...approval(member, 'U1'), ...withRights() },
      { adminRoles: ['User Admin'] },
      'fail: admin_right_approved_by_holder',
    ],
    [
      'an admin right, let through by an exception',
      { ...withRights(), ...excepted('valid', hours(1)) },
      { adminRoles: ['User Admin'] },
      'excepted: excepted',
    ],
    [
      'an admin right of somebody whose group nobody can tell',
      {
        ...rule({
          way: 'by_role',
          miroRoles: [member],
          staffRoles: [{ kind: 'group', value: 'S1' }],
          adminRights: [],
        }),
        groups: null,
      },
      { adminRoles: ['User Admin'] },
      'fail: admin_right_not_valid',
    ],
    ['approved', approval(member), {}, 'pass: approved'],
    ['approved for another role', approval(admin), {}, 'fail: approval_lapsed'],
    ['approved by whose account it is', approval(member, 'U1'), {}, 'fail: approved_by_holder'],
    [
      'approved by whoever owns the service account',
      { ...approval(member, 'U1'), ...decided('service', 'dana') },
      {},
      'fail: approved_by_holder',
    ],
    [
      'a guest, approved by the sponsor',
      { ...approval(member, 'U1'), ...decided('external', 'dana') },
      {},
      'pass: approved',
    ],
    ['approved by themselves for another role', approval(admin, 'U1'), {}, 'fail: approval_lapsed'],
    ['not approved', rule({ way: 'by_approval' }), {}, 'fail: not_approved'],
    [
      'approved in a role never seen',
      approval('organization_owl'),
      { role: 'organization_owl' },
      'pass: approved',
    ],
    [
      'an exception',
      { ...byRole([member]), ...excepted('valid', hours(1)) },
      { role: admin },
      'excepted: excepted',
    ],
    [
      'an exception that ran out',
      { ...byRole([member]), ...excepted('valid', now) },
      { role: admin },
      'fail: role_too_high',
    ],
    ['an exception that is not needed', excepted('valid', hours(1)), {}, 'pass: staff_member'],
    [
      'an exception from another check',
      { ...byRole([member]), ...excepted('removed', hours(1)) },
      { role: admin },
      'fail: role_too_high',
    ],
    [
      'a leaver let through check 2 is not reported here instead',
      { who: [leaver()], ...excepted('removed', hours(1)) },
      {},
      'not_applicable: removal_first',
    ],
  ]
  it.each(cases)('%s', (_case, facts, some, expected) => {
    expect(judged(facts, some)[2]).toBe(expected)
  })
})
