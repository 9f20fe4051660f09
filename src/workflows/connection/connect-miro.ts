import type { ConnectionKey } from '../../domain/connection-key.ts'
import { type Logging, logOf } from '../audit.ts'
import { foreignError, ifForeign } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'
import type { ConnectProblem } from './connect-problem.ts'

type Consumed = Answer<'attempts.consume'>
type Attempt = Extract<Consumed, { outcome: 'ok' }>['attempt']

type Consenting = Uses<'publicUrl' | 'oauth.authorizeUrl'>
type Finishing = Logging &
  Uses<
    | 'publicUrl'
    | 'oauth.exchange'
    | 'oauth.context'
    | 'oauth.revoke'
    | 'members.organization'
    | 'connections.save'
    | 'enqueueSync'
    | 'liveConnect'
  >

/** How long a person has from the second modal to the end of Miro's consent page. */
const tenMinutes = 10 * 60_000

/** Miro's word for the Enterprise plan. */
const enterprise = 'company'

export const redirectUrl = (publicUrl: string): string => `${publicUrl}/miro/callback`

/** Whether only a browser on the machine that runs the bot can reach it. */
export const isLocal = (publicUrl: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(publicUrl).hostname)

export type Begun = {
  /** Finds what was typed again. */
  readonly attemptId: string
  readonly startUrl: string
  /** Straight to Miro's consent page; where that ends is pasted into Slack. Null where every browser comes back. */
  readonly elsewhereUrl: string | null
  readonly expiresAt: Date
}

type Typed = Omit<Attempt, 'id' | 'clientSecret'> & {
  /** Null: the one typed for the attempt before. */
  readonly clientSecret: string | null
  readonly attemptBefore: string | null
}

/**
 * Stores what the second modal gave, and makes the links that open Miro. Good for ten minutes. Null: what was typed
 * before is forgotten.
 */
export async function beginConnect(
  world: Consenting & Uses<'clock' | 'token' | 'attempts.create' | 'attempts.typed'>,
  { attemptBefore, ...input }: Typed,
): Promise<Begun | null> {
  const before =
    attemptBefore !== null && input.clientSecret === null
      ? await world.attempts.typed(attemptBefore, input)
      : null
  const clientSecret = input.clientSecret ?? before?.clientSecret
  if (clientSecret === undefined) return null
  const now = world.clock()
  const expiresAt = new Date(now.getTime() + tenMinutes)
  const [id, startToken] = [world.token(), world.token()]
  const pasteState = isLocal(world.publicUrl) ? world.token() : null
  await world.attempts.create({ ...input, clientSecret, id, startToken, pasteState, now, expiresAt })
  return {
    attemptId: id,
    startUrl: `${world.publicUrl}/miro/start?t=${startToken}`,
    elsewhereUrl: pasteState === null ? null : consentUrl(world, input.clientId, pasteState),
    expiresAt,
  }
}

/** The client ID that this person typed for an attempt; null: it is forgotten. */
export async function typedClientId(
  { attempts }: Uses<'attempts.typed'>,
  { attemptId, ...who }: Pick<Attempt, 'workspaceId' | 'slackUserId'> & { readonly attemptId: string },
): Promise<string | null> {
  return (await attempts.typed(attemptId, who))?.clientId ?? null
}

const consentUrl = (world: Consenting, clientId: string, state: string): string =>
  world.oauth.authorizeUrl({ clientId, redirectUri: redirectUrl(world.publicUrl), state })

/** The link was opened: binds the flow to this browser and tells where Miro's consent page is. */
export async function openConsent(
  world: Consenting & Uses<'clock' | 'token' | 'attempts.start'>,
  startToken: string,
): Promise<
  | { readonly outcome: 'ok'; readonly browser: string; readonly consentUrl: string }
  | { readonly outcome: 'expired' }
