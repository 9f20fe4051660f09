import { z } from 'zod'
import { type JournalFilter, wholeJournal } from '../../../domain/journal-window.ts'
import { filterIn, readFilter } from '../../doors/journal.ts'
import { chosenOption } from '../../frame/form-answers.ts'
import { limits } from '../../frame/limits.ts'
import type { Submitted } from '../../frame/listener.ts'
import { type Keyset, keyset, nextPage, previousPage } from '../../frame/paging.ts'
import { readJson } from '../../frame/read-json.ts'
import { journalIds } from '../../ids/journal.ts'

/** One page of the journal. */
export type WindowAsked = Keyset & {
  readonly filter: JournalFilter
  /** Rises when the menus must forget their content. */
  readonly generation: number
}

const first = { after: [], page: 0, generation: 0 }

/** What a button opens. */
export const readOpening = (value: string): WindowAsked => ({ ...first, filter: readFilter(value) })

export const windowMetadata = ({ filter, generation }: WindowAsked) => ({
  ...filterIn(filter),
  g: generation,
})

const generationIn = z.object({ g: z.number().int().min(0).max(1_000_000) })

/** The window as it is, from its beginning. */
export const readShown = ({ metadata }: Pick<Submitted, 'metadata'>): WindowAsked => ({
  ...first,
  filter: readFilter(metadata),
  generation: readJson(generationIn, metadata)?.g ?? 0,
})

const any = 'any'

/** What the menus say. */
export function readMenus({ metadata, state }: Submitted): WindowAsked {
  const shown = readShown({ metadata })
  const topic = chosenOption(state, journalIds.topic)
  const person = chosenOption(state, journalIds.person)
  const account = chosenOption(state, journalIds.account)
  return {
    ...shown,
    filter: readFilter(
      JSON.stringify({
        ...(topic !== null && topic !== any && { t: topic }),
        ...(person !== null && { p: person }),
        ...(account !== null && { a: account.split(' ') }),
      }),
    ),
  }
}

/** One menu chose something: of a person and an account the one that was chosen last counts. */
export function readMenu(submitted: Submitted, chosen: 'person' | 'account' | 'topic'): WindowAsked {
  const asked = readMenus(submitted)
  const { filter } = asked
  if (chosen === 'topic' || filter.personId === null || filter.account === null) return asked
  const one = chosen === 'person' ? { account: null } : { personId: null }
  return { ...asked, filter: { ...filter, ...one }, generation: asked.generation + 1 }
}

export const readCleared = (submitted: Submitted): WindowAsked => ({
  ...first,
  filter: wholeJournal,
  generation: readShown(submitted).generation + 1,
})

/** What was told as one line, row by row; the menus forget what they held. */
export const readBatch = (value: string, submitted: Submitted): WindowAsked => ({
  ...readOpening(value),
  generation: readShown(submitted).generation + 1,
})

const turn = z.object(keyset)

export const olderValue = (asked: WindowAsked, last: string): string => turnValue(nextPage(asked, last))

export const newerValue = (asked: WindowAsked): string => turnValue(previousPage(asked))

const turnValue = ({ after, page }: WindowAsked): string => JSON.stringify({ p: after, n: page })

export function readTurn(value: string, submitted: Submitted): WindowAsked {
  const { p, n } = readJson(turn, value) ?? { p: [], n: 0 }
  return { ...readShown(submitted), after: p, page: n }
}

/** The row that the page begins after; what is no id of a row is the beginning. */
export const beginning = ({ after }: WindowAsked): string | null => {
  const last = after.at(-1)
  return last !== undefined && /^\d{1,18}$/.test(last) ? last : null
}

/** The value of an account in the menu; null: too long for one. */
export function accountChoice(account: NonNullable<JournalFilter['account']>): string | null {
  const value = `${account.miroOrgId} ${account.accountId}`
  return value.length > limits.optionValue ? null : value
}
