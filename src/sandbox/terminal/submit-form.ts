import type { Persona } from '../slack/persona.ts'
import type { LocalView } from '../slack/shapes.ts'
import { Unclear } from './unclear.ts'

/** Submits the window in front. Returns what the form says is wrong, a line for each field. */
export async function submitForm(person: Persona, modal: LocalView): Promise<string[]> {
  if (modal.submit === null)
    throw new Unclear('This window has nothing to submit. Type click <button> or close.')
  const submitted = await person.submit(modal)
  if (submitted.outcome !== 'errors' && submitted.outcome !== 'incomplete') return []
  return Object.entries(submitted.errors).map(([blockId, problem]) => {
    const block = modal.blocks.find(one => one.block_id === blockId)
    return `${block?.label?.text ?? blockId}: ${problem}`
  })
}
