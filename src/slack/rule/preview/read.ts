import { z } from 'zod'
import { miroId, readJson } from '../../frame/read-json.ts'

export const draftId = z.string().regex(/^[\w-]{1,64}$/)

const draft = z.object({ o: miroId, d: draftId })
const names = draft.extend({
  /** Where this page and those before it started. */
  p: z.array(miroId).max(30).default([]),
  /** From 0. */
  n: z.number().int().min(0).max(1_000_000).default(0),
  /** The preview lies below. */
  b: z.literal(1).optional(),
})

/** A draft of a rule, of one organization. */
export type DraftRef = { readonly miroOrgId: string; readonly draftId: string }

/** One page of those who would fail. */
export type NamesPage = DraftRef & {
  readonly after: readonly string[]
  readonly page: number
  /** They are in a window of their own, on top of the preview. */
  readonly isOnTop: boolean
}

/** A way back of more pages than this is not kept: then Back goes to the first page. */
const mostBack = 20

export const draftMetadata = ({ miroOrgId, draftId }: DraftRef) => ({ o: miroOrgId, d: draftId })

export const draftValue = (given: DraftRef): string => JSON.stringify(draftMetadata(given))

export const nextNames = (given: NamesPage, lastId: string): string =>
  namesValue({ ...given, after: [...given.after, lastId].slice(-mostBack), page: given.page + 1 })

export function previousNames(given: NamesPage): string {
  const after = given.after.slice(0, -1)
  return namesValue({ ...given, after, page: after.length === 0 ? 0 : given.page - 1 })
}

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
