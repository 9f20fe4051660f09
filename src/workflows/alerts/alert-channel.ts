import { shortensNames } from '../../domain/settings.ts'
import { type Logging, logDeed } from '../audit.ts'
import { foreignError } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'
import { noteChannelMoved } from './channel-moved.ts'
import { noteChannelChosen, noteChannelWorks } from './channel-trouble.ts'

type Choosing = Parameters<typeof noteChannelChosen>[0] &
  Logging &
  Parameters<typeof noteChannelMoved>[0] &
  Uses<
    'channels.info' | 'channels.join' | 'workspaces.get' | 'workspaces.setAlertChannel' | 'requestDelivery'
  >

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
  const { workspaceId, channelId, by } = input
  const channel = await world.channels.info(channelId)
  if (channel.outcome === 'not_found') return { outcome: 'not_found', name: null }
  const { name, isPublic } = channel
  const unfit = unfitFor(channel)
  // Nobody needs to invite it where it can come by itself.
  const joined = unfit === 'not_member' && isPublic && (await world.channels.join(channelId))
  if (unfit !== null && !joined) return { outcome: unfit, name }
  const { maskNames = 'automatic', alertChannelId = null } = (await world.workspaces.get(workspaceId)) ?? {}
  const chosen = { channelId, name, isPublic, setBy: by }
  await world.workspaces.setAlertChannel(workspaceId, chosen, world.clock())
  await noteChannelChosen(world, workspaceId, channelId)
  if (alertChannelId !== null && alertChannelId !== channelId)
    await noteChannelMoved(world, workspaceId, { from: alertChannelId, to: channelId })
  const details = { name, isPublic, ...(joined && { joined }) }
  await logDeed(world, { workspaceId, by, action: 'alert_channel_set', subject: channelId, details })
  await world.requestDelivery()
  return {
    outcome: 'set',
    name,
    isPublic,
    shortensNames: shortensNames(maskNames, isPublic),
    before: alertChannelId === channelId ? null : alertChannelId,
  }
}

/** Why alerts cannot go to a channel; null: they can. */
function unfitFor(channel: Extract<Answer<'channels.info'>, { outcome: 'found' }>) {
  if (channel.isArchived) return 'archived'
  if (channel.isShared) return 'shared'
  return channel.isMember ? null : 'not_member'
}

type Testing = Parameters<typeof noteChannelWorks>[0] &
  Logging &
  Uses<'channels.info' | 'workspaces.get' | 'postTest' | 'requestDelivery'>

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
  const unfit = unfitFor(channel)
  if (unfit !== null) return { outcome: unfit, channelId }
  try {
    await world.postTest(channelId, by)
  } catch (error) {
    if (foreignError(error)?.permanent !== true) throw error
    return { outcome: 'refused', channelId }
  }
  await logDeed(world, { workspaceId, by, action: 'test_message_sent', subject: channelId })
  if (await noteChannelWorks(world, workspaceId, channelId)) await world.requestDelivery()
  return { outcome: 'sent', channelId }
}
