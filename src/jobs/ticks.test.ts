import { describe, expect, test } from 'vitest'
import { openTicks } from './ticks.ts'

test('setups that were never finished are purged at the start, and then once an hour', async () => {
  let now = new Date('2026-11-24T09:00:00Z')
  const purged: string[] = []
  const events: string[] = []
  const requests: string[] = []
  const previews: string[] = []
  const ticks = openTicks({
    clock: () => now,
    connections: { all: async () => [] },
    journal: { unsealedWorkspaces: async () => [] },
    leaving: { workspacesDue: async () => [] },
    workspaces: { all: async () => [] },
    servedWorkspaces: async () => new Set<string>(),
    userGroups: { workspacesWaiting: async () => [] },
    personEvents: {
      workspacesWaiting: async () => [],
      purge: async before => void events.push(before.toISOString()),
    },
    attempts: { purge: async at => void purged.push(at.toISOString()) },
    actedRequests: { purge: async before => void requests.push(before.toISOString()) },
    runs: { forgetBrought: async before => void previews.push(before.toISOString()) },
    send: async () => true,
    watchFreshness: async () => {},
    noticeGaps: async () => {},
    askDueSyncs: async () => {},
  })
  await ticks.all()
  for (let minute = 1; minute <= 121; minute += 1) {
    now = new Date(now.getTime() + 60_000)
    await ticks.lookAround()
  }
  expect(purged).toEqual(['2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z', '2026-11-24T11:00:00.000Z'])
  expect(requests[0]).toBe('2026-11-24T08:50:00.000Z')
  expect(previews[0]).toBe('2026-11-23T09:00:00.000Z')
  expect(events).toEqual(['2026-11-22T09:00:00.000Z', '2026-11-22T10:00:00.000Z', '2026-11-22T11:00:00.000Z'])
})

test('events whose job was lost and last days that ended are asked for, at the start and every minute, where the app is', async () => {
  const sent: string[] = []
  const ticks = openTicks({
    clock: () => new Date('2026-11-24T09:00:00Z'),
    connections: { all: async () => [] },
    journal: { unsealedWorkspaces: async () => [] },
    leaving: { workspacesDue: async now => (now < new Date('2026-11-24T09:00:00Z') ? [] : ['T2']) },
    workspaces: { all: async () => [] },
    servedWorkspaces: async () => new Set(['T1', 'T2', 'T3']),
    userGroups: { workspacesWaiting: async () => ['T3', 'T9'] },
    personEvents: { workspacesWaiting: async () => ['T1', 'T9'], purge: async () => {} },
    attempts: { purge: async () => {} },
    actedRequests: { purge: async () => {} },
    runs: { forgetBrought: async () => {} },
    send: async (name, key) => sent.push(`${name} ${key}`) > 0,
    watchFreshness: async () => {},
    noticeGaps: async () => {},
    askDueSyncs: async () => {},
  })
  await ticks.all()
  await ticks.lookAround()
  expect(sent.filter(one => !/^(staff|questions|reviews|witness|steps)/.test(one))).toEqual([
    'people T1',
    'groups T3',
    'leaving T2',
    'deliver all',
    'people T1',
    'groups T3',
    'leaving T2',
    'deliver all',
  ])
})

describe('once the database is back', () => {
  const start = new Date('2026-11-24T09:00:00Z').getTime()
  function ticking() {
    const state = { now: start, away: false }
    const sent: string[] = []
    const unlessAway = async <T>(answer: T): Promise<T> => {
      if (state.away) throw new Error('no database')
      return answer
    }
    const ticks = openTicks({
      clock: () => new Date(state.now),
      connections: { all: () => unlessAway([{ key: { workspaceId: 'T1', miroOrgId: '1' } } as never]) },
      journal: { unsealedWorkspaces: async () => [] },
      leaving: { workspacesDue: () => unlessAway([]) },
      workspaces: { all: () => unlessAway([{ id: 'T1', schedule: null } as never]) },
      servedWorkspaces: () => unlessAway(new Set(['T1'])),
      userGroups: { workspacesWaiting: () => unlessAway([]) },
      personEvents: { workspacesWaiting: () => unlessAway([]), purge: () => unlessAway(undefined) },
      attempts: { purge: () => unlessAway(undefined) },
      actedRequests: { purge: () => unlessAway(undefined) },
      runs: { forgetBrought: () => unlessAway(undefined) },
      send: async (name, key) => sent.push(`${name} ${key}`) > 0,
      watchFreshness: () => unlessAway(undefined),
      noticeGaps: async () => {},
      askDueSyncs: () => unlessAway(undefined),
    })
    return {
      ticks,
      /** What is asked for by looking around once a minute, without what always is. */
      async minutes(count: number, away: boolean) {
        sent.length = 0
        state.away = away
        for (let minute = 0; minute < count; minute += 1) {
          state.now += 60_000
          await ticks.lookAround().catch(() => {})
        }
        return sent.filter(one => /^(sync|staff)/.test(one))
      },
    }
  }

  test('people are read again when Slack may have given up telling of them, once, and else are not', async () => {
    const { minutes } = ticking()
    expect(await minutes(3, true)).toEqual([])
    expect(await minutes(1, false)).toEqual([])
    expect(await minutes(31, true)).toEqual([])
    expect(await minutes(3, false)).toEqual(['staff T1'])
  })

  test('a read that fell due meanwhile is asked for, and one that did not is not', async () => {
    const { ticks, minutes } = ticking()
    await minutes(1, true)
    await expect(ticks.sync()).rejects.toThrow('no database')
    expect(await minutes(1, true)).toEqual([])
    expect(await minutes(2, false)).toEqual(['sync T1/1'])
    await ticks.sync()
    expect(await minutes(1, false)).toEqual([])
  })
})

test('what is too old is asked to be deleted once a day, of every workspace, also without the app', async () => {
  let now = new Date('2026-11-24T09:00:00Z')
  const sent: string[] = []
  const ticks = openTicks({
    clock: () => now,
    connections: { all: async () => [] },
    journal: { unsealedWorkspaces: async () => [] },
    leaving: { workspacesDue: async () => [] },
    workspaces: { all: async () => [{ id: 'T1' } as never, { id: 'T2' } as never] },
    servedWorkspaces: async () => new Set<string>(),
    userGroups: { workspacesWaiting: async () => [] },
    personEvents: { workspacesWaiting: async () => [], purge: async () => {} },
    attempts: { purge: async () => {} },
    actedRequests: { purge: async () => {} },
    runs: { forgetBrought: async () => {} },
    send: async (name, key) =>
      name !== 'retention' || sent.push(`${key} ${now.toISOString().slice(0, 10)}`) > 0,
    watchFreshness: async () => {},
    noticeGaps: async () => {},
    askDueSyncs: async () => {},
  })
  for (let hour = 0; hour < 48; hour += 1) {
    await ticks.lookAround()
    now = new Date(now.getTime() + 3_600_000)
  }
  expect(sent).toEqual(['T1 2026-11-24', 'T2 2026-11-24', 'T1 2026-11-25', 'T2 2026-11-25'])
})
