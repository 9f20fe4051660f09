import type { Workflows } from '../../../workflows/for-slack.ts'
import type { LiveSetup } from '../../doors/setup.ts'
import { action, command, type Listener, submission } from '../../frame/listener.ts'
import { alertChannelIds } from '../../ids/alerts.ts'
import { readChannel } from './read.ts'
import { chooseView, savedView } from './view.ts'

export function alertChannelListeners(
  workflows: Pick<Workflows, 'readSetup' | 'setAlertChannel'>,
  liveSetup: Pick<LiveSetup, 'clicked' | 'refresh'>,
): Listener[] {
  const current = async (workspaceId: string) =>
    (await workflows.readSetup(workspaceId)).alertChannel?.id ?? null
  return [
    command('alerts', 'open', 'says to which channel alerts go', async ({ who, answer }) => {
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
