import { shortensNames } from '../../domain/settings.ts'
import { foreignError } from '../foreign-error.ts'
import type { Uses } from '../uses.ts'
import { noteChannelChosen, noteChannelWorks } from './channel-trouble.ts'

type Choosing = Parameters<typeof noteChannelChosen>[0] &
  Uses<'channels.info' | 'workspaces.get' | 'workspaces.setAlertChannel' | 'audit.append' | 'requestDelivery'>

export type AlertChannelSet =
  | {
      readonly outcome: 'set'
      readonly name: string
      readonly isPublic: boolean
      /** People are named there by their initials. */
      readonly shortensNames: boolean
      /** The other channel where alerts went so far: what was posted stays there. null: there was none. */
      readonly before: string | null
    }
  | { readonly outcome: 'not_member' | 'shared' | 'archived' | 'not_found'; readonly name: string | null }

/** Chooses where alerts go. What waited for a channel is posted at once. */
export async function setAlertChannel(
  world: Choosing,
  input: { readonly workspaceId: string; readonly channelId: string; readonly by: string },
): Promise<AlertChannelSet> {
  const channel = await world.channels.info(input.channelId)
  if (channel.outcome === 'not_found') return { outcome: 'not_found', name: null }
  const { name, isPublic } = channel
  if (channel.isArchived) return { outcome: 'archived', name }
  if (channel.isShared) return { outcome: 'shared', name }
  if (!channel.isMember) return { outcome: 'not_member', name }
  const now = world.clock()
  const { maskNames = 'automatic', alertChannelId = null } =
    (await world.workspaces.get(input.workspaceId)) ?? {}
  await world.workspaces.setAlertChannel(
    input.workspaceId,
    { channelId: input.channelId, name, isPublic, setBy: input.by },
    now,
  )
  await noteChannelChosen(world, input.workspaceId, input.channelId)
  await world.audit.append({
    workspaceId: input.workspaceId,
    at: now,
    actor: input.by,
    action: 'alert_channel_set',
    subject: input.channelId,
    details: { name, isPublic },
  })
  await world.requestDelivery()
  return {
    outcome: 'set',
    name,
    isPublic,
    shortensNames: shortensNames(maskNames, isPublic),
    before: alertChannelId === input.channelId ? null : alertChannelId,
  }
}

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
