import type { Audit } from '../audit.ts'
import { foreignError } from '../foreign-error.ts'
import { type ChannelWorksNeeds, noteChannelWorks } from './note-channel.ts'

type Channel =
  | {
      readonly outcome: 'found'
      readonly isShared: boolean
      readonly isArchived: boolean
      readonly isMember: boolean
    }
  | { readonly outcome: 'not_found' }

type Needs = {
  readonly clock: () => Date
  readonly channels: { info(channelId: string): Promise<Channel> }
  readonly workspaces: ChannelWorksNeeds['workspaces'] & {
    get(id: string): Promise<{ alertChannelId: string | null } | null>
  }
  readonly postTest: (channelId: string, by: string) => Promise<void>
  readonly alerts: ChannelWorksNeeds['alerts']
  readonly audit: Audit
  readonly requestDelivery: () => Promise<void>
}

export type TestSent =
  | { readonly outcome: 'no_channel' }
  | {
      readonly outcome: 'sent' | 'not_member' | 'shared' | 'archived' | 'not_found' | 'refused'
      readonly channelId: string
    }

/** Posts to the alert channel to show that alerts arrive. What waited because they did not is tried again at once. */
export async function sendTestMessage(
  needs: Needs,
  { workspaceId, by }: { readonly workspaceId: string; readonly by: string },
): Promise<TestSent> {
  const channelId = (await needs.workspaces.get(workspaceId))?.alertChannelId ?? null
  if (channelId === null) return { outcome: 'no_channel' }
  const channel = await needs.channels.info(channelId)
  if (channel.outcome === 'not_found') return { outcome: 'not_found', channelId }
  if (channel.isArchived) return { outcome: 'archived', channelId }
  if (channel.isShared) return { outcome: 'shared', channelId }
  if (!channel.isMember) return { outcome: 'not_member', channelId }
  try {
    await needs.postTest(channelId, by)
  } catch (error) {
    if (foreignError(error)?.permanent !== true) throw error
    return { outcome: 'refused', channelId }
  }
  await needs.audit.append({
    workspaceId,
    at: needs.clock(),
    actor: by,
    action: 'test_message_sent',
    subject: channelId,
    details: {},
  })
  if (await noteChannelWorks(needs, workspaceId, channelId)) await needs.requestDelivery()
  return { outcome: 'sent', channelId }
}
