/** A Miro organisation member, as the last complete sync saw it. */
export type Account = {
  /** Miro's id: a decimal string, longer than a number can hold. */
  readonly id: string
  /** As Miro wrote it; null when Miro gave none. */
  readonly email: string | null
  /** `email`, trimmed and lower case: what is compared. */
  readonly address: string | null
  /** Miro's word, also one the bot has never seen. */
  readonly role: string
  readonly license: string
  /** What it may administer beside its role, by Miro's names for it: "User Admin", or one the company made. */
  readonly adminRoles: readonly string[]
  /** null: Miro did not say. Unknown never opens or closes a finding. */
  readonly active: boolean | null
  readonly lastActivityAt: Date | null
  /** null: Miro did not say. */
  readonly licenseAssignedAt: Date | null
  readonly firstSeenAt: Date
  /** Absent from the newest complete sync, not yet confirmed by a second look. */
  readonly missingSince: Date | null
  /** Since when its row in the list cannot be read: what is known is older, and nothing is judged by it. */
  readonly setAsideSince: Date | null
  /** Confirmed gone. The row stays as evidence. */
  readonly removedAt: Date | null
  /** When it could be used again after it was gone or deactivated. */
  readonly cameBackAt: Date | null
  /** When Miro was last asked about this account alone. */
  readonly lookedAt: Date | null
}

/** What Miro says of an account in one page of its members list; everything else is ours. */
export type MiroMember = Pick<
  Account,
  'id' | 'email' | 'address' | 'role' | 'license' | 'adminRoles' | 'active'
> & {
  /** ISO 8601, or null when never active or unreadable. */
  readonly lastActivityAt: string | null
  readonly licenseAssignedAt: string | null
}

export type AccountClass = 'staff' | 'external' | 'service' | 'shared' | 'unidentified'

export type MatchedBy = 'confirmed' | 'email' | 'alias' | 'equal_domain' | 'kept'

/** What a person decided about an account. `personId`: the staff member, the sponsor or the owner. */
export type Classification = {
  readonly class: AccountClass
  readonly personId: string | null
  readonly reason: string | null
}

/** Whose an account was found to be. */
export type Whose = {
  readonly class: AccountClass
  /** The staff member, the sponsor or the owner, by class. Unidentified: whose it was until a conflict. */
  readonly personId: string | null
  readonly matchedBy: MatchedBy | null
}

/** What Miro's ids look like, of organizations, accounts and teams: an id of another form is not believed. */
export const miroIdPattern = /^[\w:=-]{1,64}$/

const roleNames = new Map([
  ['organization_internal_admin', 'Company Admin'],
  ['organization_internal_user', 'Member'],
  ['organization_external_user', 'Guest'],
  ['organization_team_guest_user', 'Team guest'],
])

const licenseNames = new Map([
  ['advanced', 'Advanced'],
  ['standard', 'Standard'],
  ['basic', 'Basic'],
  ['full', 'Full'],
  ['full_trial', 'Full Trial'],
  ['occasional', 'Occasional'],
  ['free', 'Free'],
  ['free_restricted', 'Free Restricted'],
])

/** Licences that nobody pays for. */
const freeLicenses: ReadonlySet<string> = new Set(['free', 'free_restricted'])

/** null: Miro did not say which license it is. One the bot has never seen is paid for. */
export function isPaidLicense(license: string): boolean | null {
  if (license === '' || license === 'unknown') return null
  return !freeLicenses.has(license)
}

/** The role below Company Admin, the one to go down to. */
export const memberRole = 'organization_internal_user'

/** Miro's role in the words of its Admin console. A role the bot has never seen is named as Miro wrote it. */
export const roleName = (role: string): string => roleNames.get(role) ?? unknownName('role', role)

/** Miro's license in words, likewise. */
export const licenseName = (license: string): string =>
  licenseNames.get(license) ?? unknownName('license', license)

/** "license Full", "Unknown license (enterprise_plus)": in a line with other words. */
export function licenseWords(license: string): string {
  const name = licenseName(license)
  return licenseNames.has(license) ? `license ${name}` : name
}

const unknownName = (what: string, word: string): string =>
  word === '' || word === 'unknown' ? `Unknown ${what}` : `Unknown ${what} (${word})`

export const isKnownRole = (role: string): boolean => roleNames.has(role)

export const isAdminRole = (role: string): boolean => role === 'organization_internal_admin'

export const isGuestRole = (role: string): boolean =>
  role === 'organization_external_user' || role === 'organization_team_guest_user'

/**
 * Whether the account gives access today. `unknown`: Miro did not say, or the account was absent once and nobody
 * has looked a second time. Deactivated stays `no` while absent: neither way is there access.
 */
export function isLive(
  account: Pick<Account, 'active' | 'missingSince' | 'removedAt'>,
): 'yes' | 'no' | 'unknown' {
  if (account.removedAt !== null || account.active === false) return 'no'
  return account.active === null || account.missingSince !== null ? 'unknown' : 'yes'
}
