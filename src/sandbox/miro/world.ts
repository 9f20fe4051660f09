import type { Credits } from './credits.ts'
import type { Grants } from './grants.ts'
import type { Membership } from './membership.ts'
import type { LocalApp, LocalBoard, LocalMember, LocalOrganization, LocalTeam } from './shapes.ts'

/** Everything the local Miro knows. */
export type World = {
  organization: LocalOrganization
  readonly members: Membership
  readonly apps: readonly LocalApp[]
  readonly teams: readonly LocalTeam[]
  readonly boards: readonly LocalBoard[]
  readonly grants: Grants
  readonly credits: Credits
  readonly scimToken: string | null
  readonly clock: () => Date
}

export const isActiveAdmin = (member: LocalMember | null): boolean =>
  member?.active === true && member.role === 'organization_internal_admin'

export const isGuest = (member: LocalMember): boolean =>
  member.role !== 'organization_internal_admin' && member.role !== 'organization_internal_user'
