import type { AccountFilter, AccountWords, ListedAccount, ListedPerson } from '../domain/account-list.ts'
import { accountChecksOff, type Results } from '../domain/check.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import { counting, type Listing, listing, words } from './account-list-sql.ts'
import type { Storage } from './engine/storage.ts'
import { chosenOf, resultsOf } from './results.ts'

/** Counting stops here: a larger number says no more to anybody, and costs. */
export const mostCounted = 1_000

/** The accounts of one organization as a list: filtered, in order of their address, a page at a time. */
export function accountListRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** `afterId`: the last account of the page before. `now` is what "inactive for N days" counts from. */
    async page(
      key: ConnectionKey,
      filter: AccountFilter,
      { afterId, limit, now }: Listing,
    ): Promise<{ rows: ListedAccount[]; more: boolean }> {
      const { text, values } = listing(key, filter, { afterId, limit: limit + 1, now })
      const { rows } = await pool.query<ListedRow>(text, values)
      return { rows: rows.slice(0, limit).map(listedAccount), more: rows.length > limit }
    },

    /** How many there are; never more than one above `mostCounted`. */
    async count(key: ConnectionKey, filter: AccountFilter, now: Date): Promise<number> {
      const { text, values } = counting(key, filter, now, mostCounted + 1)
      return (await pool.query<{ count: number }>(text, values)).rows[0]?.count ?? 0
    },

    /** Which checks are off, and roles and licenses that accounts have or had, the most frequent first. */
    async words(key: ConnectionKey): Promise<AccountWords> {
      const { rows } = await pool.query<WordsRow>(words, [key.workspaceId, key.miroOrgId])
      const { roles, licenses, chosen } = rows[0] ?? { roles: [], licenses: [], chosen: {} }
      return { roles, licenses, off: accountChecksOff(chosenOf(chosen)) }
    },
  }
}

type WordsRow = Omit<AccountWords, 'off'> & { readonly chosen: unknown }

/** The person's columns stand beside the account's. */
type ListedRow = Omit<ListedAccount, 'person' | 'verdicts'> &
  Omit<ListedPerson, 'name'> & { readonly personName: string | null; readonly results: unknown }

function listedAccount({
  personName,
  lastDay,
  endAt,
  deactivated,
  leftKnownAt,
  results,
  ...account
}: ListedRow): ListedAccount {
  const person = personName === null ? null : { name: personName, lastDay, endAt, deactivated, leftKnownAt }
  return { ...account, person, verdicts: results === null ? null : verdictsOf(resultsOf(results)) }
}

const verdictsOf = (results: Results): NonNullable<ListedAccount['verdicts']> =>
  Object.fromEntries(Object.entries(results).map(([id, { verdict }]) => [id, verdict]))
