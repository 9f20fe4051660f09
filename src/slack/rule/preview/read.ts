import { z } from 'zod'
import { type Keyset, keyset, nextPage, previousPage } from '../../frame/paging.ts'
import { miroId, ownId, readJson } from '../../frame/read-json.ts'

const draft = z.object({ o: miroId, d: ownId })
const names = draft.extend({
  ...keyset,
  /** The preview lies below. */
  b: z.literal(1).optional(),
})

/** A draft of a rule, of one organization. */
export type DraftRef = { readonly miroOrgId: string; readonly draftId: string }

/** One page of those who would fail. */
export type NamesPage = DraftRef &
  Keyset & {
    /** They are in a window of their own, on top of the preview. */
    readonly isOnTop: boolean
  }

export const draftMetadata = ({ miroOrgId, draftId }: DraftRef) => ({ o: miroOrgId, d: draftId })

export const draftValue = (given: DraftRef): string => JSON.stringify(draftMetadata(given))

export const nextNames = (given: NamesPage, lastId: string): string => namesValue(nextPage(given, lastId))

export const previousNames = (given: NamesPage): string => namesValue(previousPage(given))

const namesValue = (given: NamesPage): string =>
  JSON.stringify({ ...draftMetadata(given), p: given.after, n: given.page, ...(given.isOnTop && { b: 1 }) })

/** Reads a button's value or the preview's metadata; null when it is nothing of ours. */
export function readDraft(text: string): DraftRef | null {
  const read = readJson(draft, text)
  return read === null ? null : { miroOrgId: read.o, draftId: read.d }
}

/** The first page from the preview's button, another one from the list's. */
export function readNamesPage(text: string): NamesPage | null {
  const read = readJson(names, text)
  return read === null
    ? null
    : { miroOrgId: read.o, draftId: read.d, after: read.p, page: read.n, isOnTop: read.b === 1 }
}
