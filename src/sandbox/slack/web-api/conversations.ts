import { Refusal } from '../refusal.ts'
import type { LocalMessage } from '../shapes.ts'
import { channelWire, messageWire } from '../wire.ts'
import { type ChannelState, imOf, type World } from '../world.ts'
import { type Args, count, demandScope, flag, type Method, page, required, text } from './args.ts'

const familyOf = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const

/** The channel as this bot may know it: a private one it is not in does not exist for it. */
const visible = (world: World, reference: string): ChannelState => {
  const channel = world.channels.get(reference)
  if (channel === undefined) throw new Refusal('channel_not_found')
  if (channel.kind !== 'public' && !channel.members.has(world.bot.userId)) {
    throw new Refusal('channel_not_found')
  }
  return channel
}

/** The same, with the scope its kind needs. */
const allowed = (world: World, args: Args, right: 'read' | 'history'): ChannelState => {
  const channel = visible(world, required(args, 'channel'))
  demandScope(world, `${familyOf[channel.kind]}:${right}`)
  return channel
}

const history = (world: World, args: Args, keep: (message: LocalMessage) => boolean) => {
  const channel = allowed(world, args, 'history')
  if (!channel.members.has(world.bot.userId)) throw new Refusal('not_in_channel')
  const oldest = text(args, 'oldest') ?? '0'
  const latest = text(args, 'latest') ?? '9999999999.999999'
  const inclusive = flag(args, 'inclusive')
  const inside = (ts: string) => {
    const afterOldest = inclusive ? Number(ts) >= Number(oldest) : Number(ts) > Number(oldest)
    const beforeLatest = inclusive ? Number(ts) <= Number(latest) : Number(ts) < Number(latest)
    return afterOldest && beforeLatest
  }
  return channel.messages.filter(message => inside(message.ts) && keep(message))
}

/** Replies stand in their thread alone, but for those that were also sent to the channel. */
const isInChannel = ({ threadTs, ts, broadcast }: LocalMessage): boolean =>
  threadTs === null || threadTs === ts || broadcast

export const conversationMethods: Record<string, Method> = {
  'conversations.info': {
    scope: null,
    token: 'bot',
    run: (world, args) => ({ channel: channelWire(world, allowed(world, args, 'read')) }),
  },
  'conversations.list': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      const names: Record<string, keyof typeof familyOf> = {
        public_channel: 'public',
        private_channel: 'private',
        im: 'im',
        mpim: 'mpim',
      }
      const kinds = (text(args, 'types') ?? 'public_channel').split(',').map(name => {
        const kind = names[name.trim()]
        if (kind === undefined) throw new Refusal('invalid_types')
        return kind
      })
      for (const kind of kinds) demandScope(world, `${familyOf[kind]}:read`)
      const all = [...world.channels.values()].filter(
        channel =>
          kinds.includes(channel.kind) &&
          (channel.kind === 'public' || channel.members.has(world.bot.userId)) &&
          !(channel.archived && flag(args, 'exclude_archived')),
      )
      const { items, metadata } = page(all, args, { standard: 100, most: 999, name: 'channel' })
      return { channels: items.map(channel => channelWire(world, channel)), response_metadata: metadata }
    },
  },
  'conversations.members': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      const channel = allowed(world, args, 'read')
      const { items, metadata } = page([...channel.members], args, {
        standard: 100,
        most: 999,
        name: 'member',
      })
      return { members: items, response_metadata: metadata }
    },
  },
  'conversations.open': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      demandScope(world, 'im:write', 'mpim:write')
      const existing = text(args, 'channel')
      const users = (text(args, 'users') ?? '').split(',').filter(id => id !== '')
      if (existing === null && users.length === 0) throw new Refusal('users_list_not_supplied')
      if (existing !== null) {
        const found = visible(world, existing)
        return { no_op: true, already_open: true, channel: { id: found.id } }
      }
      if (users.length > 1) throw new Refusal('method_not_supported_for_channel_type')
      const user = world.users.get(users[0] ?? '')
      if (user === undefined) throw new Refusal('user_not_found')
      if (user.deleted === true) throw new Refusal('user_disabled')
      if (user.isBot === true || user.id === 'USLACKBOT') throw new Refusal('cannot_dm_bot')
      const known = world.channels.has(`D${user.id.slice(1)}`)
      const channel = imOf(world, user.id)
      const body = flag(args, 'return_im') ? channelWire(world, channel) : { id: channel.id }
      return { ...(known ? { no_op: true, already_open: true } : {}), channel: body }
    },
  },
  'conversations.join': {
    scope: 'channels:join',
    token: 'bot',
    run: (world, args) => {
      const channel = visible(world, required(args, 'channel'))
      if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type')
      if (channel.archived) throw new Refusal('is_archived')
      if (channel.members.has(world.bot.userId))
        return {
          channel: channelWire(world, channel),
          warning: 'already_in_channel',
          response_metadata: { warnings: ['already_in_channel'] },
        }
      channel.members.add(world.bot.userId)
      world.changed('channel')
      return { channel: channelWire(world, channel) }
    },
  },
  'conversations.history': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      const found = history(world, args, isInChannel)
      const limit = Math.min(count(args, 'limit') ?? 100, 999)
      const { items, metadata } = page(
        found.toReversed(),
        { ...args, limit },
        {
          standard: 100,
          most: 999,
          name: 'next_ts',
        },
      )
      const withMetadata = flag(args, 'include_all_metadata')
      return {
        messages: items.map(message => messageWire(world, message, withMetadata)),
        has_more: metadata.next_cursor !== '',
        pin_count: 0,
        response_metadata: metadata,
      }
    },
  },
  'conversations.replies': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      const parent = required(args, 'ts')
      const found = history(world, args, ({ threadTs, ts }) => ts === parent || threadTs === parent)
      if (found.length === 0) throw new Refusal('thread_not_found')
      const { items, metadata } = page(found, args, { standard: 1000, most: 1000, name: 'next_ts' })
      const withMetadata = flag(args, 'include_all_metadata')
      return {
        messages: items.map(message => messageWire(world, message, withMetadata)),
        has_more: metadata.next_cursor !== '',
        response_metadata: metadata,
      }
    },
  },
}
