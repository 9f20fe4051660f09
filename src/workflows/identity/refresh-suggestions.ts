import type { ConnectionKey } from '../../domain/connection-key.ts'
import { type Suggestion, strongest, suggestAmong, suggestible } from '../../domain/suggest.ts'
import type { Answer, Uses } from '../uses.ts'

/** With more accounts that belong to nobody the staff list is wrong, and a hint for each helps nobody. */
const mostAccounts = 5_000
const pageSize = 2_000

/**
 * Looks among the staff, a page at a time, whose the unidentified accounts might be, and stores that for the screens.
 * Safe to repeat: it writes only what changed.
 */
export async function refreshSuggestions(
  {
    suggestions,
  }: Uses<'suggestions.nobodys' | 'suggestions.people' | 'suggestions.denied' | 'suggestions.replace'>,
  key: ConnectionKey,
): Promise<void> {
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
    const last: Answer<'suggestions.people'>['people'][number] | undefined = page.people.at(-1)
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
