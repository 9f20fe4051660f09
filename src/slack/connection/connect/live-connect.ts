import type { ModalView } from '@slack/types'
import type { Log } from '../../../log.ts'
import type { LiveConnect } from '../../../workflows/connection/connect-problem.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import type { LiveSetup } from '../../doors/setup.ts'
import type { Clients } from '../../frame/clients.ts'
import { callSlack, SlackError } from '../../frame/errors.ts'
import { connectedView, failedMessage, failedView } from './view.ts'

type Parts = {
  readonly clients: Pick<Clients, 'interactive'>
  readonly liveSetup: Pick<LiveSetup, 'post'>
  readonly readSetup: (workspaceId: string) => Promise<Setup>
  readonly log: Log
}

export function openLiveConnect({ clients, liveSetup, readSetup, log }: Parts): LiveConnect {
  const { views, chat } = clients.interactive
  /** What happened has happened: that Slack could not be told must not turn it into a failure in the browser. */
  const telling = async (what: string, tell: () => Promise<unknown>) => {
    try {
      await tell()
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      if (!closed.has(error.code)) log.warn({ code: error.code, what }, 'Slack could not be told')
    }
  }
  const show = (viewId: string | null, view: ModalView) =>
    viewId === null
      ? Promise.resolve()
      : telling('modal', () => callSlack(() => views.update({ view_id: viewId, view })))
  return {
    async connected({ viewId, ...who }) {
      const setup = await readSetup(who.workspaceId)
      await show(viewId, connectedView(setup))
      await telling('message', () => liveSetup.post(who, setup))
    },
    async failed({ slackUserId, viewId, problem, expectedOrgId }) {
      await show(viewId, failedView(problem, { expectedOrgId }))
      await telling('message', () =>
        callSlack(() =>
          chat.postMessage({ channel: slackUserId, ...failedMessage(problem, { expectedOrgId }) }),
        ),
      )
    },
  }
}

/** The person closed the modal. */
const closed = new Set(['not_found', 'view_not_found'])
