import { expect, test } from 'vitest'
import { connectionRow, runRow, workspaceRow } from '../../../test/support/row-samples.ts'
import type { ConnectionState } from '../../domain/connection-key.ts'
import { type Gap, type Gaps, noGaps } from '../../domain/gap.ts'
import type { Schedule } from '../../domain/schedule.ts'
import type { Answer } from '../uses.ts'
import { watchFreshness } from './watch-freshness.ts'

const now = new Date('2026-11-24T09:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const key = { workspaceId: 'T1', miroOrgId: '30' }

type Given = {
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
  /** Of the parts of the staff besides Slack. */
  parts?: Partial<Answer<'gaps.staffReads'>[number]>
  /** A gap that was noticed before. */
  known?: Partial<Gaps>
  failed?: string
  failedAt?: Date
  held?: boolean
}

async function watched(connection: Given): Promise<{ notices: string[]; gaps: string[] }> {
  const notices: string[] = []
  const gaps: string[] = []
  const slackReadAt = connection.staffReadAt === undefined ? now : connection.staffReadAt
  const row = connectionRow({ key, connectedAt: minutesAgo(10_000), tokensRenewedAt: now, ...connection })
  await watchFreshness({
    clock: () => now,
    startedWith: { intervals: { accounts: 30 * 60_000, staff: 60 * 60_000 } },
    connections: {
      all: async () => (connection.none === true ? [] : [row]),
      get: async () => row,
      setState: async () => false,
    },
    runs: {
      working: async () => (connection.working === true ? runRow() : null),
      lastHeld: async () => (connection.held === true ? runRow() : null),
      lastFailed: async () =>
        connection.failed === undefined
          ? null
          : runRow({ reason: connection.failed, finishedAt: connection.failedAt ?? now }),
    },
    gaps: {
      open: async () => ({ ...noGaps, ...connection.known }),
      begin: async ({ source }, { since, staleAt, because }) => {
        const ago = (at: Date) => (now.getTime() - at.getTime()) / 60_000
        return gaps.push(`${source} since ${ago(since)}, stale for ${ago(staleAt)}: ${because}`) > 0
      },
      staffReads: async () =>
        connection.none === true || connection.appRemovedAt !== undefined
          ? []
          : [
              {
                ...{ workspaceId: 'T1', readAt: slackReadAt, slackReadAt, listReadAt: null },
                ...{ listTrouble: null, groupsReadAt: null, connectedAt: row.connectedAt },
                ...connection.parts,
              },
            ],
    },
    workspaces: {
      get: async () => workspaceRow({ alertChannelId: 'C1' }),
      all: async () => [
        workspaceRow({
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
  return { notices, gaps }
}

const told = async (connection: Given): Promise<string[]> => (await watched(connection)).notices
const noted = async (connection: Given): Promise<string[]> => (await watched(connection)).gaps

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

const outage = { lastCompleteSyncAt: minutesAgo(90) }
const before: Gap = { since: minutesAgo(90), staleAt: minutesAgo(30), because: 'unavailable' }
test.each<[string, Given, string[]]>([
  ['read within two intervals', { lastCompleteSyncAt: minutesAgo(60) }, []],
  ['nobody read', outage, ['miro since 90, stale for 30: not_read']],
  [
    'as the last read ended',
    { ...outage, failed: 'unavailable' },
    ['miro since 90, stale for 30: unavailable'],
  ],
  [
    'one that ended before the last complete one says nothing',
    { ...outage, failed: 'unavailable', failedAt: minutesAgo(91) },
    ['miro since 90, stale for 30: not_read'],
  ],
  ['what was read waits for a decision', { ...outage, held: true }, ['miro since 90, stale for 30: held']],
  [
    'the tokens are dead',
    { ...outage, state: 'reconnect_needed', failed: 'unavailable' },
    ['miro since 90, stale for 30: reconnect_needed'],
  ],
  [
    'Miro refuses the list',
    { ...outage, state: 'access_lost' },
    ['miro since 90, stale for 30: access_lost'],
  ],
  ['it was noticed before', { ...outage, known: { accounts: before } }, []],
  ['a sync is under way', { ...outage, working: true }, []],
  ['the app is not in Slack', { ...outage, appRemovedAt: minutesAgo(1) }, []],
  [
    'a schedule with shorter gaps, chosen a while ago',
    { ...outage, schedule: { everyMinutes: 15 }, scheduleAt: minutesAgo(31) },
    ['miro since 90, stale for 1: not_read'],
  ],
])('a gap is written down: %s', async (_, given, expected) => {
  expect(await noted(given)).toEqual(expected)
})

const late = { ...synced, staffReadAt: minutesAgo(150) }
const listed = { ...synced, parts: { readAt: minutesAgo(150), listReadAt: minutesAgo(150) } }
test.each<[string, Given, string[]]>([
  ['read within two intervals', { ...synced, staffReadAt: minutesAgo(120) }, []],
  ['nobody read', late, ['staff since 150, stale for 30: not_read']],
  [
    'Slack does not answer',
    { ...late, failed: 'unavailable' },
    ['staff since 150, stale for 30: unavailable'],
  ],
  [
    'never read, connected long ago',
    { ...synced, staffReadAt: null, connectedAt: minutesAgo(121), failed: 'no_addresses' },
    ['staff since 121, stale for 1: no_addresses'],
  ],
  [
    'the list that is read on the schedule cannot be used',
    { ...listed, parts: { ...listed.parts, listTrouble: 'unreadable' } },
    ['staff since 150, stale for 30: list'],
  ],
  ['a list waits for a decision', { ...listed, held: true }, ['staff since 150, stale for 30: held']],
  [
    'the user groups are not told',
    { ...synced, parts: { readAt: minutesAgo(150), groupsReadAt: minutesAgo(150) } },
    ['staff since 150, stale for 30: not_read'],
  ],
  ['it was noticed before', { ...late, known: { staff: before } }, []],
  ['it is being read', { ...late, working: true }, []],
  ['nothing is connected', { ...late, none: true }, []],
])('a gap of the staff is written down: %s', async (_, given, expected) => {
  expect(await noted(given)).toEqual(expected)
})

test('of a list that is late its own message tells', async () => {
  expect(await told(listed)).toEqual([])
})
