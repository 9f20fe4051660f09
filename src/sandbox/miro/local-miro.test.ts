import { afterEach, describe, expect, test } from 'vitest'
import { LocalMiro } from './local-miro.ts'
import { generateMembers } from './member-source.ts'
import type { LocalMember, LocalMiroOptions } from './shapes.ts'

const orgId = '3074457345000000001'
const redirectUri = 'http://localhost:3000/miro/callback'
const app = {
  clientId: '3458764500000000001',
  clientSecret: 'a-secret',
  redirectUris: [redirectUri],
  scopes: ['organizations:read', 'organizations:teams:read', 'boards:read'],
  expiringTokens: true,
}

const member = (number: number, more: Partial<LocalMember> = {}): LocalMember => ({
  id: `30744573500000100${10 + number}`,
  email: `person${number}@x.example`,
  role: number === 1 ? 'organization_internal_admin' : 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: '',
  licenseAssignedAt: '2025-02-03T09:00:00Z',
  name: null,
  ...more,
})

const started: LocalMiro[] = []

async function start(more: Partial<LocalMiroOptions> = {}): Promise<LocalMiro> {
  const miro = await LocalMiro.start({
    organization: { id: orgId, name: 'Juniper', plan: 'company' },
    members: [member(1), member(2), member(3)],
    apps: [app],
    ...more,
  })
  started.push(miro)
  return miro
}

afterEach(async () => {
  for (const miro of started.splice(0)) await miro.stop()
})

const authorizeUrl = (miro: LocalMiro, more: Record<string, string> = {}): string =>
  `${miro.url}/oauth/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    state: 'a-state',
    ...more,
  })}`

type Sent = { status: number; text: string; json: Record<string, unknown>; headers: Headers }

async function send(url: string, init: RequestInit = {}): Promise<Sent> {
  const answer = await fetch(url, init)
  const text = await answer.text()
  const json = text.startsWith('{') ? JSON.parse(text) : { list: text }
  return { status: answer.status, text, json, headers: answer.headers }
}

