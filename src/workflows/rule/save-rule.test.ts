import { expect, test } from 'vitest'
import type { SavedRule } from '../../domain/rule.ts'
import type { RuleDraft } from './draft-rule.ts'
import { saveRule } from './save-rule.ts'

const now = new Date('2026-11-24T10:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: 'O1' }
const account = (id: string) => ({ id, email: `${id}@acme.com`, role: 'organization_internal_user' })
const rule = { way: 'by_approval' } as const
const draft: RuleDraft = { id: 'd1', rule, approved: ['a', 'b'], basedOn: 3 }
const version = (number: number): SavedRule => ({ version: number, rule, savedBy: 'U2', savedAt: now })

type World = {
  own?: readonly string[]
  approvedBefore?: readonly string[]
  draft?: RuleDraft | null
  saves?: boolean
  current?: SavedRule | null
}

async function save(given: World = {}) {
  const { own = [], approvedBefore = [], saves = true, current = version(3) } = given
  const did: unknown[] = []
  const saved = await saveRule(
    {
      clock: () => now,
      ruleDrafts: { get: async () => (given.draft === undefined ? draft : given.draft) },
      rules: {
        current: async () => current,
        chosen: async (_, ids) =>
          ids.map(id => ({
            ...account(id),
            name: null,
            own: own.includes(id),
            approved: approvedBefore.includes(id),
          })),
        saveDraft: async (_, { approved }) => {
          if (!saves) return null
          did.push(approved)
          return { saved: version(4), added: ['a'], withdrawn: ['z'] }
        },
      },
      overview: { roles: async () => [] },
      people: { admins: async () => ['U1', 'U2'] },
      audit: { append: async ({ action, details }) => void did.push({ action, details }) },
      requestEvaluation: async () => void did.push('checks'),
    },
    { key, draftId: 'd1', by: 'U1' },
  )
  return { did, saved }
}

test('exactly the draft is saved; the log names the accounts approved and withdrawn', async () => {
  expect(await save()).toEqual({
    saved: { outcome: 'saved', everyRole: false, rule, version: 4 },
    did: [
      ['a', 'b'],
      { action: 'rule_saved', details: { version: 4, rule, added: ['a'], withdrawn: ['z'] } },
      'checks',
    ],
  })
})

test('nobody approves their own account; what another approved before stays', async () => {
  const refused = [{ ...account('b'), name: null, own: true, approved: false }]
  expect(await save({ own: ['b'] })).toEqual({
    saved: { outcome: 'own_account', refused, onlyAdmin: false },
    did: [],
  })
  expect((await save({ own: ['b'], approvedBefore: ['b'] })).saved.outcome).toBe('saved')
})

test.each([
  ['the draft is gone', { draft: null }, { outcome: 'gone' }],
  [
    'an empty draft',
    { draft: { ...draft, rule: { way: 'by_role', miroRoles: [], staffRoles: [] } } },
    { outcome: 'gone' },
  ],
  ['a second click was faster', { saves: false }, { outcome: 'gone' }],
  [
    'another was saved meanwhile',
    { saves: false, current: version(5) },
    { outcome: 'overtaken', by: version(5) },
  ],
] as const)('%s: nothing is stored or logged', async (_, given, outcome) => {
  expect(await save(given)).toEqual({ saved: outcome, did: [] })
})
