import { expect, test } from 'vitest'
import { ForeignFailure } from '../../domain/foreign-failure.ts'
import type { Answer } from '../uses.ts'
import { miroAccess } from './miro-access.ts'

const key = { workspaceId: 'T1', miroOrgId: '30' }
const now = new Date('2026-11-24T09:00:00Z')

const foreign = (kind: string, permanent: boolean) =>
  Object.assign(new ForeignFailure(kind), { kind, permanent })

/** Miro and the database in a few lines: which token works, what is stored, in what order things happened. */
function world(start: Partial<Answer<'connections.credentials'>> = {}) {
  const stored: Answer<'connections.credentials'> = {
    clientId: 'app',
    clientSecret: 'secret',
    accessToken: 'access-1',
    refreshToken: 'refresh-1',
    accessTokenExpiresAt: new Date(now.getTime() + 3_600_000),
    tokenVersion: 1,
    ...start,
  }
  const state = {
    stored,
    works: stored.accessToken,
    events: [] as string[],
    claimedElsewhere: false,
    /** The process that refreshes gives up. */
    givesUp: false,
    refreshDead: false,
    miroDown: false,
  }
  const call = miroAccess({
    clock: () => now,
    pause: async () => {
      state.events.push('pause')
      if (state.givesUp) {
        state.claimedElsewhere = false
        return
      }
      // The other process has stored its pair by now.
      state.stored = { ...state.stored, accessToken: 'access-2', refreshToken: 'refresh-2', tokenVersion: 2 }
      state.works = 'access-2'
    },
    connections: {
      credentials: async () => state.stored,
      claimRefresh: async () => !state.claimedElsewhere,
      releaseRefresh: async () => void state.events.push('release'),
      storeTokens: async (_, tokens, version) => {
        state.events.push(`store ${tokens.accessToken}`)
        state.stored = { ...state.stored, ...tokens, tokenVersion: version + 1 }
        return true
      },
    },
    oauth: {
      refresh: async ({ refreshToken }) => {
        state.events.push(`refresh ${refreshToken}`)
        if (state.refreshDead) throw foreign('unauthorized', true)
        if (state.miroDown) throw foreign('unavailable', false)
        state.works = 'access-2'
        return { accessToken: 'access-2', refreshToken: 'refresh-2', expiresInSeconds: 3_600 }
      },
    },
  })
  const use = () =>
    call(key, async token => {
      state.events.push(`use ${token}`)
      if (token !== state.works) throw foreign('unauthorized', true)
      return 'answer'
    })
  return { state, use, call }
}

test('a good token is used as it is', async () => {
  const { state, use } = world()
  expect([await use(), state.events]).toEqual(['answer', ['use access-1']])
})

test('a token about to end is refreshed first, and stored before it is used', async () => {
  const { state, use } = world({ accessTokenExpiresAt: new Date(now.getTime() + 60_000) })
  expect([await use(), state.events]).toEqual([
    'answer',
    ['refresh refresh-1', 'store access-2', 'use access-2'],
  ])
})

test('many callers share one refresh', async () => {
  const { state, use } = world({ accessTokenExpiresAt: now })
  await Promise.all([use(), use(), use()])
  expect(state.events.filter(event => event.startsWith('refresh'))).toEqual(['refresh refresh-1'])
})

test('a refused token is refreshed once', async () => {
  const { state, use } = world()
  state.works = 'access-2'
  expect([await use(), state.events]).toEqual([
    'answer',
    ['use access-1', 'refresh refresh-1', 'store access-2', 'use access-2'],
  ])
})

test('while another process refreshes, its pair is waited for', async () => {
  const { state, use } = world()
  state.works = 'access-2'
  state.claimedElsewhere = true
  expect([await use(), state.events]).toEqual(['answer', ['use access-1', 'pause', 'use access-2']])
})

test.each([
  ['the new token is refused too', 'unauthorized', 'reconnect_needed'],
  ['the admin role or the plan is gone', 'forbidden', 'access_lost'],
  ['the organisation is gone', 'not_found', 'access_lost'],
])('%s', async (_, kind, trouble) => {
  const { call } = world()
  const refused = call(key, async () => {
    throw foreign(kind, true)
  })
  await expect(refused).rejects.toMatchObject({ name: 'AccessRefused', trouble })
})

test('the role of whoever connected is gone, and somebody else connected meanwhile: their token is used', async () => {
  const { state, call } = world()
  const used: string[] = []
  const answer = await call(key, async token => {
    used.push(token)
    if (token !== 'access-1') return 'answer'
    state.stored = { ...state.stored, accessToken: 'access-9', tokenVersion: 2 }
    throw foreign('forbidden', true)
  })
  expect([answer, used]).toEqual(['answer', ['access-1', 'access-9']])
})

test.each([
  ['the refresh token is dead', {}],
  ['there is no refresh token', { refreshToken: null }],
])('%s: somebody has to reconnect', async (_, start) => {
  const { state, use } = world(start)
  state.works = 'nothing'
  state.refreshDead = true
  await expect(use()).rejects.toMatchObject({ name: 'AccessRefused', trouble: 'reconnect_needed' })
})

test('trouble that may pass is handed on as it is', async () => {
  const { call } = world()
  const failed = call(key, async () => {
    throw foreign('unavailable', false)
  })
  await expect(failed).rejects.toMatchObject({ kind: 'unavailable' })
})

test('a refresh that Miro could not answer is left to the next caller', async () => {
  const { state, use } = world({ accessTokenExpiresAt: now })
  state.miroDown = true
  await expect(use()).rejects.toMatchObject({ kind: 'unavailable' })
  expect(state.events).toEqual(['refresh refresh-1', 'release'])
})

test('a refresh that Miro refused for good holds nobody up: whoever asks next is told so at once', async () => {
  const { state, use } = world({ accessTokenExpiresAt: now })
  state.refreshDead = true
  await expect(use()).rejects.toMatchObject({ trouble: 'reconnect_needed' })
  await expect(use()).rejects.toMatchObject({ trouble: 'reconnect_needed' })
  expect(state.events).toEqual(['refresh refresh-1', 'release', 'refresh refresh-1', 'release'])
})

test('whoever waits for another process asks Miro itself once that one gives up', async () => {
  const { state, use } = world({ accessTokenExpiresAt: now })
  Object.assign(state, { claimedElsewhere: true, givesUp: true, refreshDead: true })
  await expect(use()).rejects.toMatchObject({ trouble: 'reconnect_needed' })
  expect(state.events).toEqual(['pause', 'refresh refresh-1', 'release'])
})
