import type { KnownBlock, MrkdwnElement } from '@slack/types'
import { blocksIn, inForm, type Part } from './forms.ts'
import { limits } from './limits.ts'
import { md, mrkdwn } from './text.ts'

/**
 * Slack refuses a message whose texts are too long together, also when each is within its own limit: names full of
 * signs that have to be escaped grow fivefold. The longest texts are cut to one length, the short ones stay whole.
 */
export function fittingText(parts: readonly Part[]): Part[] {
  const most = Math.min(...forms.map(form => mostIn(inForm(parts, form))))
  return most === Number.POSITIVE_INFINITY ? [...parts] : parts.map(part => cut(part, most))
}

const forms = ['newer', 'classic'] as const

/** The length to which the longest texts have to be cut. */
function mostIn(blocks: readonly KnownBlock[]): number {
  const lengths = texts(blocks).map(({ text }) => Array.from(text).length)
  const labels = weight(blocks) - lengths.reduce((sum, length) => sum + length, 0)
  return longestThatFits(lengths, limits.messageBlocksText - labels)
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
    .flatMap((block): readonly KnownBlock[] => (block.type === 'container' ? block.child_blocks : [block]))
    .flatMap(block =>
      block.type === 'section' ? [block.text] : block.type === 'context' ? block.elements : [],
    )
    .filter(isMarkup)

const isMarkup = (element: { readonly type: string } | undefined): element is MrkdwnElement =>
  element?.type === 'mrkdwn'

const shorter = <T extends { readonly type: string }>(element: T, most: number): T | MrkdwnElement =>
  isMarkup(element) ? mrkdwn({ markup: element.text }, most) : element

function cut<T extends Part>(part: T, most: number): T {
  if (part.type === 'two_forms') {
    const shorter = (blocks: readonly KnownBlock[]) => blocks.map(block => cut(block, most))
    return { ...part, newer: shorter(part.newer), classic: shorter(part.classic) }
  }
  if (part.type === 'container')
    return { ...part, child_blocks: part.child_blocks.map(block => cut(block, most)) }
  if (part.type === 'section' && part.text !== undefined) return { ...part, text: shorter(part.text, most) }
  if (part.type === 'context')
    return { ...part, elements: part.elements.map(element => shorter(element, most)) }
  return part
}

/** Too many blocks never reach Slack, in either form: the rest is counted instead. */
export function atMost(blocks: readonly Part[], max: number): Part[] {
  const sizes = blocks.map(blocksIn)
  if (sizes.reduce((sum, size) => sum + size, 0) <= max) return [...blocks]
  let room = max - 1
  const over = sizes.findIndex(size => {
    room -= size
    return room < 0
  })
  const rest = mrkdwn(md`${blocks.length - over} more parts are not shown here.`)
  return [...blocks.slice(0, over), { type: 'context', elements: [rest] }]
}
