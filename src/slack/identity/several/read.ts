import { z } from 'zod'
import { type Keyset, keyset, nextPage, previousPage } from '../../frame/paging.ts'
import { miroId, ownId, readJson } from '../../frame/read-json.ts'

/** Which accounts: of one organization, or of one group of findings in it; and which page of them. */
export type SeveralAsked = Keyset & { readonly miroOrgId: string; readonly groupId: string | null }

const shape = z.object({ o: miroId, g: ownId.nullable().default(null), ...keyset })

export const pageValue = ({ miroOrgId, groupId, after, page }: SeveralAsked): string =>
  JSON.stringify({ o: miroOrgId, g: groupId, p: after, n: page })

export const nextValue = (asked: SeveralAsked, lastId: string): string => pageValue(nextPage(asked, lastId))

export const previousValue = (asked: SeveralAsked): string => pageValue(previousPage(asked))

/** Reads a door's value or a page's back; null when it is nothing of ours. */
export function readPage(value: string): SeveralAsked | null {
  const read = readJson(shape, value)
  return read === null ? null : { miroOrgId: read.o, groupId: read.g, after: read.p, page: read.n }
}
