import { z } from 'zod'
import type { Workflows } from '../../../workflows/for-slack.ts'
import type { LiveSetup } from '../../doors/setup.ts'
import { chosenChannel } from '../../frame/form-answers.ts'
import {
  action,
  command,
  event,
  type Listener,
  type Read,
  type Submitted,
  submission,
} from '../../frame/listener.ts'
import { alertChannelIds } from '../../ids/alerts.ts'
import { chooseView, savedView } from './view.ts'

export function alertChannelListeners(
  workflows: Pick<Workflows, 'readSetup' | 'setAlertChannel'>,
  liveSetup: Pick<LiveSetup, 'clicked' | 'refresh'>,
): Listener[] {
  const current = async (workspaceId: string) =>
    (await workflows.readSetup(workspaceId)).alertChannel?.id ?? null
  return [
    command('alerts', 'open', 'chooses the channel for alerts', async ({ who, answer }) => {
      await answer.show(chooseView(await current(who.workspaceId)))
    }),
    action(alertChannelIds.open, 'open', async asked => {
      liveSetup.clicked(asked)
      await asked.answer.show(chooseView(await current(asked.who.workspaceId)))
    }),
    submission(alertChannelIds.modal, readChannel, async ({ who, answer }, { channelId }) => {
      const set = await workflows.setAlertChannel({
        workspaceId: who.workspaceId,
        channelId,
        by: who.slackUserId,
      })
      if (set.outcome !== 'set') return answer.show(chooseView(null, { ...set, channelId }))
      const setup = await liveSetup.refresh(who.workspaceId)
      const { shortensNames, before } = set
      await answer.show(savedView(setup, { id: channelId, shortensNames, before }))
    }),
  ]
}

export function readChannel({ state }: Pick<Submitted, 'state'>): Read<{ channelId: string }> {
  const channelId = chosenChannel(state, alertChannelIds.channel)
  return channelId === null
    ? { problems: { [alertChannelIds.channel]: 'Choose a channel.' } }
    : { input: { channelId } }
}

const joined = z.object({ user: z.string().min(1), channel: z.string().min(1) })

const renumbered = z.object({ old_channel_id: z.string().min(1), new_channel_id: z.string().min(1) })

/** The bot was invited to a channel, so alerts that could not be posted there follow; or a channel has another id. */
export const channelEventListeners = (
  workflows: Pick<Workflows, 'noteChannelJoined' | 'noteChannelIdChanged'>,
): Listener[] => [
  event('member_joined_channel', async ({ workspaceId, event }) => {
    const { user: slackUserId, channel: channelId } = joined.safeParse(event).data ?? {}
    if (slackUserId !== undefined && channelId !== undefined)
      await workflows.noteChannelJoined({ workspaceId, slackUserId, channelId })
  }),
  event('channel_id_changed', async ({ workspaceId, event }) => {
    const { old_channel_id: from, new_channel_id: to } = renumbered.safeParse(event).data ?? {}
    if (from !== undefined && to !== undefined)
      await workflows.noteChannelIdChanged({ workspaceId, from, to })
  }),
]
