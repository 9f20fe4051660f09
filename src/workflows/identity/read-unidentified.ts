import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Answer, Uses } from '../uses.ts'

/** An account that nobody is known for, with whose it might be. */
export type UnidentifiedAccount = Answer<'unidentified.list'>[number]

/** Accounts shown at once: those with one clear guess, first few and then more; and those without. */
export const perPage = { guesses: 10, allGuesses: 25, others: 30 } as const

type Part = {
  readonly rows: readonly UnidentifiedAccount[]
  readonly more: boolean
  readonly total: number
}

export type Unidentified = {
  /** With one clear answer whose each is. */
  readonly guesses: Part
  readonly others: Part
  /** Those of the person who asks: they are in neither. */
  readonly own: number
}

export type UnidentifiedAsked = {
  readonly key: ConnectionKey
  /** Only what is still open of one group of findings; null: all of the organization. */
  readonly groupId: string | null
  readonly by: string
  /** Nothing but guesses, and more of them. */
  readonly allGuesses: boolean
  /** The last one of the page before. */
  readonly afterId: string | null
}

/** The accounts that nobody is known for: those with a clear guess, and a page of the others; or a page of guesses. */
export async function readUnidentified(
  { clock, unidentified }: Uses<'clock' | 'unidentified.list' | 'unidentified.counts'>,
  { key, groupId, by, allGuesses, afterId }: UnidentifiedAsked,
): Promise<Unidentified> {
  const sought = { groupId, by, now: clock() }
  const counts = await unidentified.counts(key, sought)
  const part = async (guessed: boolean, after: string | null, size: number): Promise<Part> => {
    const found = await unidentified.list(key, { ...sought, guessed, afterId: after, limit: size + 1 })
    const total = guessed ? counts.guessed : counts.others
    return { rows: found.slice(0, size), more: found.length > size, total }
  }
  return {
    own: counts.own,
    guesses: allGuesses
      ? await part(true, afterId, perPage.allGuesses)
      : await part(true, null, perPage.guesses),
    others: allGuesses
      ? { rows: [], more: false, total: counts.others }
      : await part(false, afterId, perPage.others),
  }
}
