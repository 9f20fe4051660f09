import type { Workflows } from '../../../workflows/for-slack.ts'
import { type ActionAsked, type Asked, action, command, type Listener } from '../../frame/listener.ts'
import { leaversIds } from '../../ids/journal.ts'
import { type LeaversAsked, opening, readChosen, readTurn } from './read.ts'
import { leaversView, noLeaversView } from './view.ts'

/** `/miro leavers`: who left, and when their access ended. */
export function leaversListeners(workflows: Pick<Workflows, 'readLeavers'>): Listener[] {
  const show = async ({ who, answer }: Asked, asked: LeaversAsked) => {
    const { workspaceId, slackUserId } = who
    const report = await workflows.readLeavers({ workspaceId, by: slackUserId, period: asked.period })
    await answer.show(report === null ? noLeaversView() : leaversView(asked, report))
  }
  const update = (id: string, read: (asked: ActionAsked) => LeaversAsked): Listener =>
    action(id, 'update', asked => show(asked, read(asked)))
  return [
    command('leavers', 'open', 'lists who left, when their access ended, and whether in time', asked =>
      show(asked, opening),
    ),
    action(leaversIds.open, 'open', asked => show(asked, opening)),
    update(leaversIds.period, readChosen),
    update(leaversIds.from, readChosen),
    update(leaversIds.to, readChosen),
    update(leaversIds.next, asked => readTurn(asked.value, asked)),
    update(leaversIds.previous, asked => readTurn(asked.value, asked)),
  ]
}
