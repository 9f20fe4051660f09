import { describe, expect, test } from 'vitest'
import { Refusal } from '../../../test/support/refusal.ts'
import { connectionRow } from '../../../test/support/row-samples.ts'
import { readScim, readScimNames, removeScimToken, type ScimStatus, setScimToken } from './scim-names.ts'

const key = { workspaceId: 'T1', miroOrgId: 'O1' }

describe('a token for them', () => {
  const now = new Date('2026-11-24T12:00:00Z')
  const status: ScimStatus = {
    ...{ miroOrgId: 'O1', by: 'U1', at: now, readAt: null, trouble: null, troubleSince: null, named: 0 },
  }

  function world(
    some: {
      connected?: boolean
      knows?: { known: boolean; found: number }
      tried?: Error
      stays?: boolean
    } = {},
  ) {
    const { connected = true, knows = { known: true, found: 2 }, stays = true } = some
    const did: unknown[] = []
    const needs = {
      clock: () => now,
      connections: { get: async () => (connected ? connectionRow({ key, organizationName: 'Acme' }) : null) },
      miroScim: {
        names: async () => {
          did.push('tried')
          if (some.tried !== undefined) throw some.tried
          return { total: 420, rows: 2, users: [], ids: ['1', '2'] }
        },
      },
      scim: {
        knows: async () => knows,
        set: async (_: object, token: string, by: string) => stays && did.push(`kept ${token} by ${by}`) > 0,
        remove: async () => stays,
        statuses: async () => [{ ...status, miroOrgId: 'O2' }, status],
      },
      audit: { append: async (entry: object) => void did.push(entry) },
      requestNames: async () => did.push('names requested'),
    }
    const set = () => setScimToken(needs, { key, token: 'secret-token', by: 'U1' })
    return { did, needs, set }
  }

  const entry = (action: string) => ({
    ...{ workspaceId: 'T1', at: now, actor: 'U1', action, subject: 'O1', details: {} },
  })

  test('a token is tried with one call and kept; the log names who, and not the token', async () => {
    const { did, set } = world()
    expect(await set()).toEqual({ outcome: 'saved', members: 420 })
    expect(did).toEqual(['tried', 'kept secret-token by U1', entry('scim_token_set'), 'names requested'])
  })

  test.each([
    ['unauthorized', 'refused'],
    ['forbidden', 'switched_off'],
    ['not_found', 'unavailable'],
    ['rate_limited', 'unavailable'],
    ['timeout', 'unavailable'],
    ['bad_answer', 'unavailable'],
  ])('Miro says %s: nothing is kept', async (kind, outcome) => {
    const { did, set } = world({ tried: new Refusal(kind) })
    expect(await set()).toEqual({ outcome })
    expect(did).toEqual(['tried'])
  })

  test('a token of another organization names nobody of this one; before the first sync nobody is known', async () => {
    const other = world({ knows: { known: true, found: 0 } })
    expect(await other.set()).toEqual({ outcome: 'other_organization' })
    expect(other.did).toEqual(['tried'])
    expect(await world({ knows: { known: false, found: 0 } }).set()).toMatchObject({ outcome: 'saved' })
  })

  test('disconnected before or meanwhile, and a bug of ours', async () => {
    const gone = world({ connected: false })
    expect([await gone.set(), gone.did]).toEqual([{ outcome: 'not_connected' }, []])
    expect(await world({ stays: false }).set()).toEqual({ outcome: 'not_connected' })
    await expect(world({ tried: new TypeError('x is not a function') }).set()).rejects.toThrow(
      'not a function',
    )
  })

  test('removing it is logged once, and shown of the organization asked about', async () => {
    const { did, needs } = world()
    expect(await removeScimToken(needs, { key, by: 'U1' })).toBe(true)
    expect(did).toEqual([entry('scim_token_removed')])
    const none = world({ stays: false })
    expect([await removeScimToken(none.needs, { key, by: 'U1' }), none.did]).toEqual([false, []])
    expect(await readScim(needs, key)).toEqual({ key, organizationName: 'Acme', status })
    expect(await readScim(world({ connected: false }).needs, key)).toBeNull()
  })
})

describe('reading them', () => {
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
      ...[
        'secret from 1',
        stored('u1'),
        'secret from 201',
        stored('u201'),
        'secret from 401',
        stored('u401'),
      ],
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
})
