import type { KnownBlock, MrkdwnElement } from '@slack/types'
import { limits } from './limits.ts'
import { mrkdwn } from './text.ts'

/**
 * Slack refuses a message whose texts are too long together, also when each is within its own limit: names full of
 * signs that have to be escaped grow fivefold. The longest texts are cut to one length, the short ones stay whole.
 */
export function fittingText(blocks: readonly KnownBlock[]): KnownBlock[] {
  const lengths = texts(blocks).map(({ text }) => Array.from(text).length)
  const labels = weight(blocks) - lengths.reduce((sum, length) => sum + length, 0)
  const most = longestThatFits(lengths, limits.messageBlocksText - labels)
  return Math.max(0, ...lengths) <= most ? [...blocks] : blocks.map(block => cut(block, most))
}

/** The length of all texts together, of headers and buttons too. */
const weight = (part: unknown): number =>
  part === null || typeof part !== 'object'
    ? 0
    : Object.entries(part).reduce(
        (sum, [name, inner]) =>
          sum + (name === 'text' && typeof inner === 'string' ? Array.from(inner).length : weight(inner)),
        0,
      )

/** The length to which all that is longer has to be cut for the sum to fit. */
function longestThatFits(lengths: readonly number[], room: number): number {
  let left = room
  const sorted = lengths.toSorted((one, other) => one - other)
  for (const [at, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - at))
    if (length > share) return share
    left -= length
  }
  return Number.POSITIVE_INFINITY
}

const texts = (blocks: readonly KnownBlock[]): MrkdwnElement[] =>
  blocks
    .flatMap(block =>
      block.type === 'section' ? [block.text] : block.type === 'context' ? block.elements : [],
    )
    .filter(isMarkup)

const isMarkup = (element: { readonly type: string } | undefined): element is MrkdwnElement =>
  element?.type === 'mrkdwn'

const shorter = <T extends { readonly type: string }>(element: T, most: number): T | MrkdwnElement =>
  isMarkup(element) ? mrkdwn({ markup: element.text }, most) : element

function cut(block: KnownBlock, most: number): KnownBlock {
  if (block.type === 'section' && block.text !== undefined)
    return { ...block, text: shorter(block.text, most) }
  if (block.type === 'context')
    return { ...block, elements: block.elements.map(element => shorter(element, most)) }
  return block
}
