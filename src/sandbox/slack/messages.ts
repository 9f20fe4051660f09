import type { Block, Element, LocalMessage, Metadata } from './shapes.ts'
import { type ChannelState, nextNumber, nextTs, type World } from './world.ts'

type NewMessage = {
  text: string
  blocks: Block[]
  metadata: Metadata | null
  threadTs: string | null
  broadcast?: boolean
  ephemeralTo?: string
  /** A person's own message; the bot's when absent. */
  user?: string
  files?: LocalMessage['files']
}

/** Keeps a message of the bot (or of a person), visible to all or to one. */
export const storeMessage = (world: World, channel: ChannelState, message: NewMessage): LocalMessage => {
  const stored: LocalMessage = {
    channel: channel.id,
    ts: nextTs(world),
    user: message.user ?? world.bot.userId,
    botId: message.user === undefined ? world.bot.botId : null,
    text: message.text,
    blocks: withIds(world, message.blocks),
    metadata: message.metadata,
    threadTs: message.threadTs,
    broadcast: message.broadcast ?? false,
    ephemeralTo: message.ephemeralTo ?? null,
    files: message.files ?? [],
    edited: null,
    edits: [],
  }
  if (stored.ephemeralTo === null) channel.messages.push(stored)
  else world.ephemerals.push(stored)
  world.changed('message')
  return stored
}

/** Slack names every block and every interactive element the sender did not name. */
export const withIds = (world: World, blocks: readonly Block[]): Block[] =>
  blocks.map(block => {
    const named: Block = { ...block, block_id: block.block_id ?? madeUp(world) }
    if (block.child_blocks !== undefined) named.child_blocks = withIds(world, block.child_blocks)
    if (block.type !== 'actions' && block.type !== 'input' && block.type !== 'section') return named
    if (block.elements !== undefined) named.elements = block.elements.map(one => withActionId(world, one))
    if (block.element !== undefined) named.element = withActionId(world, block.element)
    if (block.accessory !== undefined) named.accessory = withActionId(world, block.accessory)
    return named
  })

const withActionId = (world: World, element: Element): Element =>
  element.type === 'image' ? element : { ...element, action_id: element.action_id ?? madeUp(world) }

const madeUp = (world: World): string => `auto${nextNumber(world).toString(36).padStart(4, '0')}`
