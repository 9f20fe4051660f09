import { LocalMiro } from '../../src/sandbox/miro/local-miro.ts'
import type { LocalMember, LocalMiroOptions } from '../../src/sandbox/miro/shapes.ts'

export const orgId = '3074457345000000001'
export const redirectUri = 'http://localhost:3000/miro/callback'
export const app = {
  clientId: '3458764500000000001',
  clientSecret: 'a-secret',
  redirectUris: [redirectUri],
  scopes: ['organizations:read', 'organizations:teams:read', 'boards:read'],
  expiringTokens: true,
}

export const member = (number: number, more: Partial<LocalMember> = {}): LocalMember => ({
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

/** A local Miro of three, the first a Company Admin. The caller stops it. */
export const startSmall = (more: Partial<LocalMiroOptions> = {}): Promise<LocalMiro> =>
  LocalMiro.start({
    organization: { id: orgId, name: 'Juniper', plan: 'company' },
    members: [member(1), member(2), member(3)],
    apps: [app],
    ...more,
  })

export const authorizeUrl = (miro: LocalMiro, more: Record<string, string> = {}): string =>
  `${miro.url}/oauth/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    state: 'a-state',
    ...more,
  })}`

type Sent = { status: number; text: string; json: Record<string, unknown>; headers: Headers }

export async function send(url: string, init: RequestInit = {}): Promise<Sent> {
  const answer = await fetch(url, init)
  const text = await answer.text()
  const json = text.startsWith('{') ? JSON.parse(text) : { list: text }
  return { status: answer.status, text, json, headers: answer.headers }
}

export const exchange = (miro: LocalMiro, form: Record<string, string>): Promise<Sent> =>
  send(`${miro.url}/v1/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...form }),
  })

export const code = (back: string): string => new URL(back).searchParams.get('code') ?? ''

export async function install(miro: LocalMiro, as?: string): Promise<Sent> {
  const back = await miro.consent(authorizeUrl(miro), as === undefined ? {} : { as })
  return exchange(miro, { grant_type: 'authorization_code', code: code(back), redirect_uri: redirectUri })
}

export const get = (miro: LocalMiro, path: string, token: unknown): Promise<Sent> =>
  send(`${miro.url}${path}`, { headers: { authorization: `Bearer ${token}` } })

export const members = `/v2/orgs/${orgId}/members`

export const oauthProblem = (message: string) => ({ status: 401, code: 'oauthError', message, type: 'error' })