const exchange = (miro: LocalMiro, form: Record<string, string>): Promise<Sent> =>
  send(`${miro.url}/v1/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...form }),
  })

const code = (back: string): string => new URL(back).searchParams.get('code') ?? ''

async function install(miro: LocalMiro, as?: string): Promise<Sent> {
  const back = await miro.consent(authorizeUrl(miro), as === undefined ? {} : { as })
  return exchange(miro, { grant_type: 'authorization_code', code: code(back), redirect_uri: redirectUri })
}

const get = (miro: LocalMiro, path: string, token: unknown): Promise<Sent> =>
  send(`${miro.url}${path}`, { headers: { authorization: `Bearer ${token}` } })

const members = `/v2/orgs/${orgId}/members`

const oauthProblem = (message: string) => ({ status: 401, code: 'oauthError', message, type: 'error' })

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

describe('who may read the organisation', () => {
  test.each([
    ['nobody known', (_: LocalMiro) => {}, 'wrong', members, 401, 'tokenNotFound'],
    ['a token that ran out', (miro: LocalMiro) => miro.expireTokens(), null, members, 401, 'tokenNotFound'],
    [
      'a token that was revoked',
      (miro: LocalMiro) => miro.revokeTokens(),
      null,
      members,
      401,
      'tokenNotFound',
    ],
    [
      'no Company Admin',
      (miro: LocalMiro) => miro.demote(member(1).id),
      null,
      members,
      403,
      'insufficientPermissions',
    ],
    [
      'another plan',
      (miro: LocalMiro) => miro.setPlan('business'),
      null,
      members,
      403,
      'insufficientPermissions',
    ],
    ['another organisation', (_: LocalMiro) => {}, null, '/v2/orgs/1/members', 404, 'notFound'],
  ])('%s', async (_, change, token, path, status, problem) => {
    const miro = await start()
    const { json } = await install(miro)
    change(miro)
    const answer = await get(miro, path, token ?? json['access_token'])
    expect([answer.status, answer.json['code']]).toEqual([status, problem])
  })

  test('a member who installs, and an app without the scope, are refused', async () => {
    const miro = await start()
    const byMember = await install(miro, 'person2@x.example')
    miro.addApp({ ...app, scopes: ['boards:read'] })
    const without = await install(miro)
    const answers = [byMember, without].map(({ json }) => get(miro, members, json['access_token']))
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([403, 403])
  })

  test('a token may belong to no organisation', async () => {
    const miro = await start()
    const { json } = await install(miro)
    const inside = await get(miro, '/v1/oauth-token', json['access_token'])
    miro.withoutOrganization = true
    const outside = await get(miro, '/v1/oauth-token', json['access_token'])
    expect([inside.json['organization'], outside.json['organization']]).toEqual([
      { type: 'organization', id: orgId, name: 'Juniper' },
      undefined,
    ])
  })
})

describe('members', () => {
  test('changes show at once, and tell who listens', async () => {
    const miro = await start()
    let told = 0
    const end = miro.onChange(() => {
      told += 1
    })
    miro.deactivate('person2@x.example')
    miro.remove(member(3).id)
    miro.add(member(4))
    miro.setEmail(member(4).id, 'new@x.example')
    miro.setLicense('new@x.example', 'free')
    end()
    miro.setRole('new@x.example', 'organization_external_user')
    const { json } = await install(miro)
    const { text } = await get(
      miro,
      `${members}?emails=NEW@x.example,person3@x.example`,
      json['access_token'],
    )
    expect(told).toBe(5)
    expect(JSON.parse(text)).toEqual([
      {
        id: member(4).id,
        active: true,
        email: 'new@x.example',
        license: 'free',
        licenseAssignedAt: '2025-02-03T09:00:00Z',
        role: 'organization_external_user',
        adminRoles: [],
        type: 'organization-member',
      },
    ])
    expect(miro.members.map(({ email, active }) => [email, active])).toEqual([
      ['person1@x.example', true],
      ['person2@x.example', false],
      ['new@x.example', true],
    ])
  })

  test('come in pages, each of which can be made to fail', async () => {
    const miro = await start({ members: generateMembers(250) })
    const { json } = await install(miro)
    const read = (cursor: unknown) => get(miro, `${members}?cursor=${cursor ?? ''}`, json['access_token'])
    miro.faults.push({ match: { page: 3 }, do: { repeatCursor: true } })
    miro.faults.push({ match: { page: 2 }, do: { status: 503, body: 'busy' } })
    const first = await read('')
    const failed = await read(first.json['cursor'])
    const second = await read(first.json['cursor'])
    const repeated = await read(second.json['cursor'])
    const last = await read(second.json['cursor'])
    expect([first, failed, second, repeated, last].map(({ status, json }) => [status, json['size']])).toEqual(
      [
        [200, 100],
        [503, undefined],
        [200, 100],
        [200, 50],
        [200, 50],
      ],
    )
    expect([repeated.json['cursor'], last.json['cursor']]).toEqual([second.json['cursor'], undefined])
  })

  test('cost credits, and beyond them nothing comes until the minute ends', async () => {
    let now = new Date('2026-11-24T08:00:30Z')
    const miro = await start({ rateLimit: { creditsPerMinute: 1_000 }, clock: () => now })
    const { json } = await install(miro)
    const read = () => get(miro, members, json['access_token'])
    const answers = [await read(), await read(), await read()]
    now = new Date('2026-11-24T08:01:00Z')
    answers.push(await read())
    const limits = (headers: Headers) =>
      ['limit', 'remaining', 'reset'].map(name => headers.get(`x-ratelimit-${name}`))
    expect(answers.map(({ status, headers }) => [status, ...limits(headers)])).toEqual([
      [200, '1000', '500', '1795507260'],
      [200, '1000', '0', '1795507260'],
      [429, '1000', '0', '1795507260'],
      [200, '1000', '500', '1795507320'],
    ])
    expect(answers[2]?.json).toEqual({
      status: 429,
      code: 'tooManyRequests',
      message: 'Request rate limit exceed',
      context: null,
      type: 'error',
    })
  })
})

test('the log of requests holds no code, token or secret', async () => {
  const miro = await start()
  await install(miro)
  const log = JSON.stringify(miro.requests)
  expect(miro.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
    'GET /oauth/authorize 200',
    'POST /oauth/authorize 302',
    'POST /v1/oauth/token 200',
  ])
  expect([...miro.secrets, app.clientSecret, 'a-state'].filter(secret => log.includes(secret))).toEqual([])
})
