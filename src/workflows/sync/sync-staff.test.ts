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

/** `ours`: nobody took the run over or gave it up meanwhile. */
async function read(currentAfter: number, currentWithAddress: number, ours = true, gone = 0) {
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
        readAgain: async () => true,
        dropDoubled: async () => true,
        beat: async () => true,
        finish: async (_run, { reason }) => ends.push(reason) > 0 && ours,
      },
      directory: { page: async () => ({ users: [], cursor: null, skipped: 0, total: 0 }) },
      staffSync: {
        compare: async () => ({
          rows: currentAfter,
          distinct: currentAfter,
          setAside: 0,
          currentBefore: gone,
          currentAfter,
          currentWithAddress,
          gone,
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

test('a run that was given up meanwhile, with its pages, says nothing of what it compared', async () => {
  expect(await read(0, 0, true, 40)).toEqual(['held', 'nobody_left'])
  expect(await read(0, 0, false, 40)).toEqual(['superseded', 'nobody_left'])
  expect(await read(3, 0, false)).toEqual(['superseded', 'no_addresses'])
})

/** Reads of a list, each as it was: how many rows, and how many different people. */
async function readTimes(...reads: readonly (readonly [rows: number, distinct: number])[]) {
  const said: string[] = []
  let at = -1
  const synced = await syncStaff(
    {
      clock: () => now,
      every: () => () => {},
      pause: async () => {},
      makeWay: async () => {},
      runs: {
        acquire: async () => ({ outcome: 'acquired', run, resumed: false }),
        working: async () => null,
        get: async () => run,
        savePage: async (_run, { number }) => {
          said.push(`page ${number}`)
          at += 1
          return true
        },
        readAgain: async () => {
          said.push('again')
          return true
        },
        dropDoubled: async () => {
          said.push('drop')
          at += 1
          return true
        },
        beat: async () => true,
        finish: async (_run, { reason }) => said.push(reason) > 0,
      },
      directory: { page: async () => ({ users: [], cursor: null, skipped: 0, total: 0 }) },
      staffSync: {
        compare: async () => {
          const [rows, distinct] = reads[at] ?? [0, 0]
          const current = { currentBefore: 0, currentAfter: distinct, currentWithAddress: distinct }
          return { rows, distinct, setAside: 0, ...current, gone: 0, sample: [] }
        },
        apply: async () => ({ applied: true, added: 0, changed: 0, left: 0 }),
      },
    },
    'T1',
    { requestedBy: null },
  )
  return [synced.outcome, synced.outcome === 'complete' ? synced.read : 0, ...said]
}

test('who comes twice counts once', async () => {
  expect(await readTimes([251, 250], [250, 250])).toEqual(['complete', 250, 'page 1', 'drop'])
})

test('a list that moved under the read is read once more, and then given up', async () => {
  expect(await readTimes([300, 250], [250, 250])).toEqual(['complete', 250, 'page 1', 'again', 'page 1'])
  expect(await readTimes([300, 250], [300, 250])).toEqual([
    'failed',
    0,
    ...['page 1', 'again', 'page 1', 'incomplete'],
  ])
})
