import { type Because, type Suggestion, strongest, suggestAmong, suggestible } from '../../domain/suggest.ts'
import type { ConnectionKey } from '../connection-key.ts'

type Carried = { readonly personId: string; readonly address: string }
type Somebody = { readonly id: string; readonly name: string; readonly kind: 'member' | 'guest' | 'invited' }

type Needs = {
  readonly suggestions: {
    nobodys(key: ConnectionKey, limit: number): Promise<readonly { id: string; address: string }[]>
    people(
      workspaceId: string,
      afterId: string | null,
      size: number,
    ): Promise<{ people: readonly Somebody[]; addresses: readonly Carried[] }>
    /** Who said of an account that it is not theirs: they are not suggested again. */
    denied(key: ConnectionKey): Promise<readonly { accountId: string; personId: string }[]>
    replace(
      key: ConnectionKey,
      suggested: readonly { accountId: string; place: number; because: Because; personId: string | null }[],
    ): Promise<void>
  }
}

/** With more accounts that belong to nobody the staff list is wrong, and a hint for each helps nobody. */
const mostAccounts = 5_000
const pageSize = 2_000

/**
 * Looks among the staff, a page at a time, whose the unidentified accounts might be, and stores that for the screens.
 * Safe to repeat: it writes only what changed.
 */
export async function refreshSuggestions({ suggestions }: Needs, key: ConnectionKey): Promise<void> {
  const accounts = await suggestions.nobodys(key, mostAccounts)
  const byWord = suggestible(accounts)
  const denied = new Set(
    (await suggestions.denied(key)).map(({ accountId, personId }) => `${accountId} ${personId}`),
  )
  const isDenied = (accountId: string, hint: Suggestion) =>
    hint.as !== 'shared' && denied.has(`${accountId} ${hint.personId}`)
  const found = new Map<string, readonly Suggestion[]>()
  for (let after: string | null = null; accounts.length > 0; ) {
    const page = await suggestions.people(key.workspaceId, after, pageSize)
    const last: Somebody | undefined = page.people.at(-1)
    if (last === undefined) break
    after = last.id
    for (const [id, hints] of suggestAmong(byWord, page.people, page.addresses))
      found.set(
        id,
        strongest({ address: null }, [
          ...(found.get(id) ?? []),
          ...hints.filter(hint => !isDenied(id, hint)),
        ]),
      )
  }
  const suggested = accounts.flatMap(account =>
    strongest(account, found.get(account.id) ?? []).map((hint, place) => ({
      accountId: account.id,
      place,
      because: hint.because,
      personId: hint.as === 'shared' ? null : hint.personId,
    })),
  )
  await suggestions.replace(key, suggested)
}
