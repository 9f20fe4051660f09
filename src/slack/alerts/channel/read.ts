import { z } from 'zod'
import type { Submitted } from '../../frame/listener.ts'
import { alertChannelIds } from '../../ids/alerts.ts'

export type Chosen = { readonly channelId: string }

const chosen = z.object({ selected_conversation: z.string().nullish() })

export function readChannel({
  state,
}: Pick<Submitted, 'state'>): { problems: Record<string, string> } | { input: Chosen } {
  const read = chosen.safeParse(state[alertChannelIds.channel]?.[alertChannelIds.channel]).data
  const channelId = read?.selected_conversation ?? ''
  if (/^[CG][A-Z0-9]{2,}$/.test(channelId)) return { input: { channelId } }
  return { problems: { [alertChannelIds.channel]: 'Choose a channel.' } }
}
