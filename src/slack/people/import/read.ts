import { z } from 'zod'
import type { BroughtList } from '../../../workflows/people/import-staff.ts'
import type { Submitted } from '../../frame/listener.ts'
import { importIds } from '../../ids/people.ts'

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
