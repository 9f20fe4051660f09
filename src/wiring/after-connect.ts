import type { Connected } from '../workflows/connection/connect-miro.ts'
import { readSetup } from '../workflows/workspace/read-setup.ts'
import type { Needs, Parts } from './needs.ts'

/** The first sync, and in Slack the modal and a message, follow a connection by themselves. */
export async function afterConnect(parts: Parts, needs: Needs, connected: Connected): Promise<Connected> {
  if (connected.attempt === null) return connected
  const { liveConnect } = parts.slack
  const { workspaceId, slackUserId, viewId, expectedOrgId } = connected.attempt
  if (connected.outcome === 'problem') {
    await liveConnect.failed({ slackUserId, viewId, problem: connected.problem, expectedOrgId })
    return connected
  }
  await needs.enqueueSync({
    workspaceId,
    miroOrgIds: [connected.key.miroOrgId],
    staff: true,
    requestedBy: null,
    progress: null,
  })
  const setup = await readSetup(needs.setup, workspaceId)
  await liveConnect.connected({ workspaceId, slackUserId, viewId, setup })
  return connected
}
