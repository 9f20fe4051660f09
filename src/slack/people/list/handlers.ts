import type { Workflows } from '../../../workflows/for-slack.ts'
import { type Asked, action, command, type Listener } from '../../frame/listener.ts'
import { peopleIds } from '../../ids/people.ts'
import { type PeopleAsked, readChosen, readOpening, readTurn } from './read.ts'
import { peopleListView } from './view.ts'

/** `/miro people`: who leaves soon, who left, contractors, who is on leave, and who has no address. */
export function peopleListListeners(workflows: Pick<Workflows, 'readPeople'>, clock: () => Date): Listener[] {
  const show = async ({ who, answer }: Asked, asked: PeopleAsked) => {
    const { workspaceId, slackUserId: by } = who
    await answer.show(peopleListView(await workflows.readPeople({ workspaceId, by, ...asked }), clock()))
  }
  return [
    command(
      'people',
      'open',
      'lists who leaves soon, who left, contractors, who is on leave, and who has no e-mail address',
      asked => show(asked, readOpening(asked.text)),
    ),
    action(peopleIds.open, 'open', asked => show(asked, readOpening(asked.value))),
    action(peopleIds.list, 'update', asked => show(asked, readChosen(asked))),
    action(peopleIds.next, 'update', asked => show(asked, readTurn(asked.value, asked))),
    action(peopleIds.previous, 'update', asked => show(asked, readTurn(asked.value, asked))),
  ]
}
