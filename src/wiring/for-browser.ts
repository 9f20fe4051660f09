import { type Connected, finishConnect, openConsent, type Returned } from '../workflows/connect-miro.ts'
import { readSetup } from '../workflows/read-setup.ts'
import type { Needs, Parts } from './needs.ts'

/** The workflows behind the link to Miro and the way back. */
export function workflowsForBrowser(parts: Parts, needs: Needs) {
  const { connectScreen } = parts.slack
  return {
    openConsent: (startToken: string) => openConsent(needs.connecting, startToken),

    finishConnect: async (returned: Returned): Promise<Connected> => {
      const connected = await finishConnect(needs.connecting, returned)
      await follow(connected)
      return connected
    },
  }

  /** The first sync, and in Slack the modal and a message, follow by themselves. */
  async function follow(connected: Connected): Promise<void> {
    if (connected.attempt === null) return
    const { workspaceId, slackUserId, viewId, expectedOrgId } = connected.attempt
    if (connected.outcome === 'problem')
      return connectScreen.failed({ slackUserId, viewId, problem: connected.problem, expectedOrgId })
    const { miroOrgId } = connected.key
    await needs.enqueueSync({
      workspaceId,
      miroOrgIds: [miroOrgId],
      staff: true,
      requestedBy: null,
      progress: null,
    })
    const setup = await readSetup(needs.setup, workspaceId)
    await connectScreen.connected({ workspaceId, slackUserId, viewId, setup })
  }
}
