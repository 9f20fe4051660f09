import { expect, test } from 'vitest'
import { workspaceRow } from '../../../test/support/row-samples.ts'
import type { Schedule } from '../../domain/schedule.ts'
import { askDueSyncs } from './due-syncs.ts'

const key = { workspaceId: 'T1', miroOrgId: '30' }

/** One workspace in a database that several processes share. */
function shared(schedule: Schedule | null, timeZone: string | null = null, removedAt: Date | null = null) {
  const row = { id: 'T1', timeZone, schedule, removedAt, syncAskedFor: null as Date | null }
  const asked: string[] = []
  const tick = (now: string) =>
    askDueSyncs({
      clock: () => new Date(now),
      startedWith: { timeZone: 'UTC' },
      workspaces: {
        all: async () => [workspaceRow(row)],
        claimSync: async (_, dueAt) => {
          if (row.syncAskedFor !== null && row.syncAskedFor >= dueAt) return false
          row.syncAskedFor = dueAt
          return true
        },
      },
      keysOf: async () => [key],
      enqueueSync: async () => asked.push(now) > 0,
    })
  return { tick, asked }
}

test('each due time is asked for once, whoever looks and however often', async () => {
  const { tick, asked } = shared({ everyMinutes: 240 }, 'Europe/Berlin')
  // A schedule just chosen begins with a read.
  await tick('2026-11-24T09:10:00Z')
  await tick('2026-11-24T10:59:59Z')
  await Promise.all([
    tick('2026-11-24T11:00:00Z'),
    tick('2026-11-24T11:00:01Z'),
    tick('2026-11-24T11:00:02Z'),
  ])
  await tick('2026-11-24T11:01:00Z')
  // Nothing ran over night: one read, not four.
  await tick('2026-11-25T08:30:00Z')
  await tick('2026-11-25T08:31:00Z')
  expect(asked).toEqual(['2026-11-24T09:10:00Z', '2026-11-24T11:00:00Z', '2026-11-25T08:30:00Z'])
})

test('a workspace without the app waits for its return', async () => {
  const { tick, asked } = shared({ everyMinutes: 15 }, null, new Date(0))
  await tick('2026-11-24T11:00:00Z')
  expect(asked).toEqual([])
})

test('a workspace that chose none follows the schedule the bot was started with', async () => {
  const { tick, asked } = shared(null)
  await tick('2026-11-24T11:00:00Z')
  expect(asked).toEqual([])
})
