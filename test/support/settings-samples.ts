import type { Settings } from '../../src/domain/settings.ts'
import type { SettingsReport } from '../../src/workflows/workspace/read-settings.ts'
import { hours } from './slack-samples.ts'

export const settings: Settings = {
  schedule: null,
  timeZone: null,
  holidays: [],
  administrators: { way: 'slack' },
  removalDeadline: { amount: 24, unit: 'hours' },
  otherDeadline: { amount: 7, unit: 'days' },
  checks: {},
  maskNames: 'automatic',
  reviewDays: 90,
  retentionMonths: 24,
}

export const settingsReport = (more: Partial<SettingsReport> = {}): SettingsReport => ({
  settings,
  version: 3,
  savedBy: null,
  savedAt: null,
  startedWith: { timeZone: 'UTC', syncCron: '*/30 * * * *' },
  timeZoneInForce: 'UTC',
  ownTimeZone: null,
  nextSyncAt: hours(1),
  alertChannel: { id: 'C0OPS', trouble: null },
  userGroups: [{ id: 'S0IT', handle: 'it', name: 'IT team' }],
  staffList: null,
  equalDomains: [],
  connections: [],
  ...more,
})
