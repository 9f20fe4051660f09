import type { Workflows } from '../slack/workflows.ts'
import { readScim, removeScimToken, setScimToken } from '../workflows/accounts/scim-token.ts'
import { noteDisconnected } from '../workflows/alerts/notices.ts'
import { sendTestMessage } from '../workflows/alerts/send-test-message.ts'
import { bound } from '../workflows/bound.ts'
import { disconnectMiro, readDisconnectable } from '../workflows/connection/disconnect-miro.ts'
import { nextSync } from '../workflows/sync/next-sync.ts'
import { readSettings } from '../workflows/workspace/read-settings.ts'
import { saveSettings } from '../workflows/workspace/save-settings.ts'
import type { Needs, Parts } from './needs.ts'

type Settings = Pick<
  Workflows,
  | 'nextSync'
  | 'readDisconnectable'
  | 'disconnectMiro'
  | 'readSettings'
  | 'saveSettings'
  | 'sendTestMessage'
  | 'userGroups'
  | 'readScim'
  | 'setScimToken'
  | 'removeScimToken'
>

/** The workflows behind the settings, and behind the end of a connection. */
export function settingsForSlack(parts: Parts, needs: Needs): Settings {
  const { clock, repositories: stored, slack } = parts
  const { directory, groups, channels, postTest } = slack
  const requestDelivery = async () => void (await parts.send('deliver', 'all', {}))
  const { connections, disconnecting } = stored
  return {
    nextSync: async workspaceId => {
      const workspace = await stored.workspaces.get(workspaceId)
      return workspace === null ? null : nextSync({ clock, startedWith: parts.defaults }, workspace)
    },
    readDisconnectable: workspaceId => readDisconnectable({ connections, disconnecting }, workspaceId),
    disconnectMiro: input =>
      disconnectMiro(
        {
          clock,
          connections,
          disconnecting,
          oauth: parts.miro.oauth,
          audit: needs.audit,
          noteDisconnected: (key, ended) => noteDisconnected(needs.notices, key, ended),
          requestDelivery,
        },
        input,
      ),
    readSettings: who =>
      readSettings(
        {
          clock,
          startedWith: parts.defaults,
          settings: stored.settings,
          workspaces: stored.workspaces,
          connections: stored.connections,
          directory,
          groups,
          staffList: stored.staffList,
          equalDomains: stored.equalDomains,
          scim: stored.scim,
        },
        who,
      ),
    saveSettings: input =>
      saveSettings(
        {
          clock,
          startedWith: parts.defaults,
          settings: stored.settings,
          directory,
          groups,
          audit: needs.audit,
        },
        input,
      ),
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
    ...bound(needs.world, { readScim, setScimToken, removeScimToken }),
    userGroups: groups.list,
  }
}
