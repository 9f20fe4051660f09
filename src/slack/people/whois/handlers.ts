import type { SoughtPerson } from '../../../domain/staff.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { type Asked, action, command, type Listener } from '../../frame/listener.ts'
import { readOwnId } from '../../frame/read-json.ts'
import { refusal } from '../../frame/standard-views.ts'
import { whoisIds } from '../../ids/people.ts'
import { readWhois } from './read.ts'
import { whoisMessage } from './view.ts'

/** `/miro whois`: a person with their accounts. Without a name: oneself. */
export function whoisListeners(workflows: Pick<Workflows, 'whois'>, clock: () => Date): Listener[] {
  const show = async ({ who, answer }: Asked, named: SoughtPerson | null) => {
    const subject = named ?? { kind: 'slack', slackUserId: who.slackUserId }
    const answered = await workflows.whois({ workspaceId: who.workspaceId, by: who.slackUserId, subject })
    await answer.say(
      answered.outcome === 'refused' ? refusal(answered.refused).message : whoisMessage(answered, clock()),
    )
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
