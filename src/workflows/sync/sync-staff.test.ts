import { expect, test } from 'vitest'
import { runRow } from '../../../test/support/row-samples.ts'
import { syncStaff } from './sync-staff.ts'

const now = new Date('2026-11-24T09:00:00Z')
const run = runRow({
  workspaceId: 'T1',
  id: 'r1',
  source: 'slack',
  sourceId: 'T1',
  state: 'running',
  fence: 1,
  startedAt: now,
  cursor: null,
  pages: 0,
  rows: 0,
})

async function read(currentAfter: number, currentWithAddress: number) {
  const ends: string[] = []
  const synced = await syncStaff(
    {
      clock: () => now,
      every: () => () => {},
      pause: async () => {},
      makeWay: async () => {},
      runs: {
        acquire: async () => ({ outcome: 'acquired', run, resumed: false }),
        working: async () => null,
        get: async () => null,
        savePage: async () => true,
        beat: async () => true,
        finish: async (_run, { reason }) => void ends.push(reason),
      },
      directory: { page: async () => ({ users: [], cursor: null, skipped: 0, total: 0 }) },
      staffSync: {
        compare: async () => ({
          rows: currentAfter,
          distinct: currentAfter,
          setAside: 0,
          currentBefore: 0,
          currentAfter,
          currentWithAddress,
          gone: 0,
          sample: [],
        }),
        apply: async () => ({ applied: true, added: currentAfter, changed: 0, left: 0 }),
      },
    },
    'T1',
    { requestedBy: null },
  )
  return [synced.outcome, ...ends]
}

test.each([
  ['addresses', 3, 3, ['complete']],
  ['one address', 3, 1, ['complete']],
  ['nobody', 0, 0, ['complete']],
  ['people but not one address', 3, 0, ['failed', 'no_addresses']],
])('a list with %s', async (_case, people, addresses, outcome) => {
  expect(await read(people, addresses)).toEqual(outcome)
})
