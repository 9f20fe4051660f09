import { type MaskNames, shortensNames } from '../../domain/settings.ts'
import type { Audit } from '../audit.ts'
import { noteChannelChosen } from './note-channel.ts'

type Channel =
  | {
      readonly outcome: 'found'
      readonly name: string
      readonly isPublic: boolean
      /** Shared with another company, or about to be. */
      readonly isShared: boolean
      readonly isArchived: boolean
      readonly isMember: boolean
    }
  | { readonly outcome: 'not_found' }

type Needs = Parameters<typeof noteChannelChosen>[0] & {
  readonly clock: () => Date
  readonly channels: { info(channelId: string): Promise<Channel> }
  readonly workspaces: {
    get(id: string): Promise<{ maskNames: MaskNames; alertChannelId: string | null } | null>
    setAlertChannel(
      id: string,
      channel: { channelId: string; name: string; isPublic: boolean; setBy: string },
      now: Date,
    ): Promise<unknown>
  }
  readonly audit: Audit
  readonly requestDelivery: () => Promise<void>
}

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
  needs: Needs,
  input: { readonly workspaceId: string; readonly channelId: string; readonly by: string },
): Promise<AlertChannelSet> {
  const channel = await needs.channels.info(input.channelId)
  if (channel.outcome === 'not_found') return { outcome: 'not_found', name: null }
  const { name, isPublic } = channel
  if (channel.isArchived) return { outcome: 'archived', name }
  if (channel.isShared) return { outcome: 'shared', name }
  if (!channel.isMember) return { outcome: 'not_member', name }
  const now = needs.clock()
  const { maskNames = 'automatic', alertChannelId = null } =
    (await needs.workspaces.get(input.workspaceId)) ?? {}
  await needs.workspaces.setAlertChannel(
    input.workspaceId,
    { channelId: input.channelId, name, isPublic, setBy: input.by },
    now,
  )
  await noteChannelChosen(needs, input.workspaceId, input.channelId)
  await needs.audit.append({
    workspaceId: input.workspaceId,
    at: now,
    actor: input.by,
    action: 'alert_channel_set',
    subject: input.channelId,
    details: { name, isPublic },
  })
  await needs.requestDelivery()
  return {
    outcome: 'set',
    name,
    isPublic,
    shortensNames: shortensNames(maskNames, isPublic),
    before: alertChannelId === input.channelId ? null : alertChannelId,
  }
}
