import { expect, test } from 'vitest'
import { person } from '../../../test/support/domain-samples.ts'
import { accountToIdentify } from '../../../test/support/row-samples.ts'
import { identifyAccount, unlinkAccount } from './identify-account.ts'

const now = new Date('2026-11-24T10:00:00Z')
const decidedAt = new Date('2026-11-20T10:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: 'O1' }
const account = accountToIdentify()
const decision = {
  ...{ class: 'staff' as const, personId: 'dana', personName: 'Dana Lee', reason: null, reviewAt: null },
  ...{ decidedBy: 'U0BEN', decidedAt },
}
const dana = { ...person(), carriesAddress: false }

/** What is done, in order, besides reading. */
function world(some: {
  found?: Partial<typeof account> | null
  stores?: boolean
  admins?: readonly string[]
  person?: Partial<typeof dana>
  taken?: boolean
}) {
  const did: unknown[] = []
  const needs = {
    clock: () => now,
    decisions: {
      account: async () => (some.found === null ? null : { ...account, ...some.found }),
      person: async (_: string, who: object) =>
        'slackUserId' in who && who.slackUserId === 'U404' ? null : { ...dana, ...some.person },
      addressTaken: async () => some.taken === true,
      store: async (_: object, decided: readonly object[], by: object) => {
        did.push([...decided, by])
        return some.stores !== false
      },
      forget: async (_: object, accountId: string, by: object) => {
        did.push(['forget', accountId, by])
        return some.stores !== false
      },
    },
    people: { admins: async () => some.admins ?? ['U0ADA', 'U0BEN'] },
    audit: {
      append: async ({ action, subject, details }: Record<string, unknown>) =>
        void did.push({ action, subject, details }),
    },
    decided: async () => void did.push('checks'),
  }
  return { needs, did }
}

const input = {
  key,
  accountId: 'a1',
  seen: null as Date | null,
  choice: { as: 'staff' } as const,
  who: { slackUserId: 'U1' },
  by: 'U0ADA',
}
const stored = {
  accountId: 'a1',
  seen: null,
  class: 'staff',
  personId: 'dana',
  reason: null,
  reviewAt: null,
  learned: 'dana@acme.com',
}
const byAda = { slackUserId: 'U0ADA', now, newcomer: null }

test('stores the decision and has everything checked again', async () => {
  const { needs, did } = world({})
  expect(await identifyAccount(needs, input)).toEqual({
    outcome: 'saved',
    email: 'Dana@Acme.com',
    personName: 'Dana Lee',
    learned: true,
    left: false,
  })
  expect(did).toEqual([[stored, byAda], 'checks'])
  const gone = world({ person: { deactivated: true } })
  expect(await identifyAccount(gone.needs, input)).toMatchObject({ outcome: 'saved', left: true })
})

test('a newcomer is stored with it', async () => {
  const { needs, did } = world({})
  const choice = {
    as: 'new_staff' as const,
    name: 'Nora',
    email: 'nora@acme.com',
    title: null,
    startsOn: null,
  }
  expect(await identifyAccount(needs, { ...input, choice, who: null })).toMatchObject({ personName: 'Nora' })
  const newcomer = { name: 'Nora', address: 'nora@acme.com', title: null, startAt: null }
  expect(did).toEqual([
    [
      { ...stored, personId: null },
      { ...byAda, newcomer },
    ],
    'checks',
  ])
})

test('re-mapping replaces only the decision that was seen', async () => {
  const { needs, did } = world({ found: { decision } })
  expect(await identifyAccount(needs, input)).toEqual({ outcome: 'changed' })
  expect(did).toEqual([])
  expect(await identifyAccount(needs, { ...input, seen: decidedAt })).toMatchObject({ outcome: 'saved' })
  expect(did).toEqual([[{ ...stored, seen: decidedAt }, byAda], 'checks'])
})

test('what changed between reading and writing is not overwritten, and nothing is checked for it', async () => {
  const { needs, did } = world({ stores: false })
  expect(await identifyAccount(needs, input)).toEqual({ outcome: 'changed' })
  expect(did).toEqual([[stored, byAda]])
})

test.each([
  ['no_account', { found: null }, {}],
  ['gone', { found: { removedAt: now } }, {}],
  ['disconnected', { found: { disconnected: true } }, {}],
  ['own_account', { found: { own: true } }, {}],
  ['unknown_person', {}, { who: { slackUserId: 'U404' } }],
  ['yourself', {}, { by: 'U1' }],
  [
    'address_taken',
    { taken: true },
    {
      choice: { as: 'new_staff', name: 'Nora', email: 'n@acme.com', title: null, startsOn: null },
      who: null,
    },
  ],
] as const)('refused and logged: %s', async (because, some, more) => {
  const { needs, did } = world(some)
  const asked = { ...input, ...more }
  expect(await identifyAccount(needs, asked)).toEqual({ outcome: 'refused', because, onlyAdmin: false })
  const details = { because, what: 'identify', as: asked.choice.as, miroOrgId: 'O1' }
  expect(did).toEqual([{ action: 'refused', subject: 'a1', details }])
})

test('a sole administrator is told so', async () => {
  const { needs } = world({ found: { own: true }, admins: ['U0ADA'] })
  expect(await identifyAccount(needs, input)).toMatchObject({ because: 'own_account', onlyAdmin: true })
  expect(await unlinkAccount(needs, { ...input, seen: decidedAt })).toMatchObject({ onlyAdmin: true })
})

test('forgets what was seen, and has everything checked again', async () => {
  const { needs, did } = world({})
  const asked = { key, accountId: 'a1', seen: decidedAt, by: 'U0ADA' }
  expect(await unlinkAccount(needs, asked)).toEqual({ outcome: 'forgotten', email: 'Dana@Acme.com' })
  expect(did).toEqual([['forget', 'a1', { slackUserId: 'U0ADA', now, seen: decidedAt }], 'checks'])
  expect(await unlinkAccount(world({ stores: false }).needs, asked)).toEqual({ outcome: 'changed' })
})

test.each([
  ['no_account', { found: null }],
  ['gone', { found: { removedAt: now } }],
  ['disconnected', { found: { disconnected: true } }],
  ['own_account', { found: { own: true } }],
] as const)('forgetting is refused and logged: %s', async (because, some) => {
  const { needs, did } = world(some)
  const asked = { key, accountId: 'a1', seen: decidedAt, by: 'U0ADA' }
  expect(await unlinkAccount(needs, asked)).toEqual({ outcome: 'refused', because, onlyAdmin: false })
  expect(did).toEqual([
    { action: 'refused', subject: 'a1', details: { because, what: 'unlink', miroOrgId: 'O1' } },
  ])
})
