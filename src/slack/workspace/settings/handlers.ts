import type { ChosenSettings } from '../../../domain/settings.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import type { SettingsSaved } from '../../../workflows/workspace/save-settings.ts'
import type { LiveSetup } from '../../doors/setup.ts'
import {
  type Answer,
  action,
  command,
  type Listener,
  menu,
  submission,
  type Who,
} from '../../frame/listener.ts'
import { settingsIds } from '../../ids/workspace.ts'
import { groupOption, isTimeZone, zoneOption, zonesLike } from './choices.ts'
import { readSettingsForm } from './read.ts'
import { settingsView, testedView, zoneMessage } from './view.ts'

/** Refused for one of the answers, or not yet agreed to: the others are as good as before. */
const canBePutRight: ReadonlySet<SettingsSaved['outcome']> = new Set([
  ...(['asks', 'not_staff', 'no_group', 'empty_group'] as const),
])

/** Everything that can be set in Slack. Where alerts go has a modal of its own. */
export function settingsListeners(
  workflows: Pick<
    Workflows,
    'readSettings' | 'saveSettings' | 'useTimeZone' | 'sendTestMessage' | 'userGroups'
  >,
  liveSetup: Pick<LiveSetup, 'refresh'>,
): Listener[] {
  const show = async (
    asked: { who: Who; answer: Answer },
    after: SettingsSaved | null = null,
    chosen?: ChosenSettings,
  ) => {
    const report = await workflows.readSettings(asked.who)
    if (report !== null) await asked.answer.show(settingsView(report, after, chosen))
  }
  return [
    command('settings', 'open', 'changes the schedule, administrators, deadlines, names and reviews', asked =>
      show(asked),
    ),
    action(settingsIds.open, 'open', asked => show(asked)),
    submission(settingsIds.modal, readSettingsForm, async (asked, input) => {
      const { workspaceId, slackUserId: by } = asked.who
      const after = await workflows.saveSettings({ workspaceId, by, ...input })
      await show(asked, after, canBePutRight.has(after.outcome) ? input.settings : undefined)
    }),
    // On top, so that what was changed below is not lost.
    action(settingsIds.test, 'open', async ({ who: { workspaceId, slackUserId: by }, answer }) => {
      await answer.show(testedView(await workflows.sendTestMessage({ workspaceId, by })))
    }),
    action(
      settingsIds.useZone,
      'message',
      async ({ who: { workspaceId, slackUserId: by }, answer, value }) => {
        if (!isTimeZone(value)) return
        const { outcome } = await workflows.useTimeZone({ workspaceId, by, timeZone: value })
        await liveSetup.refresh(workspaceId)
        await answer.say(zoneMessage(value, outcome))
      },
    ),
    menu(settingsIds.timeZone, async ({ text }) => zonesLike(text).map(zoneOption)),
    menu(settingsIds.adminGroup, async ({ text }) => {
      const groups = (await workflows.userGroups()) ?? []
      const sought = text.trim().replace(/^@/, '').toLowerCase()
      return groups
        .filter(({ handle, name }) => `${handle} ${name}`.toLowerCase().includes(sought))
        .map(groupOption)
    }),
  ]
}
