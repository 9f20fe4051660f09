import type { Delivery } from './delivery.ts'
import type { Delivered } from './delivery-http.ts'
import { newerBlocks } from './limits.ts'
import type { LocalChannel, LocalUser, LocalUserGroup } from './shapes.ts'
import { groupWire, userWire } from './wire.ts'
import { type ChannelState, findChannel, nextTs, type TokenTrouble, type World } from './world.ts'

/** Things that happen to a workspace, each with the event Slack sends for it. They resolve when the event is acknowledged. */
export class WorldChanges {
  private readonly world: World
  private readonly delivery: Delivery

  constructor(world: World, delivery: Delivery) {
    this.world = world
    this.delivery = delivery
  }

  /** Deactivates a person: sparse profile from now on, sessions and group seats gone. */
  async deactivateUser(id: string): Promise<Delivered | null> {
    for (const channel of this.world.channels.values()) {
      if (channel.kind !== 'im') channel.members.delete(id)
    }
    for (const group of this.world.userGroups) group.users = group.users.filter(user => user !== id)
    this.world.stacks.delete(id)
    return await this.changeUser(id, { deleted: true })
  }

  async reactivateUser(id: string): Promise<Delivered | null> {
    return await this.changeUser(id, { deleted: false })
  }

  async setAdmin(id: string, isAdmin: boolean): Promise<Delivered | null> {
    return await this.changeUser(id, { isAdmin })
  }

  /** Multi-channel guest, or a full member again. */
  async makeGuest(id: string, guest = true): Promise<Delivered | null> {
    return await this.changeUser(id, { isRestricted: guest, isUltraRestricted: false })
  }

  async rename(id: string, realName: string): Promise<Delivered | null> {
    return await this.changeUser(id, { realName })
  }

  async changeTitle(id: string, title: string): Promise<Delivered | null> {
    return await this.changeUser(id, { title })
  }

  async changeEmail(id: string, email: string | null): Promise<Delivered | null> {
    return await this.changeUser(id, { email })
  }

  async addUser(user: LocalUser): Promise<Delivered | null> {
    if (this.world.users.has(user.id)) throw new Error(`There is a user ${user.id} already`)
    const own = { ...user }
    this.world.users.set(own.id, own)
    this.world.userOrder.push(own)
    this.world.changed('user')
    return await this.delivery.emit({ type: 'team_join', user: userWire(this.world, own) })
  }

  /** Makes a user group, or gives one other members, another name, or switches it off. */
  async changeGroup(group: LocalUserGroup): Promise<Delivered | null> {
    const known = this.world.userGroups.find(({ id }) => id === group.id)
    if (known === undefined) this.world.userGroups.push({ ...group })
    else Object.assign(known, group)
    this.world.changed('group')
    const type = known === undefined ? 'subteam_created' : 'subteam_updated'
    return await this.delivery.emit({ type, subteam: groupWire(this.world, group, true) })
  }

  async putIntoGroup(groupId: string, userId: string, inside = true): Promise<Delivered | null> {
    const group = this.world.userGroups.find(({ id }) => id === groupId)
    if (group === undefined) throw new Error(`There is no user group ${groupId}`)
    const others = group.users.filter(id => id !== userId)
    group.users = inside ? [...others, userId] : others
    this.world.changed('group')
    return await this.delivery.emit({
      type: 'subteam_members_changed',
      subteam_id: groupId,
      team_id: this.world.team.id,
      added_users: inside ? [userId] : [],
      removed_users: inside ? [] : [userId],
    })
  }

  addChannel(channel: LocalChannel): void {
    addChannelTo(this.world, channel)
    this.world.changed('channel')
  }

  async archiveChannel(reference: string, archived = true): Promise<Delivered | null> {
    const channel = this.channelState(reference)
    channel.archived = archived
    this.world.changed('channel')
    const type = `${channel.kind === 'private' ? 'group' : 'channel'}_${archived ? 'archive' : 'unarchive'}`
    return await this.delivery.emit({ type, channel: channel.id })
  }

  async renameChannel(reference: string, name: string): Promise<Delivered | null> {
    const channel = this.channelState(reference)
    channel.name = name
    this.world.changed('channel')
    return await this.delivery.emit({
      type: 'channel_rename',
      channel: { id: channel.id, name, created: channel.created },
    })
  }

