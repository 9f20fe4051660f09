import { z } from 'zod'
import { type ListChange, listChanges } from '../../domain/staff-list.ts'
import { readJson } from '../frame/read-json.ts'

const list = z.object({
  r: z.string().regex(/^[\w-]{1,100}$/),
  /** The first of a page, from 0. */
  n: z.number().int().min(0).max(1_000_000).default(0),
  /** It was shown as not believable, and its button says Apply anyway. */
  a: z.literal(1).optional(),
  /** The preview lies below. */
  b: z.literal(1).optional(),
  /** Of whom everybody is shown; without it, the mistakes. */
  k: z.enum(listChanges).optional(),
})

/** A list that waits for somebody's word, at a place of its mistakes or of a kind of its changes. */
export type ListRef = {
  readonly id: string
  readonly from: number
  readonly anyway: boolean
  /** They are in a window of their own, on top of the preview. */
  readonly isOnTop: boolean
  readonly kind: ListChange | null
}

export const listMetadata = ({ id, from = 0, anyway, isOnTop, kind }: Partial<ListRef>) => ({
  r: id,
  n: from,
  ...(anyway && { a: 1 }),
  ...(isOnTop && { b: 1 }),
  ...(kind && { k: kind }),
})

export const listValue = (id: string, more: Partial<ListRef> = {}): string =>
  JSON.stringify(listMetadata({ id, ...more }))

/** Reads a button's value or the preview's metadata; null when it is nothing of ours. */
export function readList(text: string): ListRef | null {
  const read = readJson(list, text)
  if (read === null) return null
  const { r: id, n: from, a, b, k: kind = null } = read
  return { id, from, anyway: a === 1, isOnTop: b === 1, kind }
}
