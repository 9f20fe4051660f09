import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { foreignError } from '../foreign-error.ts'
import type { ConnectProblem } from './connect-problem.ts'

type Attempt = {
  readonly id: string
  readonly workspaceId: string
  readonly slackUserId: string
  readonly clientId: string
  readonly clientSecret: string
  /** Set when an existing connection is renewed: another organisation is then refused. */
  readonly expectedOrgId: string | null
  readonly viewId: string | null
}

type Consumed =
  | { readonly outcome: 'ok'; readonly attempt: Attempt }
  | { readonly outcome: 'unknown' | 'expired' | 'used' | 'other_browser' | 'to_paste' | 'other_person' }

type Tokens = {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly expiresInSeconds: number | null
}

type Needs = {
  readonly clock: () => Date
  /** 256 random bits as text. */
  readonly token: () => string
  readonly publicUrl: string
  readonly attempts: {
    create(
      input: Attempt & { startToken: string; pasteState: string | null; now: Date; expiresAt: Date },
    ): Promise<unknown>
    start(startToken: string, state: string, browser: string, now: Date): Promise<{ clientId: string } | null>
    consume(state: string, browser: string, now: Date): Promise<Consumed>
    consumePasted(
      state: string,
      person: { workspaceId: string; slackUserId: string },
      now: Date,
    ): Promise<Consumed>
  }
  readonly oauth: {
    authorizeUrl(input: { clientId: string; redirectUri: string; state: string }): string
    exchange(input: {
      clientId: string
      clientSecret: string
      code: string
      redirectUri: string
    }): Promise<Tokens>
    context(accessToken: string): Promise<{
      organization: { id: string; name: string } | null
      user: { id: string }
      scopes: readonly string[]
    }>
    revoke(input: { accessToken: string; clientId: string; clientSecret: string }): Promise<void>
  }
  readonly members: {
    organization(accessToken: string, orgId: string): Promise<{ id: string; name: string; plan: string }>
  }
  readonly connections: {
    save(input: {
      key: ConnectionKey
      organizationName: string
      plan: string
      clientId: string
      clientSecret: string
      tokens: { accessToken: string; refreshToken: string | null; accessTokenExpiresAt: Date | null }
      scopes: readonly string[]
      miroUserId: string
      connectedBy: string
      now: Date
    }): Promise<unknown>
  }
  readonly audit: Audit
}

/** How long a person has from the second modal to the end of Miro's consent page. */
const tenMinutes = 10 * 60_000

/** Miro's word for the Enterprise plan. */
const enterprise = 'company'

export const redirectUrl = (publicUrl: string): string => `${publicUrl}/miro/callback`

/** Whether only a browser on the machine that runs the bot can reach it. */
export const isLocal = (publicUrl: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(publicUrl).hostname)

export type Begun = {
  readonly startUrl: string
  /** Straight to Miro's consent page; where that ends is pasted into Slack. Null where every browser comes back. */
  readonly elsewhereUrl: string | null
  readonly expiresAt: Date
}

/** Stores what the second modal gave, and makes the links that open Miro. Good for ten minutes. */
export async function beginConnect(needs: Needs, input: Omit<Attempt, 'id'>): Promise<Begun> {
  const now = needs.clock()
  const expiresAt = new Date(now.getTime() + tenMinutes)
  const startToken = needs.token()
  const pasteState = isLocal(needs.publicUrl) ? needs.token() : null
  await needs.attempts.create({ ...input, id: needs.token(), startToken, pasteState, now, expiresAt })
  return {
    startUrl: `${needs.publicUrl}/miro/start?t=${startToken}`,
    elsewhereUrl: pasteState === null ? null : consentUrl(needs, input.clientId, pasteState),
    expiresAt,
  }
}

const consentUrl = (needs: Needs, clientId: string, state: string): string =>
  needs.oauth.authorizeUrl({ clientId, redirectUri: redirectUrl(needs.publicUrl), state })

/** The link was opened: binds the flow to this browser and tells where Miro's consent page is. */
export async function openConsent(
  needs: Needs,
  startToken: string,
): Promise<
  | { readonly outcome: 'ok'; readonly browser: string; readonly consentUrl: string }
  | { readonly outcome: 'expired' }
> {
  const state = needs.token()
  const browser = needs.token()
  const attempt = await needs.attempts.start(startToken, state, browser, needs.clock())
  if (attempt === null) return { outcome: 'expired' }
  return { outcome: 'ok', browser, consentUrl: consentUrl(needs, attempt.clientId, state) }
}

export type Returned = {
  readonly state: string
  readonly browser: string
  readonly code: string | null
  /** Miro's `error` parameter: the person said no, or the app is not allowed. */
  readonly error: string | null
}

export type Connected =
  | {
      readonly outcome: 'connected'
      readonly attempt: Person
      readonly key: ConnectionKey
      readonly organizationName: string
    }
  /** `attempt` is null when the redirect could not be tied to anybody: then nobody in Slack is told. */
  | { readonly outcome: 'problem'; readonly problem: ConnectProblem; readonly attempt: Person | null }

type Person = {
  readonly workspaceId: string
  readonly slackUserId: string
  readonly viewId: string | null
  /** Starting again asks for the same organisation. */
  readonly expectedOrgId: string | null
}

