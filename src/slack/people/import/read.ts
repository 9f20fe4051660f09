import { z } from 'zod'
import type { BroughtList } from '../../../workflows/people/import-staff.ts'
import type { Submitted } from '../../frame/listener.ts'
import { readJson } from '../../frame/read-json.ts'
import { importIds } from '../../ids.ts'

const list = z.object({
  r: z.string().regex(/^[\w-]{1,100}$/),
  /** The first mistake of a page, from 0. */
  n: z.number().int().min(0).max(1_000_000).default(0),
  /** It was shown as not believable, and what stands on the button is Apply anyway. */
  a: z.literal(1).optional(),
  /** The preview lies below. */
  b: z.literal(1).optional(),
})

/** A list that waits for somebody's word, at a place of its mistakes. */
export type ListRef = {
  readonly id: string
  readonly from: number
  readonly anyway: boolean
  /** The mistakes are in a window of their own, on top of the preview. */
  readonly isOnTop: boolean
}

export const listMetadata = ({ id, from = 0, anyway, isOnTop }: Partial<ListRef>) => ({
  r: id,
  n: from,
  ...(anyway && { a: 1 }),
  ...(isOnTop && { b: 1 }),
})

export const listValue = (id: string, more: Partial<ListRef> = {}): string =>
  JSON.stringify(listMetadata({ id, ...more }))

/** Reads a button's value or the preview's metadata; null when it is nothing of ours. */
export function readList(text: string): ListRef | null {
  const read = readJson(list, text)
  return read === null ? null : { id: read.r, from: read.n, anyway: read.a === 1, isOnTop: read.b === 1 }
}

const answer = z.object({
  value: z.string().max(3000).nullish().catch(null),
  files: z.array(z.object({ id: z.string().regex(/^F[A-Z0-9]{2,40}$/) })).catch([]),
})

/** Either a file or rows, not both. */
export function readForm({
  state,
}: Submitted): { problems: Record<string, string> } | { input: BroughtList } {
  const of = (name: string) => answer.safeParse(state[name]?.[name]).data
  const [file] = of(importIds.file)?.files ?? []
  const text = of(importIds.text)?.value ?? ''
  const pasted = text.trim() !== ''
  if (file !== undefined && pasted)
    return { problems: { [importIds.text]: 'A file is chosen already. Remove it, or leave this empty.' } }
  if (file !== undefined) return { input: { kind: 'upload', fileId: file.id } }
  if (pasted) return { input: { kind: 'text', text } }
  const [where, what] =
    state[importIds.file] === undefined
      ? [importIds.text, 'Paste the rows of your staff list, the first line with the names of the columns.']
      : [importIds.file, 'Choose a CSV file, or paste rows below.']
  return { problems: { [where]: what } }
}
