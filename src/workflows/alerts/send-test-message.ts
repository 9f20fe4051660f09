import { foreignError } from '../foreign-error.ts'
import type { Uses } from '../uses.ts'
import { noteChannelWorks } from './note-channel.ts'

type Testing = Parameters<typeof noteChannelWorks>[0] &
  Uses<'channels.info' | 'workspaces.get' | 'postTest' | 'audit.append' | 'requestDelivery'>

export type TestSent =
  | { readonly outcome: 'no_channel' }
  | {
      readonly outcome: 'sent' | 'not_member' | 'shared' | 'archived' | 'not_found' | 'refused'
      readonly channelId: string
    }

/** Posts to the alert channel to show that alerts arrive. What waited because they did not is tried again at once. */
export async function sendTestMessage(
  world: Testing,
  { workspaceId, by }: { readonly workspaceId: string; readonly by: string },
): Promise<TestSent> {
  const channelId = (await world.workspaces.get(workspaceId))?.alertChannelId ?? null
  if (channelId === null) return { outcome: 'no_channel' }
  const channel = await world.channels.info(channelId)
  if (channel.outcome === 'not_found') return { outcome: 'not_found', channelId }
  if (channel.isArchived) return { outcome: 'archived', channelId }
  if (channel.isShared) return { outcome: 'shared', channelId }
  if (!channel.isMember) return { outcome: 'not_member', channelId }
  try {
    await world.postTest(channelId, by)
  } catch (error) {
    if (foreignError(error)?.permanent !== true) throw error
    return { outcome: 'refused', channelId }
  }
  await world.audit.append({
    workspaceId,
    at: world.clock(),
    actor: by,
    action: 'test_message_sent',
    subject: channelId,
    details: {},
  })
  if (await noteChannelWorks(world, workspaceId, channelId)) await world.requestDelivery()
  return { outcome: 'sent', channelId }
}
