import { limits } from '../limits.ts'
import { Refusal } from '../refusal.ts'
import type { Block, Metadata } from '../shapes.ts'
import { blockProblems, textWeight } from '../validate-blocks.ts'
import { codePoints, isRecord, type Problem } from '../validate-values.ts'
import type { World } from '../world.ts'
import { type Args, structured, text } from './args.ts'

export type Content = { text: string; blocks: Block[] }

/** Slack's two lists of the same problems. */
const asMessages = (problems: Problem[]): string[] =>
  problems.map(({ pointer, message }) => `[ERROR] ${message} [json-pointer:${pointer}]`)

const refuseBlocks = (code: string, problems: Problem[]): never => {
  const messages = asMessages(problems)
  throw new Refusal(code, {
    errors: messages.map(message => message.replace('[ERROR] ', '')),
    response_metadata: { messages },
  })
}

/** Text and blocks of a message, checked; throws Slack's refusal. */
export const readContent = ({ refusedBlocks: without }: World, args: Args): Content => {
  const own = text(args, 'text') ?? ''
  const sent = structured(args, 'blocks', 'invalid_blocks_format')
  if (sent !== undefined && !Array.isArray(sent)) throw new Refusal('invalid_blocks_format')
  const attachments = structured(args, 'attachments', 'invalid_attachments')
  const attached = Array.isArray(attachments) ? attachments.length : 0
  if (attached > limits.message.attachments) throw new Refusal('too_many_attachments')
  const blocks: unknown[] = sent ?? []
  if (own === '' && blocks.length === 0 && attached === 0) throw new Refusal('no_text')
  const problems = blockProblems(blocks, 'message', '/blocks', { without })
  if (problems.length > 0) refuseBlocks('invalid_blocks', problems)
  if (textWeight(blocks) > limits.message.blocksText) throw new Refusal('msg_blocks_too_long')
  return { text: own, blocks: blocks as Block[] }
}

/** Message metadata: undefined when none was sent, null when an empty object takes it away. */
export const readMetadata = (args: Args): Metadata | null | undefined => {
  const sent = structured(args, 'metadata', 'invalid_metadata_format')
  if (sent === undefined) return undefined
  if (!isRecord(sent)) throw new Refusal('invalid_metadata_format')
  if (Object.keys(sent).length === 0) return null
  const { event_type: type, event_payload: payload } = sent
  if (typeof type !== 'string' || type === '' || !isRecord(payload)) {
    throw new Refusal('invalid_metadata_schema')
  }
  return { event_type: type, event_payload: payload }
}

/** Slack cuts a posted text, it does not refuse it. */
export const truncated = (value: string): string =>
  codePoints(value) > limits.message.textTruncatedAt
    ? [...value].slice(0, limits.message.textTruncatedAt).join('')
    : value
