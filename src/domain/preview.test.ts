import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  account,
  frame,
  leaver,
  person,
  primary,
  saved,
  snapshot,
} from '../../test/support/domain-samples.ts'
import { world } from '../../test/support/domain-worlds.ts'
import { evaluateBatch } from './evaluate.ts'
import { judgedBy, nothingPreviewed, type ProposedRule, previewed, proposedFrame, sum } from './preview.ts'
import type { Rule } from './rule.ts'
import type { Snapshot } from './snapshot.ts'

const proposal = (rule: Rule, approved: readonly string[] = []): ProposedRule => ({
  rule,
  approved: new Set(approved),
  by: 'UADMIN',
})
const preview = (stored: Snapshot, proposed: ProposedRule) => {
  const judged = { ...stored, ...proposedFrame(stored, proposed) }
  return previewed(nothingPreviewed(judged, stored), judgedBy(judged, proposed), stored.previous)
}

const guest = 'organization_external_user'
const people = [person(), leaver({ id: 'olga' }), person({ id: 'ada' })]
const stored = snapshot({
  who: people,
  carriers: people.map(({ id }) => primary(id, `${id}@acme.com`)),
  roles: ['organization_internal_user', 'organization_internal_admin', guest],
  accountsInBatch: [
    account({ id: '1', address: 'dana@acme.com' }),
    account({ id: '2', address: 'ada@acme.com', role: 'organization_internal_admin' }),
    account({ id: '3', address: 'client@other.org', role: guest }),
    account({ id: '4', address: 'partner@other.org' }),
    account({ id: '5', address: 'nobody@other.org' }),
    account({ id: '6', address: 'olga@acme.com' }),
    account({ id: '7', address: 'dana@acme.com', role: 'organization_new_role' }),
    account({ id: '8', address: 'dana@acme.com', active: false }),
  ],
  classifications: new Map(
    ['3', '4'].map(id => [id, { class: 'external' as const, personId: 'ada', reason: null }]),
  ),
})

test('who fails by sort, what cannot be judged, and what another check judges first', () => {
  expect(preview(stored, proposal({ way: 'every_staff_member' }))).toEqual({
    system: { verdict: 'pass', why: 'rule_saved' },
    pass: 2,
    failing: { guest: 1, external: 1 },
    excepted: 0,
    unknown: { role_unknown: 1 },
    notJudged: { identify_first: 1, removal_first: 1 },
    withoutAccess: 1,
    administering: { all: 0, first: [] },
    change: { failedBefore: 0, newly: 2, noLonger: 0 },
  })
})

test('by approval: judged as saving would leave the approvals', () => {
  const approvals = new Map([
    ['1', { accountId: '1', role: 'organization_internal_user', approvedBy: 'U9', approvedAt: frame().now }],
  ])
  const { pass, failing } = preview({ ...stored, approvals }, proposal({ way: 'by_approval' }, ['2', '3']))
  expect([pass, failing]).toEqual([2, { member: 1, external: 1 }])
})

test('by approval: who was approved keeps their approver, unless that turned out to be whose account it is', () => {
  const role = 'organization_internal_user'
  const approvedBy = (by: string) =>
    new Map([['1', { accountId: '1', role, approvedBy: by, approvedAt: frame().now }]])
  const { assessments } = evaluateBatch(stored)
  const known = { ...stored, previous: new Map(assessments.map(one => [one.accountId, one])) }
  const passing = (by: string, approver: string) =>
    preview({ ...known, approvals: approvedBy(approver) }, { ...proposal({ way: 'by_approval' }, ['1']), by })
      .pass
  // Every sample person is U1.
  expect([passing('UADMIN', 'U1'), passing('U1', 'UADMIN'), passing('U1', 'U1')]).toEqual([1, 1, 0])
})

test('the change against the last evaluation; none where there was no rule or no critical system', () => {
  const { assessments } = evaluateBatch(stored)
  const before = { ...stored, previous: new Map(assessments.map(one => [one.accountId, one])) }
  const members: Rule = { way: 'by_role', miroRoles: ['organization_internal_user', guest], staffRoles: [] }
  expect(preview(before, proposal(members)).change).toEqual({ failedBefore: 2, newly: 1, noLonger: 2 })
  expect(preview({ ...before, rule: null }, proposal(members)).change).toBe(null)
  expect(preview({ ...before, critical: false }, proposal(members)).change).toBe(null)
})

test('who has admin rights beside the role is named, however the rule judges them, up to ten', () => {
  const rights = ['User Admin']
  const accountsInBatch = stored.accountsInBatch.map((one, at) =>
    at === 0 ? { ...one, adminRoles: rights } : one,
  )
  const looked = { way: 'by_role' as const, miroRoles: stored.roles, staffRoles: [], adminRights: [] }
  const before = preview(stored, proposal({ ...looked, adminRights: rights }))
  const after = preview({ ...stored, accountsInBatch }, proposal(looked))
  const spared = preview({ ...stored, accountsInBatch }, proposal({ ...looked, adminRights: rights }))
  expect([before, after, spared].map(({ administering }) => administering)).toMatchObject([
    { all: 0, first: [] },
    { all: 1, first: [{ id: accountsInBatch[0]?.id, adminRoles: rights }] },
    { all: 1 },
  ])
  expect([sum(after.failing) - sum(before.failing), sum(spared.failing) - sum(before.failing)]).toEqual([
    1, 0,
  ])
  const many = Array.from({ length: 12 }, (_, at) => account({ id: `${100 + at}`, adminRoles: rights }))
  const gone = account({ id: '999', adminRoles: rights, active: false })
  const { all, first } = preview(
    { ...stored, accountsInBatch: [...many, gone] },
    proposal(looked),
  ).administering
  expect([all, first.length]).toEqual([12, 10])
})

test('a rule of roles that nobody has, and one of all of them, are told', () => {
  const of = (...miroRoles: string[]) =>
    preview(stored, proposal({ way: 'by_role', miroRoles, staffRoles: [] })).system.why
  expect([of('gone'), of(...stored.roles)]).toEqual(['roles_gone', 'every_role_valid'])
})

test('whatever the organisation: every account is in one number, and saving fails exactly those', () => {
  const rules: Rule[] = [
    { way: 'every_staff_member' },
    { way: 'by_approval' },
    { way: 'by_role', miroRoles: ['organization_internal_user'], staffRoles: [] },
    {
      way: 'by_role',
      miroRoles: ['organization_internal_user'],
      staffRoles: [],
      adminRights: ['User Admin'],
    },
  ]
  fc.assert(
    fc.property(world, fc.constantFrom(...rules), (given, rule) => {
      const counted = preview(given, proposal(rule))
      const { failing, unknown, notJudged, pass, excepted, withoutAccess } = counted
      const all = sum(failing) + sum(unknown) + sum(notJudged) + pass + excepted + withoutAccess
      expect(all).toBe(given.accountsInBatch.length)
      const later = evaluateBatch({ ...given, critical: true, rule: saved(rule), approvals: new Map() })
      expect(sum(failing)).toBe(
        later.assessments.filter(({ results }) => results.valid?.verdict === 'fail').length,
      )
    }),
  )
})
