import { expect, test } from 'vitest'
import { Refusal } from '../../../test/support/refusal.ts'
import { readScimNames } from './read-scim-names.ts'

const key = { workspaceId: 'T1', miroOrgId: 'O1' }
const start = Date.parse('2026-11-24T12:00:00Z')
const hour = 3_600_000

function world(
  some: {
    token?: null
    readAt?: number
    total?: number
    pages?: readonly (number | Error)[]
    replacedAt?: number
    callTakes?: number
  } = {},
) {
  const did: unknown[] = []
  let [now, call] = [start, 0]
  const token = {
    ...{ token: 'secret', at: new Date(start - hour) },
    readAt: some.readAt === undefined ? null : new Date(start - some.readAt),
  }
  const needs = {
    clock: () => new Date(now),
    retrying: async <T>(call: () => Promise<T>) => call(),
    miroScim: {
      names: async (given: string, from: number) => {
        const rows = some.pages?.[call] ?? 0
        call += 1
        now += some.callTakes ?? 0
        did.push(`${given} from ${from}`)
        if (rows instanceof Error) throw rows
        const id = `u${from}`
        return { total: some.total ?? 450, rows, users: [{ id, name: 'Dana' }], ids: [id] }
      },
    },
    scim: {
      token: async () => (some.token === null ? null : token),
      storeNames: async (_: object, { at }: { at: Date }, users: readonly { id: string }[]) => {
        did.push(`stored ${users.map(({ id }) => id)} with the token of ${at.getTime() - start}`)
        return call !== some.replacedAt
      },
      noteRead: async (_: object, __: object, trouble: string | null) => void did.push(`noted ${trouble}`),
    },
  }
  const read = async (news = false) => {
    await readScimNames(needs, key, news)
    return did
  }
  return read
}

const stored = (id: string) => `stored ${id} with the token of ${-hour}`

test('all pages are read and stored as they come', async () => {
  expect(await world({ pages: [200, 200, 50] })()).toEqual([
    ...['secret from 1', stored('u1'), 'secret from 201', stored('u201'), 'secret from 401', stored('u401')],
    'noted null',
  ])
})

test.each([
  ['there is no token', { token: null }, false, 0],
  ['they were read a while ago', { readAt: 5 * hour, pages: [450] }, false, 0],
  ['they were read a while ago, and there are new accounts', { readAt: 5 * hour, pages: [450] }, true, 3],
  ['they were read long ago', { readAt: 6 * hour, pages: [450] }, false, 3],
  ['they were read in the future: the clock was wrong', { readAt: -9 * hour, pages: [450] }, false, 3],
] as const)('%s', async (_, some, news, steps) => {
  expect(await world(some)(news)).toHaveLength(steps)
})

test('a list that ends early or has no end is left; a server that gives fewer is asked on', async () => {
  expect(await world({ pages: [200] })()).toEqual([
    ...['secret from 1', stored('u1'), 'secret from 201', stored('u201'), 'noted null'],
  ])
  expect((await world({ total: 150, pages: [100, 50] })()).at(-1)).toBe('noted null')
  const endless = await world({
    total: 1_000_000,
    pages: Array.from({ length: 100 }, () => 200),
    callTakes: 60_000,
  })()
  expect([endless.length, endless.at(-1)]).toEqual([61, 'noted unavailable'])
})

test.each([
  ['unauthorized', 'noted refused'],
  ['forbidden', 'noted switched_off'],
  ['unavailable', 'noted unavailable'],
])('Miro says %s: what came before stays, and it is noted', async (kind, noted) => {
  expect(await world({ pages: [200, new Refusal(kind)] })()).toEqual([
    ...['secret from 1', stored('u1'), 'secret from 201', noted],
  ])
})

test('once the token is replaced or removed, nothing more is asked or noted; a bug of ours is thrown', async () => {
  expect(await world({ pages: [200, 200], replacedAt: 1 })()).toEqual(['secret from 1', stored('u1')])
  await expect(world({ pages: [new TypeError('a bug')] })()).rejects.toThrow('a bug')
})
