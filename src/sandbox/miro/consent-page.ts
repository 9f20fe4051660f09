import { type Answer, type Asked, oauthError, refused } from './answer.ts'
import { parameters } from './oauth.ts'
import type { LocalApp, LocalMember } from './shapes.ts'
import { companyAdmin, firstTeam, nameOf, type World } from './world.ts'

/** Where the page's form is sent. */
export const consentPath = '/oauth/consent'

/** `GET /oauth/authorize`: who installs, what the app may do, Allow and Cancel. */
export function consentPage(world: World, asked: Asked): Answer {
  const asking = readAsking(world, parameters(asked))
  if ('status' in asking) return asking
  return html(200, pageOf(world, asking))
}

/** What the form of the page says: back to the app with a code, or without. */
export function decide(world: World, asked: Asked): Answer {
  const of = parameters(asked)
  const asking = readAsking(world, of)
  if ('status' in asking) return asking
  const back = new URL(asking.redirectUri)
  const { searchParams: query } = back
  const state = of('state')
  if (of('decision') === 'allow') {
    const user = world.membership.find(of('user'))
    if (user === null || !user.active) return refused(403, 'insufficientPermissions', 'Access Denied')
    query.set('code', world.grants.allow(asking.app, user.id, asking.redirectUri))
    query.set('client_id', asking.app.clientId)
    query.set('team_id', firstTeam(world).id)
  } else {
    query.set('error', 'access_denied')
    query.set('error_description', 'The user denied access')
  }
  if (state !== '') query.set('state', state)
  return { status: 302, headers: { location: back.href } }
}

type Asking = { readonly app: LocalApp; readonly redirectUri: string; readonly state: string }

function readAsking(world: World, of: (name: string) => string): Asking | Answer {
  const app = world.apps.get(of('client_id'))
  if (app === undefined) return oauthError('Client not found.')
  if (of('response_type') !== 'code') return oauthError('Unsupported response type.')
  const redirectUri = of('redirect_uri')
  if (!app.redirectUris.includes(redirectUri)) return oauthError('Redirect URI mismatch.')
  return { app, redirectUri, state: of('state') }
}

/** Names offered; anybody else is chosen by `miro.consent`. */
const offered = 100

function installers({ membership }: World): LocalMember[] {
  const found: LocalMember[] = []
  for (const member of membership.after(null)) {
    if (member.active) found.push(member)
    if (found.length === offered) break
  }
  const rank = ({ role }: LocalMember) => (role === companyAdmin ? 0 : 1)
  return found.sort((left, right) => rank(left) - rank(right))
}

function pageOf(world: World, { app, redirectUri, state }: Asking): string {
  const hidden = { response_type: 'code', client_id: app.clientId, redirect_uri: redirectUri, state }
  const options = installers(world).map(member => {
    const admin = member.role === companyAdmin ? ', Company Admin' : ''
    return `<option value="${member.id}">${text(`${nameOf(member)} (${member.email}${admin})`)}</option>`
  })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Install app</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}button,select{font:inherit;padding:.4rem .8rem}</style>
</head><body><main>
<h1>Install the app in ${text(world.organization.name)}</h1>
<p>This is the local Miro. App ${text(app.clientId)} will go into the team ${text(firstTeam(world).name)} and may use:</p>
<ul>${app.scopes.map(scope => `<li>${text(scope)}</li>`).join('')}</ul>
<form method="post" action="${consentPath}">
${Object.entries(hidden)
  .map(([name, value]) => `<input type="hidden" name="${name}" value="${text(value)}">`)
  .join('\n')}
<p><label>Signed in as <select name="user">${options.join('')}</select></label></p>
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="cancel">Cancel</button></p>
</form></main></body></html>
`
}

const html = (status: number, body: string): Answer => ({
  status,
  body,
  headers: { 'content-type': 'text/html; charset=utf-8' },
})

const text = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
