import { wholeJournal } from '../../../domain/journal-window.ts'
import type { SoughtPerson } from '../../../domain/staff.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { type Asked, action, command, type Listener } from '../../frame/listener.ts'
import { readOwnId } from '../../frame/read-json.ts'
import { refusal, saidView } from '../../frame/standard-views.ts'
import { whoisIds } from '../../ids/people.ts'
import { readSought } from '../sought.ts'
import { personView, whoisMessage } from './view.ts'

/** Lines of the journal on a card. */
const historyLength = 5

/** `/miro whois`: a person with their accounts. Without a name: oneself. */
export function whoisListeners(
  workflows: Pick<Workflows, 'whois' | 'readJournal'>,
  clock: () => Date,
): Listener[] {
  const find = async ({ who }: Asked, named: SoughtPerson | null) => {
    const subject = named ?? { kind: 'slack', slackUserId: who.slackUserId }
    const answered = await workflows.whois({ workspaceId: who.workspaceId, by: who.slackUserId, subject })
    if (answered.outcome === 'refused') return { answered, history: null }
    const person = answered.outcome === 'found' && answered.viewer === 'admin' ? answered.person : null
    const history =
      person === null
        ? null
        : await workflows.readJournal({
            ...{ workspaceId: who.workspaceId, by: who.slackUserId, before: null, most: historyLength },
            filter: { ...wholeJournal, personId: person.id },
          })
    return { answered, history }
  }
  const say = async (asked: Asked, named: SoughtPerson | null) => {
    const { answered, history } = await find(asked, named)
    await asked.answer.say(
      answered.outcome === 'refused'
        ? refusal(answered.refused).message
        : whoisMessage(answered, clock(), history),
    )
  }
  const show = async (asked: Asked, personId: string | null) => {
    const { answered, history } = await find(asked, { kind: 'person', personId: personId ?? '' })
    await asked.answer.show(
      answered.outcome === 'refused'
        ? saidView(refusal(answered.refused))
        : personView(answered, clock(), history),
    )
  }
  return [
    command(
      ['whois', 'who'],
      'message',
      'shows your Miro accounts; administrators may name anybody: a mention, an e-mail address or a name',
      asked => say(asked, readSought(asked.text)),
    ),
    action(whoisIds.show, 'message', async asked => {
      const personId = readOwnId(asked.value)
      await say(asked, personId === null ? null : { kind: 'person', personId })
    }),
    action(whoisIds.open, 'open', asked => show(asked, readOwnId(asked.value))),
  ]
}
