import { randomBytes } from 'node:crypto'
import type {
  Clock,
  LocalBot,
  LocalFile,
  LocalMessage,
  LocalTeam,
  LocalUser,
  LocalUserGroup,
  LocalView,
} from './shapes.ts'

export type ChannelState = {
  id: string
  name: string
  kind: 'public' | 'private' | 'im' | 'mpim'
  members: Set<string>
  archived: boolean
  extShared: boolean
  /** The other person of an IM, else null. */
  user: string | null
  created: number
  /** Oldest first, without ephemerals. */
  messages: LocalMessage[]
}

export type Trigger = {
  userId: string
  issuedAtMs: number
  used: boolean
  viewId: string | null
  channelId: string | null
}

export type ResponseUrl = {
  userId: string
  channelId: string
  issuedAt: Date
  uses: number
  /** The message the button was in; null for a slash command. */
  source: LocalMessage | null
}

/** token_revoked: the token was revoked. account_inactive: the app was uninstalled. */
export type TokenTrouble = 'token_revoked' | 'account_inactive' | 'invalid_auth'

/** A file that the app is about to bring: where its bytes go, and how many. */
type Upload = { ticket: string; name: string; length: number; bytes: Buffer | null }

/** Everything the local Slack knows. Plain data; `changed` tells whoever waits. */
export type World = {
  team: LocalTeam
  bot: LocalBot
  signingSecret: string
  clock: Clock
  users: Map<string, LocalUser>
  /** The same users in the order of their pages. */
  userOrder: LocalUser[]
  channels: Map<string, ChannelState>
  userGroups: LocalUserGroup[]
  ephemerals: LocalMessage[]
  views: Map<string, LocalView>
  /** Open modals of a person, bottom first. */
  stacks: Map<string, LocalView[]>
  homes: Map<string, LocalView>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  files: Map<string, LocalFile>
  /** Begun and not completed, by file id. */
  uploads: Map<string, Upload>
  /** While not null, completed files are not shared yet: each of these shares some. */
  heldShares: (() => void)[] | null
  tokenTrouble: TokenTrouble | null
  homeTabEnabled: boolean
  /** Types of blocks that this workspace does not take. */
  refusedBlocks: readonly string[]
  /** Slash commands the app registered; null: any. */
  commands: readonly string[] | null
  /** Whether the text of a command is escaped for the app. */
  escapesCommands: boolean
  lastTsMicros: number
  lastNumber: number
  changed(kind: string): void
}

/** Next number of this workspace, for ids that have to differ. */
export const nextNumber = (world: World): number => {
  world.lastNumber += 1
  return world.lastNumber
}

/** An id in Slack's style: a letter and upper-case letters and digits. */
export const nextId = (world: World, prefix: string): string =>
  `${prefix}0L${nextNumber(world).toString(36).toUpperCase().padStart(7, '0')}`

/** A message timestamp: unique in the workspace and always later than the one before. */
export const nextTs = (world: World): string => {
  world.lastTsMicros = Math.max(world.clock().getTime() * 1000, world.lastTsMicros + 1)
  const seconds = Math.floor(world.lastTsMicros / 1_000_000)
  return `${seconds}.${String(world.lastTsMicros % 1_000_000).padStart(6, '0')}`
}

export const nextHash = (world: World): string =>
  `${Math.floor(world.clock().getTime() / 1000)}.${randomBytes(4).toString('hex')}`

/** A trigger of this person: good for 3 s and one use. `ageMs` of its life is gone already. */
export const issueTrigger = (
  world: World,
  userId: string,
  viewId: string | null,
  ageMs: number,
  channelId: string | null = null,
): string => {
  const id = `${nextNumber(world)}.${world.team.id.length}.${randomBytes(16).toString('hex')}`
  world.triggers.set(id, { userId, issuedAtMs: performance.now() - ageMs, used: false, viewId, channelId })
  return id
}

export const imOf = (world: World, userId: string): ChannelState => {
  const id = `D${userId.slice(1)}`
  const found = world.channels.get(id)
  if (found !== undefined) return found
  const channel: ChannelState = {
    id,
    name: '',
    kind: 'im',
    members: new Set([userId, world.bot.userId]),
    archived: false,
    extShared: false,
    user: userId,
    created: Math.floor(world.clock().getTime() / 1000),
    messages: [],
  }
  world.channels.set(id, channel)
  world.changed('channel')
  return channel
}

/** A channel by id, `#name` or name. */
export const findChannel = (world: World, reference: string): ChannelState | null => {
  const byId = world.channels.get(reference)
  if (byId !== undefined) return byId
  const name = reference.replace(/^#/, '')
  for (const channel of world.channels.values()) {
    if (channel.name !== '' && channel.name === name) return channel
  }
  return null
}
