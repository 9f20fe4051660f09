import type { Workflows } from '../slack/workflows.ts'
import { readSettings } from '../workflows/read-settings.ts'
import { saveSettings } from '../workflows/save-settings.ts'
import { sendTestMessage } from '../workflows/send-test-message.ts'
import type { Needs, Parts } from './needs.ts'

type Settings = Pick<Workflows, 'readSettings' | 'saveSettings' | 'sendTestMessage' | 'userGroups'>

/** The workflows behind the settings. */
export function settingsForSlack(parts: Parts, needs: Needs): Settings {
  const { clock, repositories: stored, slack } = parts
  const { directory, groups, channels, postTest } = slack
  return {
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
        },
        who,
      ),
    saveSettings: input =>
      saveSettings({ clock, settings: stored.settings, directory, groups, audit: needs.audit }, input),
    sendTestMessage: input =>
      sendTestMessage(
        {
          clock,
          channels,
          workspaces: stored.workspaces,
          postTest,
          audit: needs.audit,
          requestDelivery: async () => void (await parts.send('deliver', 'all', {})),
        },
        input,
      ),
    userGroups: groups.list,
  }
}
