import { expect, test } from 'vitest'
import { saveRule } from './save-rule.ts'

const now = new Date('2026-11-24T10:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: 'O1' }
const account = (id: string) => ({ id, email: `${id}@acme.com`, role: 'organization_internal_user' })

async function save(own: readonly string[], approvedBefore: readonly string[], admins = ['U1', 'U2']) {
  const did: unknown[] = []
  const saved = await saveRule(
    {
      clock: () => now,
      rules: {
        chosen: async (_, ids) =>
          ids.map(id => ({ ...account(id), own: own.includes(id), approved: approvedBefore.includes(id) })),
        save: async (_, rule, by, at, approved) => {
          did.push(approved)
          return { saved: { version: 4, rule, savedBy: by, savedAt: at }, added: ['a'], withdrawn: ['z'] }
        },
      },
      overview: { roles: async () => [] },
      people: { admins: async () => admins },
      audit: { append: async ({ action, details }) => did.push({ action, details }) },
      requestEvaluation: async () => void did.push('checks'),
    },
    { key, rule: { way: 'by_approval' }, approvedAccountIds: ['a', 'b'], by: 'U1' },
  )
  return { did, saved }
}

test('the log names the accounts approved and withdrawn', async () => {
  expect(await save([], [])).toEqual({
    saved: { outcome: 'saved', everyRole: false },
    did: [
      ['a', 'b'],
      {
        action: 'rule_saved',
        details: { version: 4, rule: { way: 'by_approval' }, added: ['a'], withdrawn: ['z'] },
      },
      'checks',
    ],
  })
})

test('nobody approves their own account; what another approved before stays', async () => {
  const refused = { ...account('b'), own: true, approved: false }
  const others = [{ ...account('a'), own: false, approved: false }]
  expect(await save(['b'], [])).toEqual({
    saved: { outcome: 'own_account', refused: [refused], others, onlyAdmin: false },
    did: [],
  })
  expect((await save(['b'], [], ['U1'])).saved).toMatchObject({ onlyAdmin: true })
  expect((await save(['b'], ['b'])).saved.outcome).toBe('saved')
})
