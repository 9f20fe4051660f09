import type { Settings } from '../../../domain/settings.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import type { SettingsSaved } from '../../../workflows/workspace/save-settings.ts'
import { type Answer, type Listener, submission, type Who } from '../../frame/listener.ts'
import { settingsIds } from '../../ids/workspace.ts'
import { groupOption, zoneOption } from './choices.ts'
import { readSettingsForm, type SettingsForm } from './read.ts'
import { testedView } from './tested-view.ts'
import { zonesLike } from './time-zones.ts'
import { settingsView } from './view.ts'

/** Refused for one of the answers: the others are as good as before. */
const canBePutRight: ReadonlySet<SettingsSaved['outcome']> = new Set(['not_staff', 'no_group', 'empty_group'])

/** Everything that can be set in Slack. Where alerts go has a modal of its own. */
export function settingsListeners(
  workflows: Pick<Workflows, 'readSettings' | 'saveSettings' | 'sendTestMessage' | 'userGroups'>,
): Listener[] {
  const show = async (
    asked: { who: Who; answer: Answer },
    after: SettingsSaved | null = null,
    chosen?: Settings,
  ) => {
    const report = await workflows.readSettings(asked.who)
    if (report !== null) await asked.answer.show(settingsView(report, after, chosen))
  }
  return [
    {
      kind: 'word',
      word: 'settings',
      does: 'changes the schedule, who administers, deadlines, names and reviews',
      screen: 'open',
      handle: asked => show(asked),
    },
    { kind: 'action', id: settingsIds.open, screen: 'open', handle: asked => show(asked) },
    submission<SettingsForm>({
      id: settingsIds.modal,
      read: readSettingsForm,
      async handle({ who, answer, input }) {
        const { workspaceId, slackUserId: by } = who
        const after = await workflows.saveSettings({ workspaceId, by, ...input })
        await show({ who, answer }, after, canBePutRight.has(after.outcome) ? input.settings : undefined)
      },
    }),
    {
      kind: 'action',
      id: settingsIds.test,
      // On top, so that what was changed below is not lost.
      screen: 'open',
      async handle({ who: { workspaceId, slackUserId: by }, answer }) {
        await answer.show(testedView(await workflows.sendTestMessage({ workspaceId, by })))
      },
    },
    {
      kind: 'options',
      id: settingsIds.timeZone,
      handle: async ({ text }) => zonesLike(text).map(zoneOption),
    },
    {
      kind: 'options',
      id: settingsIds.adminGroup,
      async handle({ text }) {
        const groups = (await workflows.userGroups()) ?? []
        const sought = text.trim().replace(/^@/, '').toLowerCase()
        return groups
          .filter(({ handle, name }) => `${handle} ${name}`.toLowerCase().includes(sought))
          .map(groupOption)
      },
    },
  ]
}
