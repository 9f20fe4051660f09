import type { Settings } from '../../src/domain/settings.ts'
import type { Answer } from '../../src/workflows/uses.ts'
import { settings } from './settings-samples.ts'

const then = new Date('2026-11-01T12:00:00Z')

export const connectionRow = (more: Partial<Answer<'connections.get'>> = {}): Answer<'connections.get'> => ({
  key: { workspaceId: 'T1', miroOrgId: '30' },
  organizationName: 'Juniper',
  plan: 'enterprise',
  scopes: ['organizations:read'],
  miroUserId: '1',
  connectedBy: 'U0ADA',
  connectedAt: then,
  state: 'connected',
  stateSince: then,
  criticalSince: null,
  criticalBy: null,
  criticalOwner: null,
  lastCompleteSyncAt: null,
  tokensRenewedAt: null,
  ...more,
})

export const workspaceRow = (more: Partial<Answer<'workspaces.get'>> = {}): Answer<'workspaces.get'> => ({
  id: 'T1',
  name: 'Juniper',
  botUserId: 'U0BOT',
  timeZone: null,
  removedAt: null,
  alertChannelId: null,
  alertChannelName: null,
  alertChannelPublic: null,
  alertChannelSetBy: null,
  alertChannelTrouble: null,
  alertChannelFence: 0,
  staffReadAt: null,
  maskNames: 'automatic',
  schedule: null,
  scheduleAt: null,
  syncAskedFor: null,
  ...more,
})

export const runRow = (more: Partial<Answer<'runs.get'>> = {}): Answer<'runs.get'> => ({
  workspaceId: 'T1',
  source: 'miro',
  sourceId: '30',
  id: 'r1',
  state: 'running',
  fence: 1,
  startedAt: then,
  heartbeatAt: then,
  finishedAt: null,
  cursor: null,
  pages: 0,
  rows: 0,
  setAside: 0,
  reason: null,
  because: null,
  change: null,
  file: null,
  requestedBy: null,
  ...more,
})

export const storedSettings = (more: Partial<Settings> = {}): Answer<'settings.get'> => ({
  settings: { ...settings, ...more },
  ...{ version: 3, savedBy: null, savedAt: null },
})

export const accountToIdentify = (
  more: Partial<Answer<'decisions.account'>> = {},
): Answer<'decisions.account'> => ({
  ...{ id: 'a1', email: 'Dana@Acme.com', address: 'dana@acme.com', name: null, timeZone: null },
  ...{ role: 'organization_internal_user', license: 'full', active: true, lastActivityAt: null },
  ...{ removedAt: null, organizationName: 'Acme', disconnected: false, own: false },
  ...{ class: 'unidentified', verdict: 'fail', why: 'no_match', personName: null, decision: null },
  ...more,
})

/** Somebody as Slack answers about one person. */
export const askedUser = (more: Partial<Answer<'directory.user'>> = {}): Answer<'directory.user'> => ({
  ...{ kind: 'member', isAdmin: false, deactivated: false, name: 'Ada', address: null, timeZone: null },
  ...more,
})
