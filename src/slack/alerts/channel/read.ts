import { chosenChannel } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { alertChannelIds } from '../../ids/alerts.ts'

export type Chosen = { readonly channelId: string }

export function readChannel({ state }: Pick<Submitted, 'state'>): Read<Chosen> {
  const channelId = chosenChannel(state, alertChannelIds.channel)
  return channelId === null
    ? { problems: { [alertChannelIds.channel]: 'Choose a channel.' } }
    : { input: { channelId } }
}
