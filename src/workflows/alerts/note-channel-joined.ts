import { type ChannelWorksNeeds, noteChannelWorks } from './note-channel.ts'

type Needs = ChannelWorksNeeds & {
  readonly workspaces: {
    get(id: string): Promise<{
      botUserId: string
      alertChannelId: string | null
      alertChannelTrouble: string | null
    } | null>
  }
  readonly requestDelivery: () => Promise<void>
}

/** What being in the channel puts right. */
const notThere = new Set(['not_in_channel', 'channel_not_found'])

/** Somebody came into a channel. When that is the bot, and alerts wait for it there, they follow at once. */
export async function noteChannelJoined(
  needs: Needs,
  { workspaceId, channelId, slackUserId }: { workspaceId: string; channelId: string; slackUserId: string },
): Promise<void> {
  const workspace = await needs.workspaces.get(workspaceId)
  if (workspace?.botUserId !== slackUserId || workspace.alertChannelId !== channelId) return
  if (!notThere.has(workspace.alertChannelTrouble ?? '')) return
  if (await noteChannelWorks(needs, workspaceId, channelId)) await needs.requestDelivery()
}
