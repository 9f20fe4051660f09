import type { Administrators } from '../../../src/domain/settings.ts'
import { settingsView } from '../../../src/slack/workspace/settings/view.ts'
import type { SettingsSaved } from '../../../src/workflows/workspace/save-settings.ts'
import { settings, settingsReport } from '../../support/settings-samples.ts'
import { hours, noon } from '../../support/slack-samples.ts'
import { many, type Samples } from '../given.ts'

const saved: readonly (SettingsSaved | null)[] = [
  null,
  {
    outcome: 'saved',
    changed: ['schedule', 'timeZone', 'administrators', 'removalDeadline', 'otherDeadline', 'maskNames'],
  },
  { outcome: 'asks', about: { rights: true, retentionMonths: 12 }, keeper: false },
  { outcome: 'unchanged' },
  { outcome: 'changed_meanwhile' },
  { outcome: 'no_group' },
  { outcome: 'empty_group' },
]

const ways: readonly Administrators[] = [
  { way: 'slack' },
  { way: 'people', people: many(50, at => `U0PERSON${at}`) },
  { way: 'group', groupId: 'S0IT' },
]

export const samples: Samples = {
  'workspace/settings/view.ts': {
    settingsView: ({ word, many: count }) => [
      ...saved.map(after => settingsView(settingsReport(), after)),
      settingsView(
        settingsReport(),
        { outcome: 'not_staff', people: many(count, () => word) },
        { ...settings, administrators: { way: 'people', people: many(50, at => `U0PERSON${at}`) } },
      ),
      ...ways.flatMap(administrators =>
        [many(count, at => ({ id: `S0IT${at}`, handle: word, name: word })), null].map(userGroups =>
          settingsView(
            settingsReport({
              settings: { ...settings, administrators },
              userGroups,
              savedBy: word,
              savedAt: noon,
            }),
          ),
        ),
      ),
      settingsView(settingsReport({ alertChannel: null, nextSyncAt: null })),
      ...[hours(-2), null].flatMap(readAt =>
        [true, false].map(standing =>
          settingsView(
            settingsReport({
              staffList: {
                origin: { kind: 'upload', name: word },
                standing,
                readAt,
                trouble: 'unreadable',
                troubleSince: hours(-1),
              },
            }),
          ),
        ),
      ),
      settingsView(
        settingsReport({
          connections: many(count, at => ({
            key: { workspaceId: 'T0ACME', miroOrgId: `30744573456182650${at}` },
            organizationName: word,
            state: 'connected',
            scim: null,
          })),
        }),
      ),
      settingsView(settingsReport({ equalDomains: many(count, () => word) })),
      settingsView(settingsReport({ alertChannel: { id: word, trouble: 'not_in_channel' } })),
      settingsView(
        settingsReport({
          settings: {
            ...settings,
            schedule: { dailyAt: 6 },
            timeZone: 'Europe/Berlin',
            removalDeadline: { amount: 9_999, unit: 'business_days' },
          },
          startedWith: { timeZone: 'UTC', syncCron: '0,10,20,30,40,50 0-23 1-15,20-31 1,2,3,4,5,6,7,8 1-5' },
        }),
      ),
    ],
  },
}
