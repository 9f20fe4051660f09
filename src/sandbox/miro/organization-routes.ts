import { type Answer, type Asked, invalidParameters, notFound, numberIn, ok } from './answer.ts'
import { byId } from './member-source.ts'
import { permittedInOrganization } from './permitted.ts'
import type { Route } from './routes.ts'
import type { LocalMember, LocalTeam, LocalTeamMember } from './shapes.ts'
import { companyAdmin, isGuest, type World } from './world.ts'

const memberScope = 'organizations:read'
const teamScope = 'organizations:teams:read'

const texts = new WeakMap<LocalMember, string>()

/** A member as JSON, made once: a large organisation is read again and again. */
function memberText(member: LocalMember): string {
  const held = texts.get(member)
  if (held !== undefined) return held
  const text = JSON.stringify(memberBody(member))
  texts.set(member, text)
  return text
}

/** Miro's form of a member. Dates that are not known are left out. */
const memberBody = (member: LocalMember) => ({
  id: member.id,
  active: member.active,
  email: member.email,
  ...(member.lastActivityAt === '' ? {} : { lastActivityAt: member.lastActivityAt }),
  license: member.license,
  ...(member.licenseAssignedAt === '' ? {} : { licenseAssignedAt: member.licenseAssignedAt }),
  role: member.role,
  type: 'organization-member',
  adminRoles: member.adminRoles ?? [],
})

function organization(world: World, asked: Asked, [orgId = '']: readonly string[]): Answer {
  const may = permittedInOrganization(world, asked, orgId, memberScope, 'every plan')
  if ('answer' in may) return may.answer
  return ok({ fullLicensesPurchased: 1000, ...world.organization, type: 'organization' })
}

function members(world: World, asked: Asked, [orgId = '']: readonly string[]): Answer {
  const may = permittedInOrganization(world, asked, orgId, memberScope, 'enterprise only')
  if ('answer' in may) return may.answer
  const { query } = asked
  const emails = query.get('emails')
  if (emails !== null) return membersWithEmails(world, emails.split(','))
  const limit = limitOf(query)
  const cursor = query.get('cursor') || null
  if (limit === null) return invalidParameters('limit must be from 1 to 100')
  if (cursor !== null && !/^\d{1,40}$/.test(cursor)) return invalidParameters('cursor is not valid')
  const { members: found, more } = world.members.page(cursor, limit, filter(query))
  const next = more ? `,"cursor":"${found.at(-1)?.id}"` : ''
  const data = found.map(memberText).join(',')
  return ok(`{"limit":${limit},"size":${found.length},"data":[${data}]${next},"type":"cursor-list"}`)
}

/** All other parameters are ignored then, and the answer is a bare list. */
function membersWithEmails(world: World, emails: readonly string[]): Answer {
  if (emails.length > 10) return invalidParameters('emails must not be more than 10')
  const found = emails.flatMap(email => world.members.withEmail(email))
  return ok([...new Map(found.map(member => [member.id, member])).values()].map(memberBody))
}

function filter(query: URLSearchParams): (member: LocalMember) => boolean {
  const [role, license, active] = [query.get('role'), query.get('license'), query.get('active')]
  return member =>
    (role === null || member.role === role) &&
    (license === null || member.license === license) &&
    (active === null || String(member.active) === active)
}

function member(world: World, asked: Asked, [orgId = '', id = '']: readonly string[]): Answer {
  const may = permittedInOrganization(world, asked, orgId, memberScope, 'enterprise only')
  if ('answer' in may) return may.answer
  const found = world.members.find(id)
  return found === null ? notFound('Member') : ok(memberBody(found))
}

function teams(world: World, asked: Asked, [orgId = '']: readonly string[]): Answer {
  const may = permittedInOrganization(world, asked, orgId, teamScope, 'enterprise only')
  if ('answer' in may) return may.answer
  const name = asked.query.get('name')?.toLowerCase() ?? ''
  const fitting = world.teams.filter(team => team.name.toLowerCase().includes(name))
  return listed(asked.query, fitting, ({ id, name }) => ({ id, name, type: 'team' }))
}

function teamMembers(world: World, asked: Asked, [orgId = '', teamId = '']: readonly string[]): Answer {
  const may = permittedInOrganization(world, asked, orgId, teamScope, 'enterprise only')
  if ('answer' in may) return may.answer
  const team = world.teams.find(({ id }) => id === teamId)
  if (team === undefined) return notFound('Team')
  const role = asked.query.get('role')
  // Deactivated people stay listed, indistinguishable from others.
  const here = membersOf(world, team).filter(one => role === null || one.role === role)
  return listed(asked.query, here, one => teamMemberBody(team, one, may.grant.userId))
}

function membersOf({ members }: World, team: LocalTeam): readonly LocalTeamMember[] {
  if (team.members !== 'staff') return team.members.filter(({ id }) => members.find(id) !== null)
  const found: LocalTeamMember[] = []
  for (const one of members.after(null))
    if (!isGuest(one)) found.push({ id: one.id, role: one.role === companyAdmin ? 'admin' : 'member' })
  return found
}

const teamMemberBody = (team: LocalTeam, one: LocalTeamMember, by: string) => ({
  id: one.id,
  teamId: team.id,
  role: one.role,
  createdAt: '2025-02-03T09:00:00Z',
  createdBy: by,
  modifiedAt: '2025-02-03T09:00:00Z',
  modifiedBy: by,
  type: 'team-member',
})

function teamMember(
  world: World,
  asked: Asked,
  [orgId = '', teamId = '', id = '']: readonly string[],
): Answer {
  const may = permittedInOrganization(world, asked, orgId, teamScope, 'enterprise only')
  if ('answer' in may) return may.answer
  const team = world.teams.find(one => one.id === teamId)
  if (team === undefined) return notFound('Team')
  const found = membersOf(world, team).find(one => one.id === id)
  return found === undefined ? notFound('Team member') : ok(teamMemberBody(team, found, may.grant.userId))
}

const limitOf = (query: URLSearchParams): number | null =>
  numberIn(query, 'limit', { least: 1, most: 100, otherwise: 100 })

const cursorList = (limit: number, data: readonly object[], cursor: string | undefined) => ({
  limit,
  size: data.length,
  data,
  ...(cursor === undefined ? {} : { cursor }),
  type: 'cursor-list',
})

function listed<T extends { readonly id: string }>(
  query: URLSearchParams,
  items: readonly T[],
  body: (item: T) => object,
): Answer {
  const limit = limitOf(query)
  const cursor = query.get('cursor') || null
  if (limit === null) return invalidParameters('limit must be from 1 to 100')
  if (cursor !== null && !/^\d{1,40}$/.test(cursor)) return invalidParameters('cursor is not valid')
  const rest = items
    .toSorted((left, right) => byId(left.id, right.id))
    .filter(item => cursor === null || byId(item.id, cursor) > 0)
  const here = rest.slice(0, limit)
  return ok(cursorList(limit, here.map(body), rest.length > limit ? here.at(-1)?.id : undefined))
}

export const organizationRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/orgs/{org_id}', handle: organization },
  { method: 'GET', path: '/v2/orgs/{org_id}/members', handle: members },
  { method: 'GET', path: '/v2/orgs/{org_id}/members/{member_id}', handle: member },
  { method: 'GET', path: '/v2/orgs/{org_id}/teams', handle: teams },
  { method: 'GET', path: '/v2/orgs/{org_id}/teams/{team_id}/members', handle: teamMembers },
  { method: 'GET', path: '/v2/orgs/{org_id}/teams/{team_id}/members/{member_id}', handle: teamMember },
]
