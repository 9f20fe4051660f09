import { type Answer, type Asked, numberIn, scimError } from './answer.ts'
import type { Route } from './routes.ts'
import { readPatch, readScimFilter } from './scim-requests.ts'
import type { LocalMember } from './shapes.ts'
import { isActiveAdmin, isGuest, nameOf, type World } from './world.ts'

const userTypes: Readonly<Record<string, string>> = {
  full: 'Full',
  full_trial: 'Full (Trial)',
  free: 'Free',
  free_restricted: 'Free Restricted',
  basic: 'Basic',
  standard: 'Standard',
  advanced: 'Advanced',
}

const scim = (body: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/scim+json' },
  body,
})

const userBody = (member: LocalMember) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: member.id,
  meta: { resourceType: 'User', location: `https://miro.com/api/v1/scim/Users/${member.id}` },
  userName: member.email,
  name: { formatted: nameOf(member) },
  displayName: nameOf(member),
  userType: userTypes[member.license] ?? 'Full',
  active: member.active,
  emails: [{ value: member.email, type: 'work', primary: true }],
  groups: [],
  roles: [
    {
      type: 'organization_user_role',
      value: member.role.toUpperCase(),
      display: member.role.toUpperCase(),
      primary: true,
    },
  ],
})

function refusal(world: World, { token }: Asked): Answer | null {
  if (world.scimToken === null) return scimError(403, 'SCIM integration is disabled')
  return token === world.scimToken ? null : scimError(401, 'Unauthorized')
}

/** What `attributes` asks for; id, schemas and meta always come. Parts of an attribute bring the whole one. */
function only(attributes: string | null): (user: object) => object {
  if (attributes === null || attributes.trim() === '') return user => user
  const wanted = new Set(['schemas', 'id', 'meta'])
  for (const each of attributes.split(',')) wanted.add(each.trim().split('.')[0] ?? '')
  return user => Object.fromEntries(Object.entries(user).filter(([name]) => wanted.has(name)))
}

function users(world: World, asked: Asked): Answer {
  const refused = refusal(world, asked)
  if (refused !== null) return refused
  const { query } = asked
  const fits = readScimFilter(query.get('filter'))
  const start = numberIn(query, 'startIndex', { least: 0, most: 1_000_000, otherwise: 1 })
  const count = numberIn(query, 'count', { least: 0, most: 1000, otherwise: 100 })
  if (fits === null || start === null || count === null) return scimError(400, 'Bad request', 'invalidValue')
  const startIndex = Math.max(1, start)
  const here: LocalMember[] = []
  let totalResults = 0
  for (const member of world.members.after(null)) {
    if (isGuest(member) || !fits(member)) continue
    totalResults += 1
    if (totalResults >= startIndex && here.length < count) here.push(member)
  }
  return scim({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults,
    startIndex,
    itemsPerPage: here.length,
    Resources: here.map(userBody).map(only(query.get('attributes'))),
  })
}

function user(world: World, asked: Asked, [id = '']: readonly string[]): Answer {
  const refused = refusal(world, asked)
  if (refused !== null) return refused
  const member = world.members.find(id)
  return member === null || isGuest(member)
    ? noResource(id)
    : scim(only(asked.query.get('attributes'))(userBody(member)))
}

function patchUser(world: World, asked: Asked, [id = '']: readonly string[]): Answer {
  const refused = refusal(world, asked)
  if (refused !== null) return refused
  const member = world.members.find(id)
  if (member === null || isGuest(member)) return noResource(id)
  const active = readPatch(asked.body)
  if (active === null) return scimError(400, 'Only Replace of active is supported here', 'invalidValue')
  const last = world.members.first(other => other.id !== id && isActiveAdmin(other)) === null
  if (!active && isActiveAdmin(member) && last)
    return scimError(409, 'Any account in organization must have at least one admin')
  world.members.change(id, { active })
  world.changed()
  return scim(userBody({ ...member, active }))
}

const noResource = (id: string): Answer => scimError(404, `No resource with ID ${id}`)

function providerConfig(world: World, asked: Asked): Answer {
  const refused = refusal(world, asked)
  if (refused !== null) return refused
  return scim({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    documentationUri: 'https://developers.miro.com/docs/scim',
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: false },
    authenticationSchemes: [
      {
        name: 'OAuth Bearer Token',
        description: 'Authentication scheme using the OAuth Bearer Token Standard',
        specUri: 'http://www.rfc-editor.org/info/rfc6750',
        type: 'oauthbearertoken',
        primary: true,
      },
    ],
  })
}

/** Below the SCIM base address; in Miro's OpenAPI file they stand without it. */
export const scimBase = '/api/v1/scim'

export const scimRoutes: readonly Route[] = [
  { method: 'GET', path: `${scimBase}/Users`, handle: users },
  { method: 'GET', path: `${scimBase}/Users/{id}`, handle: user },
  { method: 'PATCH', path: `${scimBase}/Users/{id}`, handle: patchUser },
  { method: 'GET', path: `${scimBase}/ServiceProviderConfig`, handle: providerConfig },
]
