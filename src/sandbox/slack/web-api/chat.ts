import { storeMessage, withIds } from '../messages.ts'
import { Refusal } from '../refusal.ts'
import type { LocalMessage } from '../shapes.ts'
import { messageWire } from '../wire.ts'
import { type ChannelState, findChannel, imOf, type World } from '../world.ts'
import { type Args, flag, type Method, required, text } from './args.ts'
import { readContent, readMetadata, truncated } from './content.ts'

/** Where the bot may speak, or Slack's reason why not. */
const target = (world: World, args: Args): ChannelState => {
  const reference = required(args, 'channel')
  const user = world.users.get(reference)
  if (user !== undefined) {
    if (user.deleted === true) throw new Refusal('channel_not_found')
    if (user.isBot === true || user.id === 'USLACKBOT') throw new Refusal('cannot_dm_bot')
    return imOf(world, user.id)
  }
  const channel = findChannel(world, reference)
  if (channel === null) throw new Refusal('channel_not_found')
  const member = channel.members.has(world.bot.userId)
  if (!member && channel.kind !== 'public') throw new Refusal('channel_not_found')
  if (channel.archived) throw new Refusal('is_archived')
  if (!member && !world.bot.scopes.includes('chat:write.public')) throw new Refusal('not_in_channel')
  return channel
}

/** A message that exists and is the bot's own. */
const own = (world: World, args: Args, refused: string): { channel: ChannelState; message: LocalMessage } => {
  const reference = required(args, 'channel')
  const ts = required(args, 'ts')
  const channel = world.channels.get(reference)
  if (channel === undefined) throw new Refusal('channel_not_found')
  if (channel.kind !== 'public' && !channel.members.has(world.bot.userId)) {
    throw new Refusal('channel_not_found')
  }
  if (channel.archived) throw new Refusal('is_archived')
  const message = channel.messages.find(one => one.ts === ts)
  if (message === undefined) throw new Refusal('message_not_found')
  if (message.botId !== world.bot.botId) throw new Refusal(refused)
  return { channel, message }
}

const thread = (channel: ChannelState, args: Args): string | null => {
  const ts = text(args, 'thread_ts')
  if (ts !== null && !channel.messages.some(message => message.ts === ts)) {
    throw new Refusal('thread_not_found')
  }
  return ts
}

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': {
    scope: 'chat:write',
    token: 'bot',
    run: (world, args) => {
      const channel = target(world, args)
      const content = readContent(world, args)
      const metadata = readMetadata(args)
      const message = storeMessage(world, channel, {
        ...content,
        text: truncated(content.text),
        metadata: metadata ?? null,
        threadTs: thread(channel, args),
        broadcast: text(args, 'thread_ts') !== null && flag(args, 'reply_broadcast'),
      })
      const cut = message.text !== content.text
      return {
        channel: channel.id,
        ts: message.ts,
        message: messageWire(world, message),
        ...(cut ? { warning: 'message_truncated' } : {}),
      }
    },
  },
  'chat.postEphemeral': {
    scope: 'chat:write',
    token: 'bot',
    run: (world, args) => {
      const channel = target(world, args)
      const userId = required(args, 'user')
      if (!channel.members.has(userId)) throw new Refusal('user_not_in_channel')
      const message = storeMessage(world, channel, {
        ...readContent(world, args),
        metadata: null,
        threadTs: thread(channel, args),
        ephemeralTo: userId,
      })
      return { message_ts: message.ts }
    },
  },
  'chat.update': {
    scope: 'chat:write',
    token: 'bot',
    run: (world, args) => {
      const { channel, message } = own(world, args, 'cant_update_message')
      const sent = text(args, 'text')
      if (sent !== null && [...sent].length > 4000) throw new Refusal('msg_too_long')
      const content = readContent(world, args)
      const metadata = readMetadata(args)
      message.edits.push({ text: message.text, blocks: message.blocks, metadata: message.metadata })
      message.text = content.text
      message.blocks = withIds(world, content.blocks)
      if (metadata !== undefined) message.metadata = metadata
      message.edited = { user: world.bot.userId, ts: `${Math.floor(world.clock().getTime() / 1000)}.000000` }
      world.changed('message')
      const wire = messageWire(world, message)
      return { channel: channel.id, ts: message.ts, text: message.text, message: wire }
    },
  },
  'chat.delete': {
    scope: 'chat:write',
    token: 'bot',
    run: (world, args) => {
      const { channel, message } = own(world, args, 'cant_delete_message')
      channel.messages.splice(channel.messages.indexOf(message), 1)
      world.changed('message')
      return { channel: channel.id, ts: message.ts }
    },
  },
  'chat.getPermalink': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      const channel = world.channels.get(required(args, 'channel'))
      const ts = required(args, 'message_ts')
      if (channel === undefined) throw new Refusal('channel_not_found')
      if (!channel.messages.some(message => message.ts === ts)) throw new Refusal('message_not_found')
      const place = `${channel.id}/p${ts.replace('.', '')}`
      return { channel: channel.id, permalink: `https://${world.team.domain}.slack.com/archives/${place}` }
    },
  },
}
