import { afterEach, beforeEach, expect, test } from 'vitest'
import { LocalMiro } from './local-miro.ts'
import { generateMembers } from './member-source.ts'

const organization = { id: '3074457345000000001', name: 'Juniper', plan: 'company' }
const path = `/v2/orgs/${organization.id}/members`
const redirectUri = 'http://localhost:3000/miro/callback'
const app = { clientId: '345', clientSecret: 'a-secret', redirectUris: [redirectUri] }

let miro: LocalMiro
let authorization: string

beforeEach(async () => {
  miro = await LocalMiro.start({
    organization,
    members: generateMembers(3),
    apps: [{ ...app, scopes: ['organizations:read'], expiringTokens: true }],
  })
  const asked = { response_type: 'code', client_id: app.clientId, redirect_uri: redirectUri }
  const back = new URL(await miro.consent(`${miro.url}/oauth/authorize?${new URLSearchParams(asked)}`))
  const body = new URLSearchParams({
    ...asked,
    grant_type: 'authorization_code',
    client_secret: app.clientSecret,
    code: back.searchParams.get('code') ?? '',
  })
  const answer = await fetch(`${miro.url}/v1/oauth/token`, { method: 'POST', body })
  authorization = `Bearer ${JSON.parse(await answer.text()).access_token}`
})

afterEach(() => miro.stop())

async function read(cursor = '', patience = 5_000): Promise<string> {
  const signal = AbortSignal.timeout(patience)
  const answer = await fetch(`${miro.url}${path}?cursor=${cursor}`, { headers: { authorization }, signal })
  return answer.text()
}

test.each([
  ['an empty page that goes on', { emptyWithCursor: true }, '{"limit":100,"size":0,"data":[],"cursor":"0"'],
  ['an empty object', { emptyObject: true }, '{}'],
  ['a page of HTML', { html: true }, '<!doctype html>'],
  ['half an answer', { truncate: true }, '{"limit":100,"size":3,"data":['],
  [
    'another body',
    { edit: (body: unknown) => ({ ...Object(body), size: 9 }) },
    '{"limit":100,"size":9,"data":[{',
  ],
  ['a slow one', { trickleMs: 0 }, '{"limit":100,"size":3,"data":[{'],
  ['a late one', { delayMs: 1 }, '{"limit":100,"size":3,"data":[{'],
] as const)('an answer can be %s, once', async (_, effect, begins) => {
  miro.faults.push({ match: { path: /members$/ }, do: effect })
  const [faulty, well] = [await read(), await read('0')]
  expect([faulty.slice(0, begins.length), JSON.parse(well).size, miro.faults.pending]).toEqual([begins, 3, 0])
})

test.each([
  [{ hang: true }, /timeout/],
  [{ hang: 'body' }, /timeout/],
  [{ reset: true }, /fetch failed/],
  [{ reset: 'body' }, /terminated/],
] as const)('an answer can stay away: %o', async (effect, message) => {
  miro.faults.push({ do: effect })
  await expect(read('', 200)).rejects.toThrow(message)
  expect(JSON.parse(await read()).size).toBe(3)
})

test('the work may be done although the answer is lost', async () => {
  const id = miro.members[1]?.id ?? ''
  const patch = (value: boolean) =>
    fetch(`${miro.url}/api/v1/scim/Users/${id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${miro.scimToken}` },
      body: JSON.stringify({ Operations: [{ op: 'Replace', path: 'active', value }] }),
    })
  miro.faults.push({ match: { method: 'PATCH' }, do: { status: 502 } })
  miro.faults.push({ match: { method: 'PATCH' }, do: { status: 502, afterDoing: true } })
  const seen = []
  for (let round = 0; round < 2; round += 1) seen.push([(await patch(false)).status, miro.member(id)?.active])
  expect(seen).toEqual([
    [502, true],
    [502, false],
  ])
})

test('a fault for always lasts until it is cleared', async () => {
  miro.faults.push({ times: 'always', do: { emptyObject: true } })
  const during = [await read(), await read()]
  miro.faults.clear()
  expect([...during, JSON.parse(await read()).size]).toEqual(['{}', '{}', 3])
})