const byOutcome = {
  unknown: 'state_unknown',
  expired: 'state_expired',
  used: 'state_used',
  other_browser: 'other_browser',
  to_paste: 'to_paste',
  other_person: 'other_person',
} as const satisfies Record<string, ConnectProblem>

/** Miro sent the browser back: exchanges the code, checks all that is needed, and only then stores a connection. */
export async function finishConnect(needs: Needs, returned: Returned): Promise<Connected> {
  const consumed = await needs.attempts.consume(returned.state, returned.browser, needs.clock())
  return finish(needs, consumed, returned.code)
}

export type Pasted = {
  /** Who pasted it, as Slack signed it. */
  readonly workspaceId: string
  readonly slackUserId: string
  readonly state: string
  readonly code: string
}

/**
 * The same with an address that the person pasted into Slack because no browser of theirs reaches the bot. There is
 * no cookie to compare: instead the person who began must be the one who pastes.
 */
export async function finishPasted(needs: Needs, { state, code, ...person }: Pasted): Promise<Connected> {
  return finish(needs, await needs.attempts.consumePasted(state, person, needs.clock()), code)
}

async function finish(needs: Needs, consumed: Consumed, code: string | null): Promise<Connected> {
  if (consumed.outcome !== 'ok')
    return { outcome: 'problem', problem: byOutcome[consumed.outcome], attempt: null }
  const { attempt } = consumed
  const problem = (name: ConnectProblem): Connected => ({ outcome: 'problem', problem: name, attempt })
  if (code === null) return problem('denied')
  const tokens = await orProblem(exchangeProblem, () =>
    needs.oauth.exchange({
      ...attempt,
      code,
      redirectUri: redirectUrl(needs.publicUrl),
    }),
  )
  if (typeof tokens === 'string') return problem(tokens)
  const found = await preflight(needs, attempt, tokens.accessToken)
  if (typeof found === 'string') {
    // Nothing half-connected stays behind, at Miro neither. Best effort: a token nobody stored opens nothing here.
    await needs.oauth.revoke({ ...attempt, accessToken: tokens.accessToken }).catch(ignoreForeign)
    return problem(found)
  }
  const key = { workspaceId: attempt.workspaceId, miroOrgId: found.id }
  await store(needs, attempt, tokens, found)
  return { outcome: 'connected', attempt, key, organizationName: found.name }
}

type Found = { id: string; name: string; plan: string; miroUserId: string; scopes: readonly string[] }

/** Compares what the token can do with what is needed. */
async function preflight(
  needs: Needs,
  attempt: Attempt,
  accessToken: string,
): Promise<Found | ConnectProblem> {
  const context = await orProblem(preflightProblem, () => needs.oauth.context(accessToken))
  if (typeof context === 'string') return context
  if (context.organization === null) return 'no_organization'
  if (attempt.expectedOrgId !== null && context.organization.id !== attempt.expectedOrgId)
    return 'other_organization'
  if (!context.scopes.includes('organizations:read')) return 'missing_scope'
  const orgId = context.organization.id
  const organization = await orProblem(preflightProblem, () => needs.members.organization(accessToken, orgId))
  if (typeof organization === 'string') return organization
  if (organization.plan !== enterprise) return 'not_enterprise'
  return { ...organization, miroUserId: context.user.id, scopes: context.scopes }
}

async function store(needs: Needs, attempt: Attempt, tokens: Tokens, found: Found): Promise<void> {
  const now = needs.clock()
  const { expiresInSeconds, accessToken, refreshToken } = tokens
  await needs.connections.save({
    key: { workspaceId: attempt.workspaceId, miroOrgId: found.id },
    organizationName: found.name,
    plan: found.plan,
    clientId: attempt.clientId,
    clientSecret: attempt.clientSecret,
    tokens: {
      accessToken,
      refreshToken,
      accessTokenExpiresAt:
        expiresInSeconds === null ? null : new Date(now.getTime() + expiresInSeconds * 1000),
    },
    scopes: found.scopes,
    miroUserId: found.miroUserId,
    connectedBy: attempt.slackUserId,
    now,
  })
  await needs.audit.append({
    workspaceId: attempt.workspaceId,
    at: now,
    actor: attempt.slackUserId,
    action: 'miro_connected',
    subject: found.id,
    details: { organizationName: found.name, scopes: found.scopes, miroUserId: found.miroUserId },
  })
}

async function orProblem<T extends object>(
  name: (kind: string) => ConnectProblem,
  call: () => Promise<T>,
): Promise<T | ConnectProblem> {
  try {
    return await call()
  } catch (error) {
    const foreign = foreignError(error)
    if (foreign === null) throw error
    return name(foreign.kind)
  }
}

const unreachable = new Set(['unavailable', 'timeout', 'rate_limited', 'bad_answer'])

// Miro answers a wrong secret, a wrong redirect URI and a dead code with one and the same code.
const exchangeProblem = (kind: string): ConnectProblem =>
  unreachable.has(kind) ? 'miro_unreachable' : 'wrong_secret'

const preflightProblem = (kind: string): ConnectProblem =>
  unreachable.has(kind) ? 'miro_unreachable' : 'not_admin'

const ignoreForeign = (error: unknown): void => {
  if (foreignError(error) === null) throw error
}
