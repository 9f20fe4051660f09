import { expect, test } from 'vitest'
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
    leaving: { workspacesDue: async () => [] },
    workspaces: { all: async () => [] },
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

test('events whose job was lost and last days that ended are asked for, at the start and every minute', async () => {
  const sent: string[] = []
  const ticks = openTicks({
    clock: () => new Date('2026-11-24T09:00:00Z'),
    connections: { all: async () => [] },
    leaving: { workspacesDue: async now => (now < new Date('2026-11-24T09:00:00Z') ? [] : ['T2']) },
    workspaces: { all: async () => [] },
    userGroups: { workspacesWaiting: async () => ['T3'] },
    personEvents: { workspacesWaiting: async () => ['T1'], purge: async () => {} },
    attempts: { purge: async () => {} },
    actedRequests: { purge: async () => {} },
    runs: { forgetBrought: async () => {} },
    send: async (name, key) => sent.push(`${name} ${key}`) > 0,
    watchFreshness: async () => {},
    askDueSyncs: async () => {},
  })
  await ticks.all()
  await ticks.lookAround()
  expect(sent).toEqual([
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
