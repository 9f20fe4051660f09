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
  /** null: Miro did not say. Unknown never opens or closes a finding. */
  readonly active: boolean | null
  readonly lastActivityAt: Date | null
  /** Absent from the newest complete sync, not yet confirmed by a second look. */
  readonly missingSince: Date | null
  /** Confirmed gone. The row stays as evidence. */
  readonly removedAt: Date | null
  readonly cameBackAt: Date | null
}

/** What Miro says of an account in one page of its members list; everything else is ours. */
export type MiroMember = {
  readonly id: string
  readonly email: string | null
  readonly address: string | null
  readonly role: string
  readonly license: string
  readonly active: boolean | null
  /** ISO 8601, or null when never active or unreadable. */
  readonly lastActivityAt: string | null
  readonly licenseAssignedAt: string | null
  readonly adminRoles: readonly string[]
}
