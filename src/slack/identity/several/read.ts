import { z } from 'zod'
import type { Given } from '../../../domain/decision.ts'
import type { ShownAccount, ShownGuess } from '../../../workflows/identity/identify-several.ts'
import type { UnidentifiedAccount } from '../../../workflows/identity/read-unidentified.ts'
import { blockOf, chosenOption, chosenOptions } from '../../frame/form-answers.ts'
import type { Read, Submitted, ViewState } from '../../frame/listener.ts'
import { type Keyset, keyset } from '../../frame/paging.ts'
import { miroId, ownId, readJson } from '../../frame/read-json.ts'
import { severalIds } from '../../ids/identity.ts'
import { type Filled, type FormChoice, filledIn, givenOf, missingIn, readChoice } from '../identify/read.ts'

/** Which accounts: of one organization, or of one group of findings in it; and which page of them. */
export type SeveralAsked = Keyset & {
  readonly miroOrgId: string
  readonly groupId: string | null
  /** Nothing but guesses, and more of them. */
  readonly allGuesses: boolean
  /** Rises when the form must forget its content. */
  readonly generation: number
}

const page = z.object({
  ...{ o: miroId, g: ownId.nullable().default(null), a: z.boolean().default(false) },
  ...{ ...keyset, v: z.number().int().min(0).max(1_000_000).default(0) },
})

/** What a window or a button keeps of it. */
export const pageOf = ({ miroOrgId, groupId, allGuesses, after, page: n, generation }: SeveralAsked) => ({
  ...{ o: miroOrgId, n, v: generation },
  ...(groupId !== null && { g: groupId }),
  ...(allGuesses && { a: true }),
  ...(after.length > 0 && { p: after }),
})

export const pageValue = (asked: SeveralAsked): string => JSON.stringify(pageOf(asked))

/** Reads a door’s value, a button’s or the window’s own back; null when it is nothing of ours. */
export function readPage(value: string): SeveralAsked | null {
  const read = readJson(page, value)
  if (read === null) return null
  const { o: miroOrgId, g: groupId, a: allGuesses, p: after, n, v: generation } = read
  return { miroOrgId, groupId, allGuesses, after, page: n, generation }
}

const pair = z
  .string()
  .transform(text => text.split(' '))
  .pipe(z.tuple([miroId, ownId]))
  .transform(([accountId, personId]) => ({ accountId, personId }))

const pairs = z.array(pair).min(1).max(100)

/** The guesses a button takes. */
export const guessesValue = (guesses: readonly ShownGuess[]): string =>
  JSON.stringify(guesses.map(({ accountId, personId }) => `${accountId} ${personId}`))

/** Empty when it is nothing of ours. */
export const readGuesses = (value: string): readonly ShownGuess[] => readJson(pairs, value) ?? []

/** An account with when that was decided which is shown of it: the value of its box. */
export const boxValue = ({ id, decidedAt }: Pick<UnidentifiedAccount, 'id' | 'decidedAt'>): string =>
  decidedAt === null ? id : `${id} ${decidedAt.getTime().toString(36)}`

const box = z
  .string()
  .transform(text => text.split(' '))
  .pipe(z.union([z.tuple([miroId]), z.tuple([miroId, z.string().regex(/^[0-9a-z]{1,10}$/)])]))
  .transform(([accountId, seen]) => ({
    accountId,
    seen: seen === undefined ? null : new Date(Number.parseInt(seen, 36)),
  }))

/** Ten boxes are a block. */
export const boxesPerBlock = 10
const mostBlocks = 5
export const boxesId = (block: number): string => `${severalIds.accounts}.${block}`

const blocks = Array.from({ length: mostBlocks }, (_, block) => boxesId(block))

/** What stands in the form, so that it can be shown again. */
export type FilledSeveral = {
  /** Values of the boxes. */
  readonly chosen: readonly string[]
  readonly as: FormChoice | null
  readonly filled: Filled | null
}

export function readFilled(state: ViewState): FilledSeveral {
  const as = readChoice(chosenOption(state, severalIds.choice))
  const chosen = blocks.flatMap(id => chosenOptions(state, id))
  return { chosen, as, filled: as === null ? null : filledIn(state, as) }
}

export type SeveralForm = Given & {
  readonly page: SeveralAsked
  readonly accounts: readonly ShownAccount[]
  readonly filled: FilledSeveral
}

export function readSeveral({ metadata, state }: Submitted): Read<SeveralForm> {
  const at = readPage(metadata)
  const form = readFilled(state)
  const accounts = form.chosen.flatMap(value => box.safeParse(value).data ?? [])
  if (at === null || accounts.length === 0) return problem(state, boxesId(0), 'Choose at least one account.')
  const { filled } = form
  if (filled === null) return problem(state, severalIds.choice, 'Choose what these accounts are.')
  if (filled.as === 'new_staff' && accounts.length > 1)
    return problem(state, severalIds.choice, 'A new staff member is one person. Choose one account.')
  const missing = missingIn(filled)
  if (missing !== null) return problem(state, ...missing)
  return { input: { page: at, accounts, filled: form, ...givenOf(filled) } }
}

/** Slack shows a problem only under an input that is there. */
const problem = (state: ViewState, id: string, text: string) => ({
  problems: { [blockOf(state, id) ?? blockOf(state, severalIds.choice) ?? id]: text },
})
