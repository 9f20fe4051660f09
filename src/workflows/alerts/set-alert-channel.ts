import { shortensNames } from '../../domain/settings.ts'
import type { Uses } from '../uses.ts'
import { noteChannelChosen } from './note-channel.ts'

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
