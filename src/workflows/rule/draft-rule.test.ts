import { expect, test } from 'vitest'
import type { Rule } from '../../domain/rule.ts'
import { draftAgain, draftRule } from './draft-rule.ts'

const key = { workspaceId: 'T1', miroOrgId: 'O1' }
const now = new Date('2026-11-24T10:00:00Z')
const account = (id: string) => ({ id, email: `${id}@acme.com`, role: 'organization_internal_user' })

function world({ own = [] as string[], admins = ['U1', 'U2'] } = {}) {
  const kept: unknown[] = []
  const rule: Rule = { way: 'by_approval' }
  const needs = {
    clock: () => now,
    ruleDrafts: {
      add: async (_: unknown, draft: object, by: string) => `d${kept.push({ ...draft, by })}`,
      get: async () => ({ id: 'd0', rule, approved: ['a'], basedOn: 1 }),
    },
    rules: {
      chosen: async (_: unknown, ids: readonly string[]) =>
        ids.map(id => ({ ...account(id), name: null, own: own.includes(id), approved: false })),
      current: async () => ({ version: 7, rule, savedBy: 'U2', savedAt: now }),
    },
    people: { admins: async () => admins },
  }
  return { needs, kept }
}
const input = (rule: Rule, approved: readonly string[] | null = null) => ({
  key,
  rule,
  approved,
  basedOn: 2,
  by: 'U1',
})

test('a rule that could be saved is kept for its preview', async () => {
  const { needs, kept } = world()
  expect(await draftRule(needs, input({ way: 'by_approval' }, ['a', 'b']))).toEqual({
    outcome: 'drafted',
    draftId: 'd1',
  })
  expect(kept).toEqual([{ rule: { way: 'by_approval' }, approved: ['a', 'b'], basedOn: 2, by: 'U1' }])
})

test('an empty role set is not a rule', async () => {
  const { needs, kept } = world()
  const empty: Rule = { way: 'by_role', miroRoles: [], staffRoles: [] }
  expect([await draftRule(needs, input(empty)), kept]).toEqual([{ outcome: 'empty' }, []])
})

test('one’s own account is refused, and the others are kept', async () => {
  const { needs, kept } = world({ own: ['b'], admins: ['U1'] })
  expect(await draftRule(needs, input({ way: 'by_approval' }, ['a', 'b']))).toMatchObject({
    outcome: 'own_account',
    draftId: 'd1',
    refused: [account('b')],
    onlyAdmin: true,
  })
  expect(kept).toMatchObject([{ approved: ['a'] }])
})

test('accounts chosen for another way are not approved by the way', async () => {
  const { needs, kept } = world({ own: ['b'] })
  await draftRule(needs, input({ way: 'every_staff_member' }, ['b']))
  expect(kept).toMatchObject([{ approved: null }])
})

test('drafted again, it is based on the rule of today', async () => {
  const { needs, kept } = world()
  expect(await draftAgain(needs, { key, draftId: 'd0', by: 'U1' })).toEqual({
    outcome: 'drafted',
    draftId: 'd1',
  })
  expect(kept).toMatchObject([{ approved: ['a'], basedOn: 7 }])
})