  /** Slack gives the channel another id; the old one is known no more. */
  async changeChannelId(reference: string, id: string): Promise<Delivered | null> {
    const channel = this.channelState(reference)
    const old = channel.id
    this.world.channels.delete(old)
    channel.id = id
    this.world.channels.set(id, channel)
    this.world.changed('channel')
    return await this.delivery.emit({
      type: 'channel_id_changed',
      old_channel_id: old,
      new_channel_id: id,
    })
  }

  async inviteBot(reference: string): Promise<Delivered | null> {
    const channel = this.channelState(reference)
    channel.members.add(this.world.bot.userId)
    this.world.changed('channel')
    return await this.delivery.emit(this.membership('member_joined_channel', channel))
  }

  async kickBot(reference: string): Promise<Delivered | null> {
    const channel = this.channelState(reference)
    channel.members.delete(this.world.bot.userId)
    this.world.changed('channel')
    return await this.delivery.emit(this.membership('member_left_channel', channel))
  }

  /** From now on Slack answers that a file is completed and shares it later: when what this returns is called. */
  holdShares(): () => void {
    this.world.heldShares ??= []
    return () => {
      const held = this.world.heldShares ?? []
      this.world.heldShares = null
      for (const share of held) share()
    }
  }

  /** A person deletes a message of the bot. */
  deleteMessage(reference: string, ts: string): void {
    const channel = this.channelState(reference)
    const index = channel.messages.findIndex(message => message.ts === ts)
    if (index < 0) throw new Error(`There is no message ${ts} in ${reference}`)
    channel.messages.splice(index, 1)
    this.world.changed('message')
  }

  /** From now on the tokens are refused with this error. */
  async revokeToken(trouble: TokenTrouble = 'token_revoked'): Promise<Delivered | null> {
    this.world.tokenTrouble = trouble
    this.world.changed('token')
    if (trouble === 'invalid_auth') return null
    return await this.delivery.emit({
      type: 'tokens_revoked',
      tokens: { oauth: [], bot: [this.world.bot.userId] },
    })
  }

  /** The app is removed from the workspace. */
  async uninstall(): Promise<Delivered | null> {
    await this.revokeToken('account_inactive')
    return await this.delivery.emit({ type: 'app_uninstalled' })
  }

  /** The tokens work again. */
  reinstall(): void {
    this.world.tokenTrouble = null
    this.world.changed('token')
  }

  /** From now on blocks that Slack has had since 2026 are taken, or refused as in a workspace that has none of them. */
  takeNewerBlocks(takes: boolean): void {
    this.world.refusedBlocks = takes ? [] : newerBlocks
  }

  private async changeUser(id: string, change: Partial<LocalUser>): Promise<Delivered | null> {
    const user = this.world.users.get(id)
    if (user === undefined) throw new Error(`There is no user ${id}`)
    const before = guestStatus(user)
    Object.assign(user, change, { updated: Math.floor(this.world.clock().getTime() / 1000) })
    this.world.changed('user')
    const about = { user: userWire(this.world, user), cache_ts: user.updated }
    const delivered = await this.delivery.emit({ type: 'user_change', ...about })
    if (guestStatus(user) !== before)
      await this.delivery.emit({ type: 'user_guest_status_changed', ...about })
    return delivered
  }

  private channelState(reference: string): ChannelState {
    const channel = findChannel(this.world, reference)
    if (channel === null) throw new Error(`There is no channel ${reference}`)
    return channel
  }

  private membership(type: string, channel: ChannelState): Record<string, unknown> {
    return {
      type,
      user: this.world.bot.userId,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: this.world.team.id,
      event_ts: nextTs(this.world),
    }
  }
}

/** A guest's deactivation changes it too; a member's does not. */
const guestStatus = (user: LocalUser): string => {
  const guest = user.isUltraRestricted === true ? 'single' : user.isRestricted === true ? 'multi' : ''
  return guest !== '' && user.deleted === true ? `${guest} gone` : guest
}

/** Puts a channel into the world. */
export const addChannelTo = (world: World, channel: LocalChannel): void => {
  const kind = channel.kind ?? 'public'
  world.channels.set(channel.id, {
    id: channel.id,
    name: channel.name ?? '',
    kind,
    members: new Set(channel.members ?? []),
    archived: channel.archived === true,
    extShared: channel.extShared === true,
    user: channel.user ?? null,
    created: 1_700_000_000,
    messages: [],
  })
}
