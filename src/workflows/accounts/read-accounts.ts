import {
  type AccountFilter,
  type AccountWords,
  type ListedAccount,
  loosened,
} from '../../domain/account-list.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Uses } from '../uses.ts'

/** Accounts to a page. */
export const accountsPerPage = 25

/** One page of an organization's accounts, read from what is stored. */
export type AccountsPage = {
  readonly rows: readonly ListedAccount[]
  readonly more: boolean
  /** How many there are in all, on the first page only; counted no further than a little above 1,000. */
  readonly total: number | null
  /** How many of them are deactivated, where those are shown among others and all are counted. */
  readonly deactivated: number | null
  /** Nothing was found: how many there would be without one of the filters. */
  readonly instead: readonly { readonly without: keyof AccountFilter; readonly count: number }[]
}

export async function readAccounts(
  { clock, accountList }: Uses<'clock' | 'accountList.page' | 'accountList.count'>,
  input: { readonly key: ConnectionKey; readonly filter: AccountFilter; readonly afterId: string | null },
): Promise<AccountsPage> {
  const { key, filter, afterId } = input
  const now = clock()
  const { rows, more } = await accountList.page(key, filter, { afterId, limit: accountsPerPage, now })
  if (afterId !== null) return { rows, more, total: null, deactivated: null, instead: [] }
  const total = more ? await accountList.count(key, filter, now) : rows.length
  const deactivated =
    filter.presence !== 'present'
      ? null
      : more
        ? await accountList.count(key, { ...filter, presence: 'deactivated' }, now)
        : rows.filter(({ active }) => active === false).length
  const instead = []
  if (total === 0)
    for (const { without, filter: looser } of loosened(filter))
      instead.push({ without, count: await accountList.count(key, looser, now) })
  return { rows, more, total, deactivated, instead }
}

/** The words that the filters of an organization's accounts are offered in. */
export const accountWords = (
  { accountList }: Uses<'accountList.words'>,
  key: ConnectionKey,
): Promise<AccountWords> => accountList.words(key)
