import { afterEach, describe, expect, test } from 'vitest'
import { app, get, install, member, members, orgId, startSmall } from '../../../test/support/miro-wire.ts'
import type { LocalMiro } from './local-miro.ts'
import { generateMembers } from './member-source.ts'
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
