import type { Workflows } from '../../../workflows/for-slack.ts'
import { readTarget } from '../../doors/target.ts'
import { type ActionAsked, type Listener, submission } from '../../frame/listener.ts'
import { connectIds } from '../../ids/connection.ts'
import { type Address, readPasted } from './pasted-read.ts'
import { type Details, type Expected, readDetails, readExpected } from './read.ts'
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
    {
      kind: 'word',
      word: 'connect',
      also: ['reconnect'],
      does: 'connects a Miro organization, or connects one again',
      screen: 'open',
      async handle({ who, answer }) {
        const setup = await workflows.readSetup(who.workspaceId)
        await answer.show(beforeView(setup, { expectedOrgId: null }))
      },
    },
    { kind: 'action', id: connectIds.open, screen: 'open', handle: begin },
    { kind: 'action', id: connectIds.again, screen: 'update', handle: begin },
    submission<Expected>({
      id: connectIds.before,
      read: ({ metadata }) => ({ input: readExpected(metadata) }),
      handle: ({ answer, input }) => answer.show(detailsView(input)),
    }),
    submission<Details>({
      id: connectIds.details,
      read: readDetails,
      async handle({ who, answer, input }) {
        const setup = await workflows.readSetup(who.workspaceId)
        const begun = await workflows.beginConnect({ ...who, ...input, viewId: answer.viewId })
        await answer.show(waitingView(setup, { ...begun, expectedOrgId: input.expectedOrgId }))
      },
    }),
    submission<Address>({
      id: connectIds.pasted,
      read: submitted => readPasted(submitted, redirectUrl),
      async handle({ who, answer, input: { expectedOrgId, begun, ...address } }) {
        const ended = await workflows.finishPasted({ ...who, ...address })
        if (ended.outcome !== 'problem' || ended.attempt !== null) return
        if (ended.problem === 'state_unknown' && begun !== null) {
          const setup = await workflows.readSetup(who.workspaceId)
          return answer.show(waitingView(setup, { ...begun, expectedOrgId }, 'foreign_address'))
        }
        await answer.show(failedView(ended.problem, { expectedOrgId }))
      },
    }),
    // The click on the link itself: Slack reports it, the browser does the work.
    { kind: 'action', id: connectIds.openMiro, screen: 'message', handle: async () => undefined },
    { kind: 'action', id: connectIds.openElsewhere, screen: 'message', handle: async () => undefined },
  ]
}
