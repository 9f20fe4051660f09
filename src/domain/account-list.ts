import type { AccountClass } from './account.ts'
import type { CardAccount, CardPerson } from './account-card.ts'
import type { AccountCheckId } from './check.ts'
import type { Verdict } from './verdict.ts'

/** present: in the organization today, deactivated ones included. removed: gone from it, kept as evidence. */
export type Presence = 'present' | 'deactivated' | 'removed'

/** Which accounts of an organization are wanted. null: any. */
export type AccountFilter = {
  readonly presence: Presence
  readonly class: AccountClass | null
  /** Miro's word, or `withAdminRights`. */
  readonly role: string | null
  /** Miro's word. */
  readonly license: string | null
  /** `check` any: this verdict in at least one check. */
  readonly verdict: { readonly check: AccountCheckId | 'any'; readonly verdict: Verdict } | null
  /** never: never signed in. A number: signed in once, but not within so many days. */
  readonly inactive: 'never' | number | null
  /** Part of an e-mail address, of the account's name, or of the person's. Empty: any. */
  readonly search: string
}

/** Stands among the roles for every account with admin rights beside its role. No word of Miro's begins like this. */
export const withAdminRights = '+admin'

export const anyAccount: AccountFilter = {
  presence: 'present',
  class: null,
  role: null,
  license: null,
  verdict: null,
  inactive: null,
  search: '',
}

/** Whose it is, or who answers for it, and what says whether they have left. */
export type ListedPerson = Pick<CardPerson, 'name' | 'lastDay' | 'endAt' | 'deactivated' | 'leftKnownAt'>

/** One account in a list. */
export type ListedAccount = Pick<
  CardAccount,
  | 'id'
  | 'email'
  | 'name'
  | 'role'
  | 'adminRoles'
  | 'license'
  | 'active'
  | 'lastActivityAt'
  | 'missingSince'
  | 'removedAt'
> & {
  /** What the checks said last; null while they have not looked at it. */
  readonly class: AccountClass | null
  readonly person: ListedPerson | null
  readonly verdicts: { readonly [Id in AccountCheckId]?: Verdict } | null
}

/** What the accounts of an organization have, the most frequent first. `off`: the checks that say nothing. */
export type AccountWords = {
  readonly roles: readonly string[]
  readonly licenses: readonly string[]
  readonly off: readonly AccountCheckId[]
}

/** The filters in use, each with the filter that remains when it is taken away. */
export function loosened(
  filter: AccountFilter,
): { readonly without: keyof AccountFilter; readonly filter: AccountFilter }[] {
  const parts = Object.keys(anyAccount) as (keyof AccountFilter)[]
  return parts
    .filter(part => filter[part] !== anyAccount[part])
    .map(without => ({ without, filter: { ...filter, [without]: anyAccount[without] } }))
}
