import { elementsIn, flat } from './form-state.ts'
import type { Block, Element } from './shapes.ts'

export type Found = { block: Block; element: Element }

const all = (blocks: readonly Block[]): Found[] =>
  flat(blocks).flatMap(block => elementsIn(block).map(element => ({ block, element })))

const named = ({ block, element }: Found): string => {
  const label = block.label?.text ?? element.text?.text ?? ''
  return `${element.type} ${element.action_id} in ${block.block_id}${label === '' ? '' : ` "${label}"`}`
}

const one = (found: Found[], wanted: string, blocks: readonly Block[]): Found => {
  const first = found[0]
  if (first !== undefined && found.length === 1) return first
  const problem = first === undefined ? 'There is nothing called' : `${found.length} things are called`
  const shown = (first === undefined ? all(blocks) : found).map(named).join('; ')
  throw new Error(`${problem} "${wanted}" here: ${shown === '' ? 'no elements at all' : shown}`)
}

/**
 * What a person would click: by action id, else by the text of a button. `value` and `blockId` choose
 * between several. Slack makes the ids of blocks up anew with every edit: what was clicked a moment before one is what
 * took its place. Throws, with a list of what is there, unless exactly one fits.
 */
export const findClickable = (
  blocks: readonly Block[],
  wanted: string,
  by: { value?: string | undefined; blockId?: string | undefined },
): Found => {
  const isThere = flat(blocks).some(block => block.block_id === by.blockId)
  const candidates = all(blocks).filter(
    ({ block, element }) =>
      (!isThere || block.block_id === by.blockId) && (by.value === undefined || element.value === by.value),
  )
  const byId = candidates.filter(({ element }) => element.action_id === wanted)
  const byText = candidates.filter(({ element }) => element.text?.text === wanted)
  return one(byId.length > 0 ? byId : byText, wanted, blocks)
}

/** An input by block id, else action id, else label. `actionId` chooses between several of one block. */
export const findInput = (blocks: readonly Block[], wanted: string, actionId?: string): Found => {
  const candidates = all(blocks).filter(
    ({ element }) =>
      element.type !== 'button' &&
      element.type !== 'image' &&
      (actionId === undefined || element.action_id === actionId),
  )
  const byBlock = candidates.filter(({ block }) => block.block_id === wanted)
  if (byBlock.length > 0) return one(byBlock, wanted, blocks)
  const byAction = candidates.filter(({ element }) => element.action_id === wanted)
  if (byAction.length > 0) return one(byAction, wanted, blocks)
  return one(
    candidates.filter(({ block }) => block.label?.text === wanted),
    wanted,
    blocks,
  )
}
