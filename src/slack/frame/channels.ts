import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { callSlack, SlackError } from './errors.ts'

export type ChannelInfo =
  | {
      readonly outcome: 'found'
      readonly name: string
      readonly isPublic: boolean
      /** Shared with another company, or about to be. */
      readonly isShared: boolean
      readonly isArchived: boolean
      /** The bot is in it. */
      readonly isMember: boolean
    }
  | { readonly outcome: 'not_found' }

const flag = z.boolean().nullish()

const wire = z.object({
  channel: z.object({
    id: z.string(),
    name: z.string().nullish(),
    is_private: flag,
    is_im: flag,
    is_mpim: flag,
    is_archived: flag,
    is_ext_shared: flag,
    is_pending_ext_shared: flag,
    is_member: flag,
  }),
})

export type Channels = {
  info(channelId: string): Promise<ChannelInfo>
  /** Joins a public channel. False: Slack does not let the bot, so somebody has to invite it. */
  join(channelId: string): Promise<boolean>
}

/** A direct or group message cannot be an alert channel, and a private channel without the bot does not exist for it. */
export function openChannels(client: WebClient): Channels {
  return {
    async join(channel) {
      try {
        await callSlack(() => client.conversations.join({ channel }))
        return true
      } catch (error) {
        if (error instanceof SlackError && error.permanent) return false
        throw error
      }
    },

    async info(channelId) {
      try {
        const { channel } = wire.parse(
          await callSlack(() => client.conversations.info({ channel: channelId })),
        )
        if (channel.is_im === true || channel.is_mpim === true) return { outcome: 'not_found' }
        return {
          outcome: 'found',
          name: channel.name ?? channel.id,
          isPublic: channel.is_private !== true,
          isShared: channel.is_ext_shared === true || channel.is_pending_ext_shared === true,
          isArchived: channel.is_archived === true,
          isMember: channel.is_member === true,
        }
      } catch (error) {
        if (error instanceof SlackError && error.kind === 'channel_not_found') return { outcome: 'not_found' }
        throw error
      }
    },
  }
}
