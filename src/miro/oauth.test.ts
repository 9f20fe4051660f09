import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  install,
  localMember,
  miroApp,
  openMiroTo,
  orgId,
  redirectUri,
  startMiro,
} from '../../test/support/miro-organization.ts'
import type { LocalMiro } from '../sandbox/miro/local-miro.ts'
import type { Miro } from './open-miro.ts'

const { clientId, clientSecret } = miroApp
const app = { clientId, clientSecret }

let local: LocalMiro
let miro: Miro
let now: Date
const clock = () => now

beforeEach(async () => {
  now = new Date('2026-11-24T09:00:00Z')
  local = await startMiro(3, { clock })
  miro = openMiroTo(local, clock)
})

afterEach(async () => {
  await miro.close()
  await local.stop()
})

const consentUrl = () => miro.oauth.authorizeUrl({ clientId, redirectUri, state: 'a state&' })
const codeOf = (back: string) => new URL(back).searchParams.get('code') ?? ''

test('consent comes back with a code and the state, and the code gives tokens', async () => {
  const back = new URL(await local.consent(consentUrl()))
  expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([redirectUri, 'a state&'])
  const tokens = await miro.oauth.exchange({ ...app, code: codeOf(back.href), redirectUri })
  expect(tokens).toEqual({
    accessToken: expect.stringMatching(/^eyJtaXJv/),
    refreshToken: expect.stringMatching(/^eyJtaXJv/),
    expiresInSeconds: 3599,
  })
  expect(await miro.oauth.context(tokens.accessToken)).toEqual({
    organization: { id: orgId, name: 'Juniper' },
    team: { id: '3074457358607431473', name: 'Juniper' },
    user: { id: localMember(1).id, name: 'Person 1' },
    scopes: miroApp.scopes,
  })
})

test('the consent page shows who, what and which app, and its form gives the code', async () => {
  const url = consentUrl()
  const page = await (await fetch(url)).text()
  expect(
    [clientId, 'organizations:read', 'Person 1, Company Admin', 'Person 2, Member'].filter(
      text => !page.includes(text),
    ),
  ).toEqual([])
  const body = new URLSearchParams({ as: localMember(2).id, decision: 'allow' })
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  const tokens = await miro.oauth.exchange({
    ...app,
    code: codeOf(answer.headers.get('location') ?? ''),
    redirectUri,
  })
  expect((await miro.oauth.context(tokens.accessToken)).user).toEqual({
    id: localMember(2).id,
    name: 'Person 2',
  })
})

test('cancelling comes back without a code', async () => {
  const back = new URL(await local.consent(consentUrl(), { allow: false }))
  expect([
    back.searchParams.get('error'),
    back.searchParams.get('code'),
    back.searchParams.get('state'),
  ]).toEqual(['access_denied', null, 'a state&'])
})

describe('a code', () => {
  const exchange = (more: object = {}, code?: string) =>
    local
      .consent(consentUrl())
      .then(back => miro.oauth.exchange({ ...app, code: code ?? codeOf(back), redirectUri, ...more }))

  test.each([
    ['of another secret', { clientSecret: 'wrong' }],
    ['of another app', { clientId: '999' }],
    ['for another address', { redirectUri: 'http://localhost:3000/miro/callback/' }],
    ['that was never given', { code: 'invented' }],
  ])('%s is refused', async (_, more) => {
    await expect(exchange(more)).rejects.toMatchObject({
      kind: 'unauthorized',
      code: 'oauthError',
      permanent: true,
    })
  })

  test('works once', async () => {
    const code = codeOf(await local.consent(consentUrl()))
    await exchange({}, code)
    await expect(exchange({}, code)).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  test('works for ten minutes', async () => {
    const code = codeOf(await local.consent(consentUrl()))
    now = new Date(now.getTime() + 10 * 60_000)
    await expect(exchange({}, code)).rejects.toMatchObject({ kind: 'unauthorized' })
  })
})

test('an unknown redirect address is refused before consent', async () => {
  const url = miro.oauth.authorizeUrl({ clientId, redirectUri: 'https://elsewhere.example/', state: 's' })
  expect(await (await fetch(url)).json()).toEqual({
    status: 401,
    code: 'oauthError',
    message: 'Redirect URI mismatch.',
    type: 'error',
  })
})

describe('refreshing', () => {
  test('gives a new pair and kills the old one at once', async () => {
    const first = await install(local, miro)
    const second = await miro.oauth.refresh({ ...app, refreshToken: first.refreshToken ?? '' })
    expect(
      new Set([first.accessToken, first.refreshToken, second.accessToken, second.refreshToken]).size,
    ).toBe(4)
    await expect(miro.oauth.context(first.accessToken)).rejects.toMatchObject({ kind: 'unauthorized' })
    await expect(
      miro.oauth.refresh({ ...app, refreshToken: first.refreshToken ?? '' }),
    ).rejects.toMatchObject({
      kind: 'unauthorized',
    })
    expect((await miro.oauth.context(second.accessToken)).user.id).toBe(localMember(1).id)
  })

  test('an access token lives an hour, or until it is ended', async () => {
    const { accessToken } = await install(local, miro)
    const other = await install(local, miro)
    now = new Date(now.getTime() + 3_600_000)
    await expect(miro.oauth.context(accessToken)).rejects.toMatchObject({ kind: 'unauthorized', status: 400 })
    const renewed = await miro.oauth.refresh({ ...app, refreshToken: other.refreshToken ?? '' })
    local.expireTokens()
    await expect(miro.oauth.context(renewed.accessToken)).rejects.toMatchObject({ kind: 'unauthorized' })
    local.revokeTokens()
    await expect(
      miro.oauth.refresh({ ...app, refreshToken: renewed.refreshToken ?? '' }),
    ).rejects.toMatchObject({ kind: 'unauthorized' })
  })
})

test('an app without expiring tokens gives one that stays', async () => {
  const lasting = await startMiro(3, { clock, apps: [{ ...miroApp, expiringTokens: false }] })
  const way = openMiroTo(lasting, clock)
  const tokens = await install(lasting, way)
  now = new Date(now.getTime() + 400 * 86_400_000)
  expect([
    tokens.refreshToken,
    tokens.expiresInSeconds,
    (await way.oauth.context(tokens.accessToken)).user.id,
  ]).toEqual([null, null, localMember(1).id])
  await way.close()
  await lasting.stop()
})

test('revoking ends both tokens, and what is ended cannot be revoked', async () => {
  const { accessToken, refreshToken } = await install(local, miro)
  await miro.oauth.revoke({ ...app, accessToken })
  await expect(miro.oauth.refresh({ ...app, refreshToken: refreshToken ?? '' })).rejects.toMatchObject({
    kind: 'unauthorized',
  })
  await expect(miro.oauth.revoke({ ...app, accessToken })).rejects.toMatchObject({ kind: 'not_found' })
})

test('a token answer without a token is no answer', async () => {
  local.faults.push({
    match: { path: /oauth\/token$/ },
    do: { edit: () => ({ access_token: 'a\nb', token_type: 'bearer' }) },
  })
  await expect(install(local, miro)).rejects.toMatchObject({ kind: 'bad_answer' })
})

test('closing lets a refresh under way finish, because the old pair is dead by then', async () => {
  const tokens = await install(local, miro)
  local.faults.push({ match: { path: /oauth\/token/ }, do: { delayMs: 300 } })
  const refreshed = miro.oauth.refresh({ ...app, refreshToken: tokens.refreshToken ?? '' })
  await miro.close()
  expect((await refreshed).accessToken).not.toBe(tokens.accessToken)
})
