import { type Answer, type Asked, notFound, refused } from './answer.ts'
import type { Grant } from './grants.ts'
import { isActiveAdmin, type World } from './world.ts'

/** Miro's word for the Enterprise plan. */
const enterprise = 'company'

const insufficient = refused(403, 'insufficientPermissions', 'Access Denied')

/** The grant behind a request, or how Miro refuses it. */
export function permitted(world: World, asked: Asked, scope: string): { grant: Grant } | { answer: Answer } {
  if (asked.token === null)
    return { answer: refused(401, 'tokenNotProvided', 'No authorization token provided') }
  const grant = world.grants.of(asked.token)
  const user = grant === null ? null : world.members.find(grant.userId)
  if (grant === null || user === null || !user.active)
    return { answer: refused(401, 'tokenNotFound', 'Token is not found') }
  return grant.scopes.includes(scope) ? { grant } : { answer: insufficient }
}

/** The same for an organisation's own data: a Company Admin must have installed the app, and still be one. */
export function permittedInOrganization(
  world: World,
  asked: Asked,
  orgId: string,
  scope: string,
  plans: 'every plan' | 'enterprise only',
): { grant: Grant } | { answer: Answer } {
  const found = permitted(world, asked, scope)
  if ('answer' in found) return found
  if (orgId !== world.organization.id || world.withoutOrganization)
    return { answer: notFound('Organization') }
  if (!isActiveAdmin(world.members.find(found.grant.userId))) return { answer: insufficient }
  if (plans === 'enterprise only' && world.organization.plan !== enterprise) return { answer: insufficient }
  return found
}
