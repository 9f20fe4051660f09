import { afterEach, describe, expect, test } from 'vitest'
import {
  app,
  authorizeUrl,
  code,
  exchange,
  get,
  install,
  member,
  members,
  oauthProblem,
  redirectUri,
  send,
  startSmall,
} from '../../../test/support/miro-wire.ts'
import type { LocalMiro } from './local-miro.ts'
import type { LocalMiroOptions } from './shapes.ts'

const started: LocalMiro[] = []

async function start(more: Partial<LocalMiroOptions> = {}): Promise<LocalMiro> {
  const miro = await startSmall(more)
  started.push(miro)
  return miro
}

afterEach(async () => {
  for (const miro of started.splice(0)) await miro.stop()
})

describe('consent', () => {
  test('sends the browser back with a code, the state and the team', async () => {
    const miro = await start()
    const back = new URL(await miro.consent(authorizeUrl(miro)))
    back.searchParams.set('code', 'any')
    expect(back.href).toBe(
      `${redirectUri}?state=a-state&code=any&client_id=${app.clientId}&team_id=3074457358607431473`,
    )
  })

  test('cancelled, it sends it back without a code', async () => {
    const miro = await start()
    const back = new URL(await miro.consent(authorizeUrl(miro), { allow: false }))
    expect([back.searchParams.get('error'), back.searchParams.get('state'), code(back.href)]).toEqual([
      'access_denied',
      'a-state',
      '',
    ])
  })

  test('refuses an address or an app it does not know', async () => {
    const miro = await start()
    const wrongAddress = await send(authorizeUrl(miro, { redirect_uri: `${redirectUri}/` }))
    const wrongApp = await send(authorizeUrl(miro, { client_id: '1' }))
    expect([wrongAddress.json, wrongApp.json]).toEqual([
      oauthProblem('Redirect URI mismatch.'),
      oauthProblem('Client not found.'),
    ])
    await expect(miro.consent(authorizeUrl(miro, { client_id: '1' }))).rejects.toThrow('Client not found')
  })
})

describe('tokens', () => {
  test('an expiring app gets a pair, with a team id that no number can hold', async () => {
    const { status, json, text } = await install(await start())
    expect(status).toBe(200)
    expect(text).toMatch(/"team_id":3074457358607431473[,}]/)
    expect(json).toEqual({
      user_id: member(1).id,
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 3599,
      scope: 'organizations:read organizations:teams:read boards:read',
      token_type: 'bearer',
      team_id: expect.any(Number),
    })
  })

  test('another app gets one token for good', async () => {
    const { json } = await install(await start({ apps: [{ ...app, expiringTokens: false }] }))
    expect(Object.keys(json).sort()).toEqual(['access_token', 'scope', 'team_id', 'token_type', 'user_id'])
  })

  test('a code works once, for ten minutes, with its address and secret', async () => {
    let now = new Date('2026-11-24T08:00:00Z')
    const miro = await start({ clock: () => now })
    const once = code(await miro.consent(authorizeUrl(miro)))
    const form = { grant_type: 'authorization_code', code: once, redirect_uri: redirectUri }
    const wrongSecret = await exchange(miro, { ...form, client_secret: 'x' })
    const wrongAddress = await exchange(miro, { ...form, redirect_uri: 'http://localhost/' })
    const first = await exchange(miro, form)
    const second = await exchange(miro, form)
    const late = code(await miro.consent(authorizeUrl(miro)))
    now = new Date('2026-11-24T08:10:00Z')
    const afterwards = await exchange(miro, { ...form, code: late })
    expect([wrongSecret, wrongAddress, first, second, afterwards].map(({ status }) => status)).toEqual([
      401, 401, 200, 401, 401,
    ])
    expect(wrongAddress.json).toEqual(oauthProblem('Redirect URI mismatch.'))
  })

  test('a refresh ends the old pair at once', async () => {
    const miro = await start()
    const { json: old } = await install(miro)
    const form = { grant_type: 'refresh_token', refresh_token: String(old['refresh_token']) }
    const { json: fresh } = await exchange(miro, form)
    const answers = [
      await get(miro, members, old['access_token']),
      await exchange(miro, form),
      await get(miro, members, fresh['access_token']),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 200])
  })

  test('parameters may come as JSON or in the query', async () => {
    const miro = await start()
    const fields = async () => ({
      grant_type: 'authorization_code',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      code: code(await miro.consent(authorizeUrl(miro))),
      redirect_uri: redirectUri,
    })
    const url = `${miro.url}/v1/oauth/token`
    const headers = { 'content-type': 'application/json' }
    const json = await send(url, { method: 'POST', headers, body: JSON.stringify(await fields()) })
    const query = await send(`${url}?${new URLSearchParams(await fields())}`, { method: 'POST' })
    expect([json.status, query.status]).toEqual([200, 200])
  })
})
