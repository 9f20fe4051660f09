import type { Uses } from '../uses.ts'
import { noteChannelWorks } from './note-channel.ts'

/** What being in the channel puts right. */
const notThere = new Set(['not_in_channel', 'channel_not_found'])

/** Somebody came into a channel. When that is the bot, and alerts wait for it there, they follow at once. */
export async function noteChannelJoined(
  world: Parameters<typeof noteChannelWorks>[0] & Uses<'workspaces.get' | 'requestDelivery' | 'home.changed'>,
  { workspaceId, channelId, slackUserId }: { workspaceId: string; channelId: string; slackUserId: string },
): Promise<void> {
  const workspace = await world.workspaces.get(workspaceId)
  const isOurs = workspace?.botUserId === slackUserId && workspace.alertChannelId === channelId
  if (isOurs && notThere.has(workspace.alertChannelTrouble ?? ''))
    if (await noteChannelWorks(world, workspaceId, channelId)) await world.requestDelivery()
  world.home.changed(workspaceId)
}
