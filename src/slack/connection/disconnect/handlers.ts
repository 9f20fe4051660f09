import type { Workflows } from '../../../workflows/for-slack.ts'
import { type LiveSetup, readTarget } from '../../doors/setup.ts'
import { type Answer, action, command, type Listener, submission, type Who } from '../../frame/listener.ts'
import { disconnectIds } from '../../ids/connection.ts'
import { isTyped, readDisconnect } from './read.ts'
import { askView, disconnectedView, whichView } from './view.ts'

const none = () => disconnectedView({ outcome: 'not_connected' })

export function disconnectListeners(
  workflows: Pick<Workflows, 'readDisconnectable' | 'disconnectMiro'>,
  liveSetup: Pick<LiveSetup, 'refresh'>,
): Listener[] {
  /** The one named; where none is named, the only one, or the choice. */
  const ask = async (who: Who, answer: Answer, miroOrgId: string | null) => {
    const all = await workflows.readDisconnectable(who.workspaceId)
    const named = miroOrgId === null ? all : all.filter(({ key }) => key.miroOrgId === miroOrgId)
    const [first] = named
    if (first === undefined) return answer.show(none())
    await answer.show(named.length === 1 ? askView(first) : whichView(named))
  }
  return [
    command(
      'disconnect',
      'open',
      'ends the connection to a Miro organization; says first what is deleted and kept',
      ({ who, answer }) => ask(who, answer, null),
    ),
    action(disconnectIds.open, 'open', ({ who, answer, value }) =>
      ask(who, answer, readTarget(value).miroOrgId),
    ),
    submission(
      disconnectIds.modal,
      readDisconnect,
      async ({ who: { workspaceId, slackUserId: by }, answer }, input) => {
        const all = await workflows.readDisconnectable(workspaceId)
        const one = all.find(({ key }) => key.miroOrgId === input.miroOrgId)
        if (one === undefined) return answer.show(none())
        if (!isTyped(input.name, one.organizationName)) return answer.show(askView(one, true))
        const ended = await workflows.disconnectMiro({ key: one.key, by })
        await answer.show(disconnectedView(ended))
        await liveSetup.refresh(workspaceId)
      },
    ),
  ]
}
