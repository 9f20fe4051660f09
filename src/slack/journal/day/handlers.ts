import type { Workflows } from '../../../workflows/for-slack.ts'
import { command, type Listener } from '../../frame/listener.ts'
import { pastDayMessage } from './view.ts'

/** `/miro day`: who had access at the end of a past day, and what the checks say of it. */
export const dayListeners = (workflows: Pick<Workflows, 'readPastDay'>): Listener[] => [
  command(
    ['day'],
    'message',
    'shows who had access at the end of a past day, made anew from the journal: `/miro day 2026-11-03`',
    async ({ who: { workspaceId }, text, answer }) => {
      await answer.say(pastDayMessage(await workflows.readPastDay({ workspaceId, day: text.trim() })))
    },
  ),
]
