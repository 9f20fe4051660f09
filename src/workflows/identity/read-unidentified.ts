import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Answer, Uses } from '../uses.ts'

/** An account that nobody is known for, with whose it might be. */
export type UnidentifiedAccount = Answer<'unidentified.list'>[number]

/** Accounts shown at once. */
export const unidentifiedPerPage = 30

export type UnidentifiedPage = {
  readonly rows: readonly UnidentifiedAccount[]
  readonly more: boolean
  /** Of all pages. Those of the person who asks are not among the rows. */
  readonly total: number
  readonly own: number
}

export type UnidentifiedAsked = {
  readonly key: ConnectionKey
  /** Only what is still open of one group of findings; null: all of the organization. */
  readonly groupId: string | null
  readonly by: string
  readonly afterId: string | null
}

/** The accounts that nobody is known for, a page at a time. */
export async function readUnidentified(
  world: Uses<'clock' | 'unidentified.list' | 'unidentified.counts'>,
  { key, groupId, by, afterId }: UnidentifiedAsked,
): Promise<UnidentifiedPage> {
  const sought = { groupId, by, now: world.clock() }
  const counts = await world.unidentified.counts(key, sought)
  const found = await world.unidentified.list(key, { ...sought, afterId, limit: unidentifiedPerPage + 1 })
  return {
    rows: found.slice(0, unidentifiedPerPage),
    more: found.length > unidentifiedPerPage,
    total: counts.guessed + counts.others,
    own: counts.own,
  }
}
