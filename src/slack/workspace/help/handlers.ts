import type { Workflows } from '../../../workflows/for-slack.ts'
import { nearestWord, splitWord } from '../../frame/command-words.ts'
import type { Allow } from '../../frame/gate.ts'
import { command, type Listener, type WordListener } from '../../frame/listener.ts'
import { policy } from '../../policy.ts'
import { helpMessage } from './view.ts'

/** What a command's row says where members may use it. */
const everybody: ReadonlySet<Allow | undefined> = new Set<Allow>(['member', 'own', 'anyone'])

/** `/miro`, `/miro help`, and every word that is none of the others. */
export function helpListeners(
  workflows: Pick<Workflows, 'readSetup'>,
  words: () => readonly WordListener[],
): Listener[] {
  return [
    command('help', 'message', 'shows this', async ({ who, answer, text }) => {
      const { slackAdmins } = await workflows.readSetup(who.workspaceId)
      const commands = words().map(one => ({
        ...one,
        everybody: everybody.has(policy.get(`/miro ${one.word}`)),
      }))
      const [typed] = splitWord(text)
      const spellings = commands.flatMap(({ word, also }) => [word, ...also])
      const unknown = typed === '' ? null : { typed, nearest: nearestWord(typed, spellings) }
      await answer.say(helpMessage({ commands, admins: slackAdmins, unknown }))
    }),
  ]
}
