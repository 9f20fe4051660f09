/** What the local Slack is told of the world at its start, and what it keeps of it. */

export type Clock = () => Date

export type LocalTeam = { id: string; name: string; domain: string; enterpriseId?: string }

export type LocalUser = {
  id: string
  realName: string
  /** Handle; derived from the real name when absent. */
  name?: string
  displayName?: string
  /** null: the account has no address. Given only to apps with `users:read.email`. */
  email?: string | null
  title?: string
  timeZone?: string
  isAdmin?: boolean
  isOwner?: boolean
  isPrimaryOwner?: boolean
  deleted?: boolean
  /** Slack goes on telling the address after the account was deactivated; it does so for some and not for others. */
  keepsEmail?: boolean
  /** Multi-channel guest. */
  isRestricted?: boolean
  /** Single-channel guest; implies restricted. */
  isUltraRestricted?: boolean
  /** Of another team without a shared channel. */
  isStranger?: boolean
  /** Invited, has not joined yet. */
  isInvited?: boolean
  isEmailConfirmed?: boolean
  isBot?: boolean
  isAppUser?: boolean
  isWorkflowBot?: boolean
  /** Home team, when it is not this one (Slack Connect). */
  teamId?: string
  /** Unix seconds. */
  updated?: number
}

export type LocalChannel = {
  id: string
  name?: string
  kind?: 'public' | 'private' | 'im' | 'mpim'
  /** User ids; the bot's user id among them when the bot was invited. */
  members?: string[]
  archived?: boolean
  /** Shared with another organisation by Slack Connect. */
  extShared?: boolean
  /** The other person of an IM. */
  user?: string
}

export type LocalUserGroup = { id: string; handle: string; name: string; users: string[]; disabled?: boolean }

export type LocalBot = {
  userId: string
  botId: string
  appId: string
  /** `xoxb-…` */
  token: string
  /** `xapp-…`, for Socket Mode. */
  appToken: string
  scopes: string[]
  /** Shown as the author; default "Miro Access". */
  name?: string
}

/** Text, option, element and block as far as they are read here; other keys are kept as sent. */
export type TextObject = { type: string; text: string; [key: string]: unknown }
export type Option = { text: TextObject; value: string; description?: TextObject; url?: string }
export type OptionGroup = { label: TextObject; options: Option[] }

export type Element = {
  type: string
  action_id?: string
  text?: TextObject
  value?: string
  url?: string
  options?: Option[]
  option_groups?: OptionGroup[]
  initial_option?: Option
  initial_options?: Option[]
  initial_value?: string
  initial_conversation?: string
  initial_conversations?: string[]
  initial_channel?: string
  initial_channels?: string[]
  initial_user?: string
  initial_users?: string[]
  initial_date?: string
  initial_time?: string
  initial_date_time?: number
  min_length?: number
  max_length?: number
  min_query_length?: number
  max_selected_items?: number
  filter?: {
    include?: string[]
    exclude_external_shared_channels?: boolean
    exclude_bot_users?: boolean
  }
  elements?: Element[]
  [key: string]: unknown
}

export type Block = {
  type: string
  block_id?: string
  text?: TextObject
  fields?: TextObject[]
  accessory?: Element
  elements?: Element[]
  /** Of a container. */
  child_blocks?: Block[]
  element?: Element
  label?: TextObject
  optional?: boolean
  dispatch_action?: boolean
  [key: string]: unknown
}

export type Metadata = { event_type: string; event_payload: Record<string, unknown> }

type MessageVersion = { text: string; blocks: Block[]; metadata: Metadata | null }

/** One message; the same object is changed in place by chat.update. */
export type LocalMessage = MessageVersion & {
  channel: string
  ts: string
  /** Author; the bot's own messages have a botId too. */
  user: string
  botId: string | null
  threadTs: string | null
  /** A reply that the channel sees too. */
  broadcast: boolean
  /** Only this person sees it; it has no place in the channel's history. */
  ephemeralTo: string | null
  edited: { user: string; ts: string } | null
  /** Files shared by it, in Slack's own words. */
  files: readonly LocalFile['wire'][]
  /** Earlier versions, oldest first. */
  edits: MessageVersion[]
}

export type StateValue = { type: string; [key: string]: unknown }
export type StateValues = Record<string, Record<string, StateValue>>

/** A view in Slack's own words; the same object is changed in place by views.update and views.publish. */
export type LocalView = {
  id: string
  team_id: string
  app_id: string
  bot_id: string
  app_installed_team_id: string
  type: 'modal' | 'home'
  hash: string
  callback_id: string
  external_id: string
  private_metadata: string
  title: TextObject | null
  submit: TextObject | null
  close: TextObject | null
  blocks: Block[]
  state: { values: StateValues }
  clear_on_close: boolean
  notify_on_close: boolean
  previous_view_id: string | null
  root_view_id: string
}

/** A file that somebody uploaded. `wire`: in Slack's own words; `path`: what its addresses have in common. */
export type LocalFile = {
  wire: { id: string; name: string; mimetype: string; size: number; [key: string]: unknown }
  path: string
  bytes: Uint8Array
}

export type RequestRecord = {
  at: Date
  method: string
  /** As sent, parsed, without the token. */
  params: Record<string, unknown>
  /** status null: no answer was given. */
  result: { status: number | null; ok: boolean; error: string | null }
}
