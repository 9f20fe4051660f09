import { expect, test } from 'vitest'
import { refreshSuggestions } from './refresh-suggestions.ts'

const key = { workspaceId: 'T1', miroOrgId: 'O1' }
const accounts = [
  { id: '1', address: 'dana.lee+miro@acme.com' },
  { id: '2', address: 'info@acme.com' },
  { id: '3', address: 'nobody@else.org' },
]

/** The staff come in two pages. */
const pages = new Map([
  [null, { people: [{ id: 'p1', name: 'Dean Lee', kind: 'member' as const }], addresses: [] }],
  [
    'p1',
    {
      people: [{ id: 'p2', name: 'Dana Lee', kind: 'member' as const }],
      addresses: [{ personId: 'p2', address: 'dana.lee@acme.com' }],
    },
  ],
])

async function refresh(given: typeof accounts, denied: { accountId: string; personId: string }[] = []) {
  const asked: (string | null)[] = []
  const replaced: unknown[] = []
  await refreshSuggestions(
    {
      suggestions: {
        nobodys: async () => given,
        people: async (_, after) => {
          asked.push(after)
          return pages.get(after) ?? { people: [], addresses: [] }
        },
        denied: async () => denied,
        replace: async (_, suggested) => void replaced.push(...suggested),
      },
    },
    key,
  )
  return { asked, replaced }
}

test('keeps the strongest of all pages for each account', async () => {
  expect(await refresh(accounts)).toEqual({
    asked: [null, 'p1', 'p2'],
    replaced: [
      { accountId: '1', place: 0, because: 'plus_tag', personId: 'p2' },
      { accountId: '2', place: 0, because: 'role_mailbox', personId: null },
    ],
  })
})

test('reads no people where there is no account to find one for', async () => {
  expect(await refresh([])).toEqual({ asked: [], replaced: [] })
})

test('whoever said that an account is not theirs is not suggested again', async () => {
  expect((await refresh(accounts, [{ accountId: '1', personId: 'p2' }])).replaced).toEqual([
    { accountId: '2', place: 0, because: 'role_mailbox', personId: null },
  ])
})
