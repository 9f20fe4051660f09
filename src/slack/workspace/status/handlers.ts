import type { Workflows } from '../../../workflows/for-slack.ts'
import type { Listener } from '../../frame/listener.ts'
import { statusMessage } from './view.ts'

/** Where everything stands, in one message only the person sees. */
export const statusListeners = (
  workflows: Pick<Workflows, 'readSetup' | 'readChecks' | 'nextSync'>,
): Listener[] => [
  {
    kind: 'word',
    word: 'status',
    also: ['setup'],
    does: 'shows what is set up, what comes next, the last sync and what is open',
    screen: 'message',
    async handle({ who: { workspaceId }, answer }) {
      const setup = await workflows.readSetup(workspaceId)
      const reports = await workflows.readChecks(workspaceId)
      await answer.say(statusMessage(setup, reports, await workflows.nextSync(workspaceId)))
    },
  },
]
