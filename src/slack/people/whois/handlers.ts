import { wholeJournal } from '../../../domain/journal-window.ts'
import type { SoughtPerson } from '../../../domain/staff.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { type Asked, action, command, type Listener } from '../../frame/listener.ts'
import { readOwnId } from '../../frame/read-json.ts'
import { refusal } from '../../frame/standard-views.ts'
import { whoisIds } from '../../ids/people.ts'
import { readWhois } from './read.ts'
import { whoisMessage } from './view.ts'

/** Lines of the journal on a card. */
const historyLength = 5

/** `/miro whois`: a person with their accounts. Without a name: oneself. */
export function whoisListeners(
  workflows: Pick<Workflows, 'whois' | 'readJournal'>,
  clock: () => Date,
): Listener[] {
  const show = async ({ who, answer }: Asked, named: SoughtPerson | null) => {
    const subject = named ?? { kind: 'slack', slackUserId: who.slackUserId }
    const answered = await workflows.whois({ workspaceId: who.workspaceId, by: who.slackUserId, subject })
    if (answered.outcome === 'refused') return answer.say(refusal(answered.refused).message)
    const person = answered.outcome === 'found' && answered.viewer === 'admin' ? answered.person : null
    const history =
      person === null
        ? null
        : await workflows.readJournal({
            ...{ workspaceId: who.workspaceId, by: who.slackUserId, before: null, most: historyLength },
            filter: { ...wholeJournal, personId: person.id },
          })
    await answer.say(whoisMessage(answered, clock(), history))
  }
  return [
    command(
      ['whois', 'who'],
      'message',
      'shows your Miro accounts; who administers this bot may name anybody: a mention, an e-mail address or a name',
      asked => show(asked, readWhois(asked.text)),
    ),
    action(whoisIds.show, 'message', async asked => {
      const personId = readOwnId(asked.value)
      await show(asked, personId === null ? null : { kind: 'person', personId })
    }),
  ]
}
