import type { Workflows } from '../../../workflows/for-slack.ts'
import { readTarget } from '../../doors/setup.ts'
import { type ActionAsked, action, command, type Listener, submission } from '../../frame/listener.ts'
import { connectIds } from '../../ids/connection.ts'
import { readPasted } from './pasted-read.ts'
import { type Begun, readAttempt, readBegun, readDetails, readExpected } from './read.ts'
import { beforeView, detailsView, elsewhereView, failedView, waitingView } from './view.ts'

/**
 * From `/miro connect` to the button that opens Miro; what comes after it is in live-connect.ts.
 * @param redirectUrl where Miro sends the browser: an address pasted back has to begin with it
 */
export function connectListeners(
  workflows: Pick<Workflows, 'readSetup' | 'beginConnect' | 'typedClientId' | 'finishPasted'>,
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
    submission(connectIds.details, readDetails, async ({ who, answer }, { expectedOrgId, ...keys }) => {
      const begun = await workflows.beginConnect({ ...who, ...keys, expectedOrgId, viewId: answer.viewId })
      await answer.show(
        begun === null
          ? failedView('state_expired', { expectedOrgId })
          : waitingView({ ...begun, expectedOrgId }),
      )
    }),
    action(connectIds.elsewhere, 'update', async ({ who, answer, metadata }) => {
      const { begun, ...expected } = { begun: readBegun(metadata), ...readExpected(metadata) }
      if (begun === null || !worksElsewhere(begun)) return answer.show(failedView('state_expired', expected))
      await answer.show(elsewhereView(await workflows.readSetup(who.workspaceId), { ...begun, ...expected }))
    }),
    action(connectIds.keys, 'update', async ({ who, answer, metadata }) => {
      const attemptId = readAttempt(metadata)
      const clientId = attemptId === null ? null : await workflows.typedClientId({ ...who, attemptId })
      const before = attemptId === null || clientId === null ? null : { attemptId, clientId }
      await answer.show(detailsView(readExpected(metadata), before))
    }),
    submission(
      connectIds.pasted,
      submitted => readPasted(submitted, redirectUrl),
      async ({ who, answer }, { expectedOrgId, begun, ...address }) => {
        const ended = await workflows.finishPasted({ ...who, ...address })
        if (ended.outcome !== 'problem' || ended.attempt !== null) return
        if (ended.problem === 'state_unknown' && begun !== null && worksElsewhere(begun)) {
          const setup = await workflows.readSetup(who.workspaceId)
          return answer.show(elsewhereView(setup, { ...begun, expectedOrgId }, 'foreign_address'))
        }
        await answer.show(failedView(ended.problem, { expectedOrgId }))
      },
    ),
    // The click on the link itself: Slack reports it, the browser does the work.
    action(connectIds.openMiro, 'message', async () => undefined),
    action(connectIds.openElsewhere, 'message', async () => undefined),
  ]
}

const worksElsewhere = (begun: Begun): begun is Begun & { readonly elsewhereUrl: string } =>
  begun.elsewhereUrl !== null
