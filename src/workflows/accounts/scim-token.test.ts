import { expect, test } from 'vitest'
import { Refusal } from '../../../test/support/refusal.ts'
import { connectionRow } from '../../../test/support/row-samples.ts'
import { readScim, removeScimToken, type ScimStatus, setScimToken } from './scim-token.ts'

const now = new Date('2026-11-24T12:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: 'O1' }
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
  await expect(world({ tried: new TypeError('x is not a function') }).set()).rejects.toThrow('not a function')
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
