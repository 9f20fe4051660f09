import { type Answer, type Asked, oauthError, ok, refused } from './answer.ts'
import { consentPage } from './consent-page.ts'
import { accessTokenSeconds, type Grant } from './grants.ts'
import type { Route } from './routes.ts'
import type { LocalApp } from './shapes.ts'
import { isActiveAdmin, nameOf, teamOf, type World } from './world.ts'

/** The app and redirect address that an authorization request names, or how Miro refuses it. */
function authorization(
  world: World,
  query: URLSearchParams,
): { app: LocalApp; redirectUri: string } | { answer: Answer } {
  const app = world.apps.find(({ clientId }) => clientId === query.get('client_id'))
  if (app === undefined) return { answer: oauthError('Client not found.') }
  if (query.get('response_type') !== 'code') return { answer: oauthError('Unsupported response type.') }
  const redirectUri = query.get('redirect_uri') ?? ''
  return app.redirectUris.includes(redirectUri)
    ? { app, redirectUri }
    : { answer: oauthError('Redirect URI mismatch.') }
}

function showConsent(world: World, { query }: Asked): Answer {
  const asked = authorization(world, query)
  if ('answer' in asked) return asked.answer
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  }
  return { status: 200, headers, body: consentPage(world, asked.app) }
}

function decideConsent(world: World, { query, body }: Asked): Answer {
  const asked = authorization(world, query)
  if ('answer' in asked) return asked.answer
  const form = new URLSearchParams(body)
  const back = new URL(asked.redirectUri)
  const state = query.get('state')
  if (state !== null) back.searchParams.set('state', state)
  if (form.get('decision') !== 'allow') {
    back.searchParams.set('error', 'access_denied')
    back.searchParams.set('error_description', 'The user denied the request')
    return redirect(back)
  }
  const wanted = form.get('as') ?? ''
  const user =
    wanted === ''
      ? world.members.first(isActiveAdmin)
      : (world.members.find(wanted) ?? world.members.withEmail(wanted)[0] ?? null)
  if (user === null || !user.active) return refused(400, 'invalidParameters', 'There is no such active user')
  back.searchParams.set('code', world.grants.allow(asked.app, user.id, asked.redirectUri))
  back.searchParams.set('client_id', asked.app.clientId)
  back.searchParams.set('team_id', teamOf(world).id)
  return redirect(back)
}

const redirect = (to: URL): Answer => ({ status: 302, headers: { location: to.toString() }, body: '' })

/** Parameters come in a form, in JSON or in the query. */
function token(world: World, { query, body, isForm }: Asked): Answer {
  const form = new URLSearchParams(isForm ? body : '')
  const json = isForm ? {} : parsed(body)
  const value = (name: string): string => String(form.get(name) ?? json[name] ?? query.get(name) ?? '')
  const app = world.apps.find(({ clientId }) => clientId === value('client_id'))
  if (app === undefined) return oauthError('Client not found.')
  if (app.clientSecret !== value('client_secret')) return oauthError('Client secret is invalid.')
  if (value('grant_type') === 'refresh_token')
    return tokenAnswer(world, world.grants.refresh(value('refresh_token'), app.clientId))
  if (value('grant_type') === 'authorization_code')
    return tokenAnswer(world, world.grants.redeem(value('code'), app.clientId, value('redirect_uri')))
  return refused(400, 'invalidParameters', 'Unsupported grant type.')
}

function tokenAnswer(world: World, grant: Grant | string): Answer {
  if (typeof grant === 'string') return oauthError(grant)
  const body = {
    user_id: grant.userId,
    ...(grant.refreshToken === null
      ? {}
      : { refresh_token: grant.refreshToken, expires_in: accessTokenSeconds }),
    access_token: grant.accessToken,
    scope: grant.scopes.join(' '),
    token_type: 'bearer',
  }
  // As in Miro's own example: a bare number, longer than JSON readers can hold.
  const text = `${JSON.stringify(body).slice(0, -1)},"team_id":${teamOf(world).id}}`
  return { status: 200, body: text, headers: { 'content-type': 'application/json' } }
}

function context(world: World, asked: Asked): Answer {
  const grant = asked.token === null ? null : world.grants.of(asked.token)
  const user = grant === null ? null : world.members.find(grant.userId)
  if (grant === null || user === null || !user.active)
    return refused(400, 'invalidParameters', 'Token is not found')
  const person = { type: 'user', id: user.id, name: nameOf(user) }
  const { id, name } = world.organization
  const team = teamOf(world)
  return ok({
    type: 'oAuthToken',
    ...(world.withoutOrganization ? {} : { organization: { type: 'organization', id, name } }),
    team: { type: 'team', id: team.id, name: team.name },
    createdBy: person,
    user: person,
    scopes: grant.scopes,
  })
}

function revoke(world: World, { body }: Asked): Answer {
  const given = parsed(body)
  const app = world.apps.find(({ clientId }) => clientId === given['clientId'])
  const revoked =
    app !== undefined &&
    app.clientSecret === given['clientSecret'] &&
    world.grants.revoke(String(given['accessToken']), app.clientId)
  return revoked ? { status: 204 } : refused(404, 'notFound', 'Failed to revoke token')
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

export const oauthRoutes: readonly Route[] = [
  { method: 'GET', path: '/oauth/authorize', handle: showConsent },
  { method: 'POST', path: '/oauth/authorize', handle: decideConsent },
  { method: 'POST', path: '/v1/oauth/token', handle: token },
  { method: 'GET', path: '/v1/oauth-token', handle: context },
  { method: 'POST', path: '/v2/oauth/revoke', handle: revoke },
]