> {
  const state = world.token()
  const browser = world.token()
  const attempt = await world.attempts.start(startToken, state, browser, world.clock())
  if (attempt === null) return { outcome: 'expired' }
  return { outcome: 'ok', browser, consentUrl: consentUrl(world, attempt.clientId, state) }
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

/** `expectedOrgId`: starting again asks for the same organisation. */
type Person = Pick<Attempt, 'workspaceId' | 'slackUserId' | 'viewId' | 'expectedOrgId'>

const byOutcome = {
  unknown: 'state_unknown',
  expired: 'state_expired',
  used: 'state_used',
  other_browser: 'other_browser',
  to_paste: 'to_paste',
  other_person: 'other_person',
} as const satisfies Record<string, ConnectProblem>

/** Miro sent the browser back: exchanges the code, checks all that is needed, and only then stores a connection. */
export async function finishConnect(
  world: Finishing & Uses<'attempts.consume'>,
  returned: Returned,
): Promise<Connected> {
  const consumed = await world.attempts.consume(returned.state, returned.browser, world.clock())
  return finish(world, consumed, returned.code)
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
export async function finishPasted(
  world: Finishing & Uses<'attempts.consumePasted'>,
  { state, code, ...person }: Pasted,
): Promise<Connected> {
  return finish(world, await world.attempts.consumePasted(state, person, world.clock()), code)
}

/** What came of it is told in Slack; the first sync follows a connection by itself. */
async function finish(world: Finishing, consumed: Consumed, code: string | null): Promise<Connected> {
  const connected = await connect(world, consumed, code)
  if (connected.attempt === null) return connected
  const { workspaceId, slackUserId, viewId, expectedOrgId } = connected.attempt
  if (connected.outcome === 'problem') {
    await world.liveConnect.failed({ slackUserId, viewId, problem: connected.problem, expectedOrgId })
    return connected
  }
  const miroOrgIds = [connected.key.miroOrgId]
  await world.enqueueSync({ workspaceId, miroOrgIds, staff: true, requestedBy: null, progress: null })
  await world.liveConnect.connected({ workspaceId, slackUserId, viewId })
  return connected
}

async function connect(world: Finishing, consumed: Consumed, code: string | null): Promise<Connected> {
  if (consumed.outcome !== 'ok')
    return { outcome: 'problem', problem: byOutcome[consumed.outcome], attempt: null }
  const { attempt } = consumed
  const problem = (name: ConnectProblem): Connected => ({ outcome: 'problem', problem: name, attempt })
  if (code === null) return problem('denied')
  // Miro answers a wrong secret, a wrong redirect URI and a dead code with one and the same code.
  const tokens = await orProblem('wrong_secret', () =>
    world.oauth.exchange({ ...attempt, code, redirectUri: redirectUrl(world.publicUrl) }),
  )
  if (typeof tokens === 'string') return problem(tokens)
  const found = await preflight(world, attempt, tokens.accessToken)
  if (typeof found === 'string') {
    // Nothing half-connected stays behind, at Miro neither. Best effort: a token nobody stored opens nothing here.
    await world.oauth.revoke({ ...attempt, accessToken: tokens.accessToken }).catch(ifForeign(undefined))
    return problem(found)
  }
  const key = { workspaceId: attempt.workspaceId, miroOrgId: found.id }
  await store(world, key, attempt, tokens, found)
  return { outcome: 'connected', attempt, key, organizationName: found.name }
}

type Found = { id: string; name: string; plan: string; miroUserId: string; scopes: readonly string[] }

/** Compares what the token can do with what is needed. */
async function preflight(
  world: Finishing,
  attempt: Attempt,
  accessToken: string,
): Promise<Found | ConnectProblem> {
  const context = await orProblem('not_admin', () => world.oauth.context(accessToken))
  if (typeof context === 'string') return context
  if (context.organization === null) return 'no_organization'
  if (attempt.expectedOrgId !== null && context.organization.id !== attempt.expectedOrgId)
    return 'other_organization'
  if (!context.scopes.includes('organizations:read')) return 'missing_scope'
  const orgId = context.organization.id
  const organization = await orProblem('not_admin', () => world.members.organization(accessToken, orgId))
  if (typeof organization === 'string') return organization
  if (organization.plan !== enterprise) return 'not_enterprise'
  return { ...organization, miroUserId: context.user.id, scopes: context.scopes }
}

async function store(
  world: Finishing,
  key: ConnectionKey,
  attempt: Attempt,
  tokens: Answer<'oauth.exchange'>,
  found: Found,
): Promise<void> {
  const now = world.clock()
  const { expiresInSeconds, accessToken, refreshToken } = tokens
  await world.connections.save({
    key,
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
  const { name: organizationName, scopes, miroUserId } = found
  const details = { organizationName, scopes, miroUserId }
  await logOf(world, key, { by: attempt.slackUserId, action: 'miro_connected', details })
}

async function orProblem<T extends object>(
  otherwise: ConnectProblem,
  call: () => Promise<T>,
): Promise<T | ConnectProblem> {
  try {
    return await call()
  } catch (error) {
    const foreign = foreignError(error)
    if (foreign === null) throw error
    return unreachable.has(foreign.kind) ? 'miro_unreachable' : otherwise
  }
}

const unreachable = new Set(['unavailable', 'timeout', 'rate_limited', 'bad_answer'])
