import type { Answer } from '../../src/workflows/uses.ts'

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
  change: null,
  file: null,
  requestedBy: null,
  ...more,
})
