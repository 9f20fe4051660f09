import type { LocalMessage, LocalUser, LocalUserGroup, LocalView } from './shapes.ts'
import type { ChannelState, World } from './world.ts'

/** Objects as Slack writes them. */

type Wire = Record<string, unknown>

export const handleOf = (user: LocalUser): string =>
  user.name ?? user.realName.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '.')

/** A user group. One that was switched off is no longer in a list without `include_disabled`. */
export const groupWire = (world: World, group: LocalUserGroup, withUsers: boolean): Wire => ({
  id: group.id,
  team_id: world.team.id,
  is_usergroup: true,
  is_subteam: true,
  name: group.name,
  handle: group.handle,
  is_external: false,
  date_delete: group.disabled === true ? 1_700_000_000 : 0,
  user_count: group.users.length,
  ...(withUsers ? { users: group.users } : {}),
})

/** A user object. Deactivated users have a sparse one, and e-mail addresses need their own scope. */
export const userWire = (world: World, user: LocalUser): Wire => {
  const home = user.teamId ?? world.team.id
  const email = user.email ?? null
  const withEmail = world.bot.scopes.includes('users:read.email') && email !== null && home === world.team.id
  const profile: Wire = {
    title: user.title ?? '',
    phone: '',
    skype: '',
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.displayName ?? '',
    display_name_normalized: user.displayName ?? '',
    fields: null,
    status_text: '',
    status_emoji: '',
    team: home,
    ...(user.isBot === true ? { bot_id: botIdOf(world, user), api_app_id: appIdOf(world, user) } : {}),
  }
  const common: Wire = {
    id: user.id,
    team_id: home,
    name: handleOf(user),
    deleted: user.deleted === true,
    is_bot: user.isBot === true,
    is_app_user: user.isAppUser === true,
    updated: user.updated ?? 1_700_000_000,
    ...(user.isWorkflowBot === true ? { is_workflow_bot: true } : {}),
    ...(user.isStranger === true ? { is_stranger: true } : {}),
  }
  if (user.deleted === true)
    return { ...common, profile: withEmail && user.keepsEmail === true ? { ...profile, email } : profile }
  return {
    ...common,
    color: '9f69e7',
    real_name: user.realName,
    ...timeZone(user.timeZone ?? 'Europe/Amsterdam'),
    profile: withEmail ? { ...profile, email } : profile,
    is_admin: user.isAdmin === true || user.isOwner === true || user.isPrimaryOwner === true,
    is_owner: user.isOwner === true || user.isPrimaryOwner === true,
    is_primary_owner: user.isPrimaryOwner === true,
    is_restricted: user.isRestricted === true || user.isUltraRestricted === true,
    is_ultra_restricted: user.isUltraRestricted === true,
    is_email_confirmed: user.isEmailConfirmed ?? (user.isInvited !== true && user.isBot !== true),
    who_can_share_contact_card: 'EVERYONE',
    ...(user.isInvited === true ? { is_invited_user: true } : {}),
    ...enterprise(world, user),
  }
}

const botIdOf = (world: World, user: LocalUser): string =>
  user.id === world.bot.userId ? world.bot.botId : `B${user.id.slice(1)}`

const appIdOf = (world: World, user: LocalUser): string =>
  user.id === world.bot.userId ? world.bot.appId : `A${user.id.slice(1)}`

const enterprise = (world: World, user: LocalUser): Wire => {
  const id = world.team.enterpriseId
  if (id === undefined) return {}
  return {
    enterprise_user: {
      id: user.id,
      enterprise_id: id,
      enterprise_name: world.team.name,
      is_admin: user.isAdmin === true,
      is_owner: user.isOwner === true,
      teams: [world.team.id],
    },
  }
}

const timeZone = (zone: string): Wire => ({
  tz: zone,
  tz_label: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone,
  tz_offset: offsetSeconds(zone),
})

const offsets = new Map<string, number>()

const offsetSeconds = (zone: string): number => {
  const known = offsets.get(zone)
  if (known !== undefined) return known
  const part = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(new Date(0))
    .find(({ type }) => type === 'timeZoneName')?.value
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(part ?? '')
  const seconds =
    match === null ? 0 : (Number(match[2]) * 3600 + Number(match[3]) * 60) * (match[1] === '-' ? -1 : 1)
  offsets.set(zone, seconds)
  return seconds
}

export const messageWire = (world: World, message: LocalMessage, withMetadata = true): Wire => ({
  type: 'message',
  user: message.user,
  ts: message.ts,
  team: world.team.id,
  text: message.text,
  ...(message.botId === null
    ? {}
    : {
        bot_id: message.botId,
        app_id: world.bot.appId,
        bot_profile: {
          id: message.botId,
          app_id: world.bot.appId,
          user_id: message.user,
          name: world.bot.name ?? 'Miro Access',
          deleted: false,
          team_id: world.team.id,
        },
      }),
  ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
  ...(message.files.length > 0 ? { files: structuredClone(message.files), upload: true } : {}),
  ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
  ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
  ...(message.edited === null ? {} : { edited: message.edited }),
  ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
})

export const channelWire = (world: World, channel: ChannelState): Wire => {
  const common: Wire = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.archived,
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    is_channel: channel.kind === 'public' || channel.kind === 'private',
    is_group: channel.kind === 'private' && channel.id.startsWith('G'),
    is_private: channel.kind !== 'public',
    is_org_shared: false,
    is_shared: channel.extShared,
    is_ext_shared: channel.extShared,
    is_pending_ext_shared: false,
    context_team_id: world.team.id,
    updated: channel.created * 1000,
  }
  if (channel.kind === 'im') return { ...common, user: channel.user, is_user_deleted: false, is_open: true }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_general: channel.name === 'general',
    unlinked: 0,
    creator: [...channel.members][0] ?? world.bot.userId,
    is_member: channel.members.has(world.bot.userId),
    shared_team_ids: [world.team.id],
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    num_members: channel.members.size,
  }
}

/** A view as it stands now: a copy, so that a payload already sent stays as it was. */
export const viewWire = (view: LocalView): Wire => structuredClone({ ...view }) as Wire
