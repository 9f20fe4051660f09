import { expect, test } from 'vitest'
import { person } from '../../../test/support/domain-samples.ts'
import { accountToIdentify } from '../../../test/support/row-samples.ts'
import { acceptGuesses, identifySeveral } from './identify-several.ts'

const now = new Date('2026-11-24T10:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: 'O1' }
const dana = { ...person(), carriesAddress: false }

/** Accounts a, b, c: of b somebody decided meanwhile, `own` is the one of who asks. */
function world(
  some: { person?: Partial<typeof dana> | null; guesses?: Readonly<Record<string, string>> } = {},
) {
  const did: string[] = []
  const needs = {
    clock: () => now,
    decisions: {
      account: async (_: object, id: string) => ({
        ...accountToIdentify(),
        ...{ id, email: `${id}@acme.com`, address: `${id}@acme.com`, own: id === 'own' },
        ...(id === 'gone' && { removedAt: now }),
      }),
      person: async (_: string, __: object, address: string | null) =>
        some.person === null
          ? null
          : { ...dana, carriesAddress: address === 'same@acme.com', ...some.person },
      addressTaken: async () => false,
      store: async (
        _: object,
        decided: readonly { readonly accountId: string; readonly class: string }[],
      ) => {
        const [only] = decided
        did.push(`${only?.accountId} ${only?.class}`)
        return only?.accountId !== 'b'
      },
    },
    suggestions: {
      of: async (_: object, id: string) => {
        const personId = some.guesses?.[id]
        const hint = {
          because: 'plus_tag' as const,
          personName: 'Dana Lee',
          left: false,
          personAddress: null,
        }
        return personId === undefined ? [] : [{ ...hint, personId }]
      },
    },
    people: { admins: async () => ['U0ADA', 'U0BEN'] },
    audit: {
      append: async ({ action, details }: { action: string; details: object }) =>
        void did.push(`${action} ${'because' in details ? details.because : ''}`),
    },
    decided: async () => void did.push('checks'),
  }
  return { needs, did }
}

const external = { choice: { as: 'external', reason: null } as const, who: { slackUserId: 'U1' } }
const accounts = (...ids: string[]) => ids.map(accountId => ({ accountId, seen: null }))
const saved = (accountId: string) => ({
  ...{ accountId, email: `${accountId}@acme.com`, personName: 'Dana Lee', left: false },
})
const missed = (accountId: string, because: string) => ({
  accountId,
  email: `${accountId}@acme.com`,
  because,
})

test('each is a decision of its own; who was faster is named, the others are saved, and all are checked once', async () => {
  const { needs, did } = world()
  const ids = accounts('a', 'b', 'own', 'gone', 'same', 'c')
  expect(await identifySeveral(needs, { key, by: 'U0ADA', accounts: ids, ...external })).toEqual({
    outcome: 'done',
    saved: [saved('a'), saved('c')],
    missed: [
      missed('b', 'changed'),
      missed('own', 'own_account'),
      missed('gone', 'gone'),
      missed('same', 'same_address'),
    ],
  })
  expect(did).toEqual([
    ...['a external', 'b external', 'refused own_account', 'refused gone', 'refused same_address'],
    ...['c external', 'checks'],
  ])
})

test('a sponsor who cannot be is refused at once, and nothing is saved or checked', async () => {
  const { needs, did } = world({ person: null })
  const ids = accounts('a', 'b', 'c')
  expect(await identifySeveral(needs, { key, by: 'U0ADA', accounts: ids, ...external })).toMatchObject({
    ...{ outcome: 'refused', because: 'unknown_person' },
  })
  expect(did).toEqual(['refused unknown_person'])
})

test('only guesses that are still made are accepted', async () => {
  const { needs, did } = world({ guesses: { a: 'dana', b: 'dana', c: 'somebody else' } })
  const guesses = ['a', 'b', 'c'].map(accountId => ({ accountId, personId: 'dana' }))
  expect(await acceptGuesses(needs, { key, by: 'U0ADA', guesses })).toEqual({
    outcome: 'done',
    saved: [saved('a')],
    missed: [missed('b', 'changed'), missed('c', 'changed')],
  })
  expect(did).toEqual(['a staff', 'b staff', 'checks'])
})

test('nothing saved, nothing checked', async () => {
  const { needs, did } = world()
  const guesses = [{ accountId: 'a', personId: 'dana' }]
  expect((await acceptGuesses(needs, { key, by: 'U0ADA', guesses })).saved).toEqual([])
  expect(did).toEqual([])
})
