import { sendTestMessage } from '../workflows/alerts/send-test-message.ts'
import type { Workflows } from '../workflows/for-slack.ts'
import { nextSync } from '../workflows/sync/next-sync.ts'
import type { Needs, Parts } from './needs.ts'

type Settings = Pick<Workflows, 'nextSync' | 'sendTestMessage'>

/** The workflows behind the settings, and behind the end of a connection. */
export function settingsForSlack(parts: Parts, needs: Needs): Settings {
  const { clock, repositories: stored, slack } = parts
  const { channels, postTest } = slack
  const requestDelivery = async () => void (await parts.send('deliver', 'all', {}))
  return {
    nextSync: async workspaceId => {
      const workspace = await stored.workspaces.get(workspaceId)
      return workspace === null ? null : nextSync({ clock, startedWith: parts.defaults }, workspace)
    },
    sendTestMessage: input =>
      sendTestMessage(
        {
          clock,
          channels,
          workspaces: stored.workspaces,
          alerts: stored.alerts,
          postTest,
          audit: needs.audit,
          requestDelivery,
        },
        input,
      ),
  }
}
