import { z } from 'zod'
import type { AccountFilter, AccountWords } from '../../domain/account-list.ts'
import { fingerprint } from '../../domain/fingerprint.ts'
import { chosenOf, readAccounts } from '../doors/account-filter.ts'
import { chosenOption, resolved, typedText } from '../frame/form-answers.ts'
import type { Submitted, ViewState } from '../frame/listener.ts'
import { type Keyset, keyset, nextPage, previousPage } from '../frame/paging.ts'
import { miroId, readJson } from '../frame/read-json.ts'
import { plainTyped } from '../frame/typed.ts'
import { accountsIds } from '../ids/accounts.ts'

/** One page of the list. */
export type ListAsked = Keyset & {
  /** Empty: the only organization, or the first. */
  readonly miroOrgId: string
  /** Role and license as the menus' values: to be resolved against what exists. */
  readonly chosen: AccountFilter
  /** Rises when the filters must forget their content. */
  readonly generation: number
}

/** The chosen roles and licenses as Miro's words; one that no account has is none. */
export const filterOf = (chosen: AccountFilter, words: AccountWords): AccountFilter => ({
  ...chosen,
  role: chosen.role === null ? null : (resolved([chosen.role], words.roles)[0] ?? null),
  license: chosen.license === null ? null : (resolved([chosen.license], words.licenses)[0] ?? null),
})

/** What a button opens the list with. What is nothing of ours opens it unfiltered. */
export const readOpening = (value: string): ListAsked => ({ ...first, ...readAccounts(value) })

export const searching = (text: string): ListAsked => ({ ...first, chosen: chosenOf({ s: text }) })

const first: ListAsked = { miroOrgId: '', chosen: chosenOf({}), after: [], page: 0, generation: 0 }

const metadata = z.object({ o: miroId, g: z.number().int().min(0).max(1_000_000) })

export const listMetadata = ({ miroOrgId, generation }: Pick<ListAsked, 'miroOrgId' | 'generation'>) => ({
  o: miroOrgId,
  g: generation,
})

/** The filters of the open list, from its beginning. */
export function readFilters(submitted: Submitted): ListAsked {
  const read = readJson(metadata, submitted.metadata)
  const { state } = submitted
  const o = read?.o ?? ''
  const chosenOrganization = chosenIn(state, accountsIds.organization) ?? o
  // Another organization has other roles: menus must not keep a choice that is not among theirs.
  const moved = chosenOrganization !== o
  return {
    ...first,
    miroOrgId: chosenOrganization,
    chosen: chosenOf({
      p: chosenIn(state, accountsIds.presence),
      c: chosenIn(state, accountsIds.class),
      r: chosenIn(state, accountsIds.role),
      l: chosenIn(state, accountsIds.license),
      v: chosenIn(state, accountsIds.verdict),
      i: chosenIn(state, accountsIds.inactive),
      s: plainTyped(typedText(state, accountsIds.search)),
    }),
    generation: (read?.g ?? 0) + (moved ? 1 : 0),
  }
}

/** The same list with nothing chosen. */
export function readCleared(submitted: Submitted): ListAsked {
  const asked = readFilters(submitted)
  return { ...first, miroOrgId: asked.miroOrgId, generation: asked.generation + 1 }
}

const turn = z.object({
  ...keyset,
  k: z.string().max(8),
})

export const nextValue = (asked: ListAsked, lastId: string): string => turnValue(nextPage(asked, lastId))

export const previousValue = (asked: ListAsked): string => turnValue(previousPage(asked))

const turnValue = ({ chosen, after, page }: ListAsked): string =>
  JSON.stringify({ p: after, n: page, k: markOf(chosen) })

/** A leaf through the list as it is filtered now; when the filters changed meanwhile, from its beginning. */
export function readTurn(value: string, submitted: Submitted): ListAsked {
  const asked = readFilters(submitted)
  const read = readJson(turn, value)
  return read === null || read.k !== markOf(asked.chosen) ? asked : { ...asked, after: read.p, page: read.n }
}

/** To notice that other filters are in use than those a page was shown for. */
const markOf = (chosen: AccountFilter): string => fingerprint(JSON.stringify(chosen))

/** The option "any" is no choice. */
function chosenIn(state: ViewState, actionId: string): string | null {
  const value = chosenOption(state, actionId)
  return value === 'any' ? null : value
}
