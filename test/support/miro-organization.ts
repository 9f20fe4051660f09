import { type Miro, openMiro } from '../../src/miro/open-miro.ts'
import { LocalMiro } from '../../src/sandbox/miro/local-miro.ts'
import type { LocalMember, LocalMiroOptions } from '../../src/sandbox/miro/shapes.ts'

export const orgId = '3074457345000000001'

export const miroApp = {
  clientId: '3458764500000000001',
  clientSecret: 'local-client-secret-canary',
  redirectUris: ['http://localhost:3000/miro/callback'],
  scopes: ['organizations:read', 'organizations:teams:read', 'boards:read'],
  expiringTokens: true,
}

export const redirectUri = 'http://localhost:3000/miro/callback'

export const localMember = (number: number, more: Partial<LocalMember> = {}): LocalMember => ({
  id: `30744573500000${String(10_000 + number)}`,
  email: `person${number}@juniper.example`,
  role: number === 1 ? 'organization_internal_admin' : 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: '2026-11-20T14:05:00Z',
  licenseAssignedAt: '2025-02-03T09:00:00Z',
  name: `Person ${number}`,
  ...more,
})

/** A local Miro with `count` members; the first is the Company Admin who installs. */
export const startMiro = (count: number, more: Partial<LocalMiroOptions> = {}): Promise<LocalMiro> =>
  LocalMiro.start({
    organization: { id: orgId, name: 'Juniper', plan: 'company' },
    members: Array.from({ length: count }, (_, index) => localMember(index + 1)),
    apps: [miroApp],
    ...more,
  })

const timeouts = { connect: 1_000, headers: 1_000, body: 1_000, total: 2_500 }

/** The product's own way to it. Waits between tries are noted, not waited. */
export function openMiroTo(
  local: { url: string },
  clock: () => Date = () => new Date(),
): Miro & { waits: number[] } {
  const waits: number[] = []
  const miro = openMiro({
    miroUrl: local.url,
    miroApiUrl: local.url,
    miroScimUrl: `${local.url}/api/v1/scim`,
    clock,
    pause: async milliseconds => void waits.push(milliseconds),
    random: () => 0,
    timeouts,
  })
  return { ...miro, waits }
}

/** Goes through consent and returns the token answer. */
export async function install(local: LocalMiro, miro: Miro, as?: string) {
  const { clientId, clientSecret } = miroApp
  const consentUrl = miro.oauth.authorizeUrl({ clientId, redirectUri, state: 'some-state' })
  const back = new URL(await local.consent(consentUrl, as === undefined ? {} : { as }))
  return miro.oauth.exchange({
    clientId,
    clientSecret,
    code: back.searchParams.get('code') ?? '',
    redirectUri,
  })
}
