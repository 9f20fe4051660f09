import type { ConnectProblem } from './connect-problem.ts'

/** Tells in Slack what came of Miro's consent page: in the window if it is still open, and by direct message. */
export type LiveConnect = {
  connected(told: { workspaceId: string; slackUserId: string; viewId: string | null }): Promise<void>
  failed(told: {
    slackUserId: string
    viewId: string | null
    problem: ConnectProblem
    /** The organization a reconnect had to come back with: starting again asks for the same. */
    expectedOrgId: string | null
  }): Promise<void>
}
