import type { LocalMessage, LocalUser, LocalView, StateValues } from './shapes.ts'
import { handleOf, messageWire, viewWire } from './wire.ts'
import type { ChannelState, World } from './world.ts'

/** What Slack writes into commands and interactions. */

type Payload = Record<string, unknown>

const channelName = (channel: ChannelState): string =>
  channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name

const sender = (world: World, user: LocalUser): Payload => ({
  team: {
    id: world.team.id,
    domain: world.team.domain,
    ...(world.team.enterpriseId === undefined
      ? {}
      : { enterprise_id: world.team.enterpriseId, enterprise_name: world.team.name }),
  },
  user: {
    id: user.id,
    username: handleOf(user),
    name: handleOf(user),
    team_id: user.teamId ?? world.team.id,
  },
  api_app_id: world.bot.appId,
  token: 'legacy-verification-token',
  enterprise:
    world.team.enterpriseId === undefined ? null : { id: world.team.enterpriseId, name: world.team.name },
  is_enterprise_install: false,
})

export const commandPayload = (
  world: World,
  user: LocalUser,
  channel: ChannelState,
  parts: { command: string; text: string; responseUrl: string; triggerId: string },
): Payload => ({
  token: 'legacy-verification-token',
  team_id: world.team.id,
  team_domain: world.team.domain,
  ...(world.team.enterpriseId === undefined
    ? {}
    : { enterprise_id: world.team.enterpriseId, enterprise_name: world.team.name }),
  channel_id: channel.id,
  channel_name: channelName(channel),
  user_id: user.id,
  user_name: handleOf(user),
  command: parts.command,
  text: parts.text,
  api_app_id: world.bot.appId,
  is_enterprise_install: 'false',
  response_url: parts.responseUrl,
  trigger_id: parts.triggerId,
})

export const messageActionPayload = (
  world: World,
  user: LocalUser,
  channel: ChannelState,
  message: LocalMessage,
  parts: { triggerId: string; responseUrl: string; state: StateValues },
): Payload => ({
  type: 'block_actions',
  ...sender(world, user),
  container: messageContainer(message),
  trigger_id: parts.triggerId,
  channel: { id: channel.id, name: channelName(channel) },
  // An ephemeral message is not sent along: Slack does not keep it.
  ...(message.ephemeralTo === null ? { message: messageWire(world, message) } : {}),
  response_url: parts.responseUrl,
  state: { values: parts.state },
})

const messageContainer = (message: LocalMessage): Payload => ({
  type: 'message',
  message_ts: message.ts,
  channel_id: message.channel,
  is_ephemeral: message.ephemeralTo !== null,
})

export const viewActionPayload = (
  world: World,
  user: LocalUser,
  view: LocalView,
  triggerId: string,
): Payload => ({
  type: 'block_actions',
  ...sender(world, user),
  container: { type: 'view', view_id: view.id },
  trigger_id: triggerId,
  view: viewWire(view),
})

export const suggestionPayload = (
  world: World,
  user: LocalUser,
  target: LocalView | LocalMessage,
  parts: { blockId: string; actionId: string; value: string },
): Payload => ({
  type: 'block_suggestion',
  ...sender(world, user),
  container: 'ts' in target ? messageContainer(target) : { type: 'view', view_id: target.id },
  block_id: parts.blockId,
  action_id: parts.actionId,
  value: parts.value,
  ...('ts' in target ? { message: messageWire(world, target) } : { view: viewWire(target) }),
})

export const submissionPayload = (
  world: World,
  user: LocalUser,
  view: LocalView,
  parts: { triggerId: string; responseUrls: Payload[] },
): Payload => ({
  type: 'view_submission',
  ...sender(world, user),
  trigger_id: parts.triggerId,
  view: viewWire(view),
  response_urls: parts.responseUrls,
})

export const closedPayload = (
  world: World,
  user: LocalUser,
  view: LocalView,
  isCleared: boolean,
): Payload => ({
  type: 'view_closed',
  ...sender(world, user),
  view: viewWire(view),
  is_cleared: isCleared,
})
