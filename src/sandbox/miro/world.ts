import type { Credits } from './credits.ts'
import type { Grants } from './grants.ts'
import type { Membership } from './membership.ts'
import type { LocalApp, LocalBoard, LocalMember, LocalOrganization, LocalTeam } from './shapes.ts'

/** Everything the local Miro knows. */
export type World = {
  organization: LocalOrganization
  readonly members: Membership
  readonly apps: LocalApp[]
  readonly teams: readonly LocalTeam[]
  readonly boards: readonly LocalBoard[]
  readonly grants: Grants
  readonly credits: Credits
  readonly scimToken: string | null
  /** Whether tokens belong to no organisation, as those of a free team's app. */
  withoutOrganization: boolean
  readonly clock: () => Date
  /** Told of every change of the organisation and its members. */
  readonly changed: () => void
}

export const companyAdmin = 'organization_internal_admin'

export const isActiveAdmin = (member: LocalMember | null): boolean =>
  member?.active === true && member.role === companyAdmin

const guestRoles: ReadonlySet<string> = new Set([
  'organization_external_user',
  'organization_team_guest_user',
])

export const isGuest = (member: LocalMember): boolean => guestRoles.has(member.role)

/** What Miro shows where it shows a name. */
export const nameOf = ({ name, email }: LocalMember): string => name ?? email.split('@')[0] ?? email

/** The team that somebody installs an app into. */
export const teamOf = ({ teams, organization }: World): { readonly id: string; readonly name: string } =>
  teams[0] ?? { id: '3074457358607431473', name: organization.name }
