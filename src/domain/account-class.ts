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
