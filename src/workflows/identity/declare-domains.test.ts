import { expect, test } from 'vitest'
import { account, now, person, primary } from '../../../test/support/domain-samples.ts'
import { connectionRow } from '../../../test/support/row-samples.ts'
import { previewDomains, readDomains, saveDomains } from './declare-domains.ts'

const keys = ['O1', 'O2'].map(miroOrgId => connectionRow({ key: { workspaceId: 'T1', miroOrgId } }))
const lee = person({ id: 'lee', name: 'Lee Dana' })

function world(given: { before?: string[]; stale?: boolean } = {}) {
  const did: unknown[] = []
  let stored: readonly string[] = given.before ?? []
  // More than one page.
  const accounts = Array.from({ length: 2_001 }, (_, at) =>
    account({ id: String(10_000 + at), email: `a${at}@acme.io`, address: `a${at}@acme.io` }),
  )
  return {
    did,
    needs: {
      clock: () => now,
      connections: { list: async () => keys },
      equalDomains: {
        get: async () => stored,
        replace: async (_: string, __: readonly string[], after: readonly string[]) => {
          if (given.stale) return false
          stored = after
          return true
        },
        nobodys: async (
          { miroOrgId }: { miroOrgId: string },
          _: readonly string[],
          after: string | null,
          limit: number,
        ) =>
          miroOrgId === 'O1'
            ? accounts.filter(({ id }) => after === null || id > after).slice(0, limit)
            : [account({ id: '5', email: 'Both@acme.io', address: 'both@acme.io' })],
        carriers: async (_: string, addresses: readonly string[]) => {
          const carriers = [
            primary('dana', 'a0@acme.com'),
            primary('lee', 'a2000@acme.com'),
            primary('lee', 'both@acme.com'),
            primary('dana', 'both@acme.dev'),
          ]
          return {
            people: new Map([person(), lee].map(one => [one.id, one])),
            addresses: new Map(
              carriers.filter(({ address }) => addresses.includes(address)).map(one => [one.address, [one]]),
            ),
          }
        },
        leftOut: async () => 3,
        common: async () => [{ domain: 'acme.io', accounts: 2_001 }],
      },
      audit: {
        append: async ({ action, details }: Record<string, unknown>) => void did.push([action, details]),
      },
      requestEvaluation: async ({ miroOrgId }: { miroOrgId: string }) => void did.push(miroOrgId),
    },
  }
}

test('the preview looks at every account nobody was found for, as an evaluation would', async () => {
  expect(
    await previewDomains(world().needs, { workspaceId: 'T1', domains: ['acme.com', 'acme.io', 'acme.dev'] }),
  ).toEqual({
    accounts: 2,
    conflicts: 1,
    sample: [
      { email: 'a0@acme.io', personName: 'Dana Lee' },
      { email: 'a2000@acme.io', personName: 'Lee Dana' },
    ],
    leftOut: 3,
  })
  expect(await previewDomains(world().needs, { workspaceId: 'T1', domains: [] })).toMatchObject({
    accounts: 0,
    leftOut: 3,
  })
})

test('what is saved is logged and every organization is checked again; only what was seen is overwritten', async () => {
  const { needs, did } = world({ before: ['acme.com', 'acme.io'] })
  const { mark: seen } = await readDomains(needs, 'T1')
  const save = (domains: string[], mark = seen) =>
    saveDomains(needs, { workspaceId: 'T1', domains, seen: mark, by: 'UADA' })
  expect(await save(['acme.com', 'acme.io'])).toEqual({ outcome: 'unchanged' })
  expect(await save([], '')).toEqual({ outcome: 'changed_meanwhile' })
  expect(did).toEqual([])
  expect(await save([])).toEqual({ outcome: 'saved' })
  expect(did).toEqual([['domains_declared', { from: ['acme.com', 'acme.io'], to: [] }], 'O1', 'O2'])
  expect(await save(['acme.com', 'acme.dev'])).toEqual({ outcome: 'changed_meanwhile' })
})

test('somebody was quicker between reading and writing', async () => {
  const { needs, did } = world({ stale: true })
  const { mark: seen } = await readDomains(needs, 'T1')
  const input = { workspaceId: 'T1', domains: ['a.com', 'b.com'], seen, by: 'UADA' }
  expect([await saveDomains(needs, input), did]).toEqual([{ outcome: 'changed_meanwhile' }, []])
})
