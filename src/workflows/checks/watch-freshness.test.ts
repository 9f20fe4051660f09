import { expect, test } from 'vitest'
import { connectionRow, runRow, workspaceRow } from '../../../test/support/row-samples.ts'
import type { ConnectionState } from '../../domain/connection-key.ts'
import type { Schedule } from '../../domain/schedule.ts'
import { watchFreshness } from './watch-freshness.ts'

const now = new Date('2026-11-24T09:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const key = { workspaceId: 'T1', miroOrgId: '30' }

async function told(connection: {
  state?: ConnectionState
  connectedAt?: Date
  lastCompleteSyncAt: Date | null
  working?: boolean
  staffReadAt?: Date | null
  none?: boolean
  schedule?: Schedule
  scheduleAt?: Date
  tokensRenewedAt?: Date | null
  appRemovedAt?: Date
}): Promise<string[]> {
  const notices: string[] = []
  const row = connectionRow({ key, connectedAt: minutesAgo(10_000), tokensRenewedAt: now, ...connection })
  await watchFreshness({
    clock: () => now,
    startedWith: { intervals: { accounts: 30 * 60_000, staff: 60 * 60_000 } },
    connections: {
      all: async () => (connection.none === true ? [] : [row]),
      get: async () => row,
      setState: async () => false,
    },
    runs: { working: async () => (connection.working === true ? runRow() : null) },
    workspaces: {
      get: async () => workspaceRow({ alertChannelId: 'C1' }),
      all: async () => [
        workspaceRow({
          staffReadAt: connection.staffReadAt === undefined ? now : connection.staffReadAt,
          schedule: connection.schedule ?? null,
          scheduleAt: connection.scheduleAt ?? null,
          removedAt: connection.appRemovedAt ?? null,
        }),
      ],
    },
    people: { admins: async () => [], isCurrent: async () => true },
    alerts: {
      notify: async ({ facts }) => {
        notices.push(
          facts.kind === 'connection'
            ? facts.trouble
            : facts.kind === 'tokens'
              ? `tokens end ${facts.endsAt.toISOString().slice(0, 10)}`
              : `staff ${'trouble' in facts ? facts.trouble : '?'}`,
        )
        return 'alert'
      },
      changeNotice: async () => {},
      openNotice: async () => null,
    },
  })
  return notices
}

test.each([
  ['a sync within two intervals', { lastCompleteSyncAt: minutesAgo(60) }, []],
  ['none for longer than two intervals', { lastCompleteSyncAt: minutesAgo(61) }, ['stale']],
  [
    'none while the app is not in Slack',
    { lastCompleteSyncAt: minutesAgo(600), staffReadAt: minutesAgo(600), appRemovedAt: minutesAgo(300) },
    [],
  ],
  ['none yet, just connected', { lastCompleteSyncAt: null, connectedAt: minutesAgo(5) }, []],
  ['none yet, connected long ago', { lastCompleteSyncAt: null, connectedAt: minutesAgo(61) }, ['stale']],
  ['one under way', { lastCompleteSyncAt: minutesAgo(600), working: true }, []],
  [
    'a connection that waits for a person anyway',
    { lastCompleteSyncAt: minutesAgo(600), state: 'reconnect_needed' as const },
    [],
  ],
  [
    'a chosen schedule with longer gaps',
    { lastCompleteSyncAt: minutesAgo(49 * 60), schedule: { dailyAt: 6 } },
    [],
  ],
  [
    'later than two of its gaps',
    { lastCompleteSyncAt: minutesAgo(51 * 60), schedule: { dailyAt: 6 } },
    ['stale'],
  ],
  [
    'a schedule with shorter gaps, chosen just now',
    { lastCompleteSyncAt: minutesAgo(59), schedule: { everyMinutes: 15 }, scheduleAt: minutesAgo(1) },
    [],
  ],
  [
    'the same, and nothing was read since',
    { lastCompleteSyncAt: minutesAgo(59), schedule: { everyMinutes: 15 }, scheduleAt: minutesAgo(31) },
    ['stale'],
  ],
])('%s', async (_, connection, expected) => {
  expect(await told(connection)).toEqual(expected)
})

const daysAgo = (days: number) => minutesAgo(days * 24 * 60)
test.each([
  ['renewed 49 days ago', { lastCompleteSyncAt: now, tokensRenewedAt: daysAgo(49) }, []],
  [
    'renewed 50 days ago',
    { lastCompleteSyncAt: now, tokensRenewedAt: daysAgo(50) },
    ['tokens end 2026-12-04'],
  ],
  ['such as need no renewal', { lastCompleteSyncAt: now, tokensRenewedAt: null }, []],
  [
    'renewed 50 days ago, while nothing was read',
    { lastCompleteSyncAt: daysAgo(50), tokensRenewedAt: daysAgo(50) },
    ['stale', 'tokens end 2026-12-04'],
  ],
  [
    'while Miro refuses the list',
    { lastCompleteSyncAt: daysAgo(50), tokensRenewedAt: daysAgo(50), state: 'access_lost' as const },
    ['tokens end 2026-12-04'],
  ],
  [
    'too old already: connecting again is asked for anyway',
    { lastCompleteSyncAt: daysAgo(70), tokensRenewedAt: daysAgo(70), state: 'reconnect_needed' as const },
    [],
  ],
  [
    'a sync under way, which renews them',
    { lastCompleteSyncAt: daysAgo(50), tokensRenewedAt: daysAgo(50), working: true },
    [],
  ],
])('tokens: %s', async (_, connection, expected) => {
  expect(await told(connection)).toEqual(expected)
})

const synced = { lastCompleteSyncAt: now }
test.each([
  ['read within two intervals', { ...synced, staffReadAt: minutesAgo(120) }, []],
  ['not read for longer', { ...synced, staffReadAt: minutesAgo(121) }, ['staff not_read']],
  ['never read, just connected', { ...synced, staffReadAt: null, connectedAt: minutesAgo(5) }, []],
  ['never read, connected long ago', { ...synced, staffReadAt: null }, ['staff not_read']],
  ['being read', { ...synced, staffReadAt: null, working: true }, []],
  ['nothing is connected', { ...synced, staffReadAt: null, none: true }, []],
])('the staff list: %s', async (_, connection, expected) => {
  expect(await told(connection)).toEqual(expected)
})
