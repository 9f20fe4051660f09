import type { Workflows } from '../../../workflows/for-slack.ts'
import { action, command, type Listener } from '../../frame/listener.ts'
import { setupIds } from '../../ids/workspace.ts'
import { setupModal } from '../setup/view.ts'
import { statusMessage } from './view.ts'

/** Where everything stands, in one message only the person sees; and how far the setup is, with its next step. */
export const statusListeners = (
  workflows: Pick<Workflows, 'readSetup' | 'readChecks' | 'nextSync'>,
): Listener[] => [
  command(
    ['status', 'setup'],
    'message',
    'shows what is set up, what comes next, the last sync and what is open',
    async ({ who: { workspaceId }, answer }) => {
      const setup = await workflows.readSetup(workspaceId)
      const reports = await workflows.readChecks(workspaceId)
      await answer.say(statusMessage(setup, reports, await workflows.nextSync(workspaceId)))
    },
  ),
  action(setupIds.open, 'open', async ({ who, answer }) => {
    await answer.show(setupModal(await workflows.readSetup(who.workspaceId)))
  }),
]
