import type { Workflows } from '../../../workflows/for-slack.ts'
import { nearestWord, splitWord } from '../../frame/command-words.ts'
import type { Allow } from '../../frame/gate.ts'
import { command, type Listener, type WordListener } from '../../frame/listener.ts'
import { policy } from '../../policy.ts'
import { helpMessage, memberHelp, unknownMessage } from './view.ts'

/** What a command's row says where members may use it. */
const everybody: ReadonlySet<Allow | undefined> = new Set<Allow>(['member', 'own', 'anyone'])

/** `/miro`, `/miro help`, and every word that is none of the others. */
export function helpListeners(
  workflows: Pick<Workflows, 'readSetup' | 'standing'>,
  words: () => readonly WordListener[],
  documentation: string | null,
): Listener[] {
  return [
    command('help', 'message', 'shows this', async ({ who, answer, text }) => {
      const isAdmin = (await workflows.standing(who)).as === 'admin'
      const commands = words().filter(({ word }) => isAdmin || everybody.has(policy.get(`/miro ${word}`)))
      const [typed] = splitWord(text)
      if (typed !== '') {
        const spellings = commands.flatMap(({ word, also }) => [word, ...also])
        return answer.say(unknownMessage(typed, nearestWord(typed, spellings)))
      }
      const { slackAdmins: admins } = await workflows.readSetup(who.workspaceId)
      await answer.say(isAdmin ? helpMessage({ commands, admins, documentation }) : memberHelp({ admins }))
    }),
  ]
}
