import type { Workflows } from '../../../workflows/for-slack.ts'
import { readTarget } from '../../doors/setup.ts'
import { type ActionAsked, action, command, type Listener, submission } from '../../frame/listener.ts'
import { connectIds } from '../../ids/connection.ts'
import { readPasted } from './pasted-read.ts'
import { readDetails, readExpected } from './read.ts'
import { beforeView, detailsView, failedView, waitingView } from './view.ts'

/**
 * From `/miro connect` to the button that opens Miro; what comes after it is in live-connect.ts.
 * @param redirectUrl where Miro sends the browser: an address pasted back has to begin with it
 */
export function connectListeners(
  workflows: Pick<Workflows, 'readSetup' | 'beginConnect' | 'finishPasted'>,
  redirectUrl: string,
): Listener[] {
  const begin = async ({ who, answer, value }: ActionAsked) => {
    const setup = await workflows.readSetup(who.workspaceId)
    await answer.show(beforeView(setup, { expectedOrgId: readTarget(value).miroOrgId }))
  }
  return [
    command(
      ['connect', 'reconnect'],
      'open',
      'connects a Miro organization, or connects one again',
      async ({ who, answer }) => {
        const setup = await workflows.readSetup(who.workspaceId)
        await answer.show(beforeView(setup, { expectedOrgId: null }))
      },
    ),
    action(connectIds.open, 'open', begin),
    action(connectIds.again, 'update', begin),
    submission(
      connectIds.before,
      ({ metadata }) => ({ input: readExpected(metadata) }),
      ({ answer }, input) => answer.show(detailsView(input)),
    ),
    submission(connectIds.details, readDetails, async ({ who, answer }, input) => {
      const setup = await workflows.readSetup(who.workspaceId)
      const begun = await workflows.beginConnect({ ...who, ...input, viewId: answer.viewId })
      await answer.show(waitingView(setup, { ...begun, expectedOrgId: input.expectedOrgId }))
    }),
    submission(
      connectIds.pasted,
      submitted => readPasted(submitted, redirectUrl),
      async ({ who, answer }, { expectedOrgId, begun, ...address }) => {
        const ended = await workflows.finishPasted({ ...who, ...address })
        if (ended.outcome !== 'problem' || ended.attempt !== null) return
        if (ended.problem === 'state_unknown' && begun !== null) {
          const setup = await workflows.readSetup(who.workspaceId)
          return answer.show(waitingView(setup, { ...begun, expectedOrgId }, 'foreign_address'))
        }
        await answer.show(failedView(ended.problem, { expectedOrgId }))
      },
    ),
    // The click on the link itself: Slack reports it, the browser does the work.
    action(connectIds.openMiro, 'message', async () => undefined),
    action(connectIds.openElsewhere, 'message', async () => undefined),
  ]
}
