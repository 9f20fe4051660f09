import type { BroughtList } from '../../../workflows/people/import-staff.ts'
import { chosenFile, typedText } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { importIds } from '../../ids/people.ts'

/** Either a file or rows, not both. */
export function readForm({ state }: Submitted): Read<BroughtList> {
  const fileId = chosenFile(state, importIds.file)
  const text = typedText(state, importIds.text)
  const pasted = text.trim() !== ''
  if (fileId !== null && pasted)
    return { problems: { [importIds.text]: 'A file is chosen already. Remove it, or leave this empty.' } }
  if (fileId !== null) return { input: { kind: 'upload', fileId } }
  if (pasted) return { input: { kind: 'text', text } }
  const [where, what] =
    state[importIds.file] === undefined
      ? [importIds.text, 'Paste the rows of your staff list, the first line with the names of the columns.']
      : [importIds.file, 'Choose a CSV file, or paste rows below.']
  return { problems: { [where]: what } }
}
