import type { Grants } from './grants.ts'
import type { Membership } from './membership.ts'
import type { LocalApp, LocalBoard, LocalMember, LocalOrganization, LocalTeam } from './shapes.ts'

/** What the local Miro holds; its routes read it, and the tests change it. */
export type World = {
  organization: LocalOrganization
  readonly membership: Membership
  readonly apps: Map<string, LocalApp>
  readonly teams: readonly LocalTeam[]
  readonly boards: readonly LocalBoard[]
  readonly grants: Grants
  /** null: SCIM is switched off. */
  scimToken: string | null
  /** Tokens that belong to no organisation. */
  withoutOrganization: boolean
  /** Where it is reached. */
  url: string
  /** Told of what a route changed. */
  changed(): void
}

export const companyAdmin = 'organization_internal_admin'

const guestRoles: ReadonlySet<string> = new Set(['organization_external_user', 'organization_team_guest_user'])

export const isGuest = ({ role }: LocalMember): boolean => guestRoles.has(role)

/** What Miro shows where it shows a name. */
export const nameOf = ({ name, email }: LocalMember): string => name ?? email.split('@')[0] ?? email

/** The team that somebody installs into. */
export const firstTeam = ({ teams, organization }: World): { id: string; name: string } =>
  teams[0] ?? { id: '3074457358607431473', name: organization.name }
