/** A member of the local organisation. */
export type LocalMember = {
  /** A decimal string, as Miro's. */
  readonly id: string
  readonly email: string
  readonly role: string
  readonly license: string
  readonly active: boolean
  /** Empty: never signed in. */
  readonly lastActivityAt: string
  readonly licenseAssignedAt: string
  /** Shown on boards and in SCIM; the members list has no names. */
  readonly name: string | null
  readonly adminRoles?: readonly { readonly type: 'prebuilt' | 'custom'; readonly name: string }[]
}

export type LocalOrganization = { readonly id: string; readonly name: string; readonly plan: string }

/** An app as its developer set it up at Miro. */
export type LocalApp = {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly expiringTokens: boolean
}

export type LocalTeamMember = { readonly id: string; readonly role: 'non_team' | 'member' | 'admin' }

export type LocalTeam = {
  readonly id: string
  readonly name: string
  /** 'staff': everybody but guests, Company Admins as admins of the team. */
  readonly members: readonly LocalTeamMember[] | 'staff'
}

type BoardRole = 'viewer' | 'commenter' | 'editor' | 'coowner' | 'owner'

export type LocalBoard = {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly members: readonly { readonly id: string; readonly role: BoardRole }[]
}

/** One request, without tokens, secrets and codes. */
export type RequestRecord = {
  readonly at: Date
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** null: no answer was sent. */
  readonly status: number | null
}

export type LocalMiroOptions = {
  readonly organization: LocalOrganization
  readonly members: readonly LocalMember[] | MemberSource
  readonly apps?: readonly LocalApp[]
  /** Default: one team of everybody but guests. */
  readonly teams?: readonly LocalTeam[]
  readonly boards?: readonly LocalBoard[]
  /** null or absent: credits are counted and shown, and never refused. */
  readonly rateLimit?: { readonly creditsPerMinute: number } | null
  /** null or absent: SCIM is switched off. */
  readonly scimToken?: string | null
  readonly clock?: () => Date
  readonly port?: number
}

/** Members in the order of their ids, made when they are looked at: any number costs no memory. */
export type MemberSource = {
  readonly count: number
  at(index: number): LocalMember
  /** The first index whose id is greater than `id`; 0 for null. */
  after(id: string | null): number
  /** Indexes of the members with this address, lower case. */
  withEmail(email: string): readonly number[]
}
