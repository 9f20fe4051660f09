import { expect, test } from 'vitest'
import { runRow } from '../../../test/support/row-samples.ts'
import { waitForRun } from './request-sync.ts'
import type { Run } from './run.ts'

const run = runRow({
  ...{ workspaceId: 'T1', id: 'r1', source: 'miro', sourceId: 'O1', state: 'running', fence: 1 },
  ...{ startedAt: new Date(0), cursor: 'c', pages: 1, rows: 100 },
})

/** A run whose rows are those, one look after the other; null: nobody works on it. */
function world(looks: readonly (number | null)[], end: Run | null = { ...run, state: 'complete' }) {
  let now = 0
  let at = 0
  const did: unknown[] = []
  const needs = {
    clock: () => new Date(now),
    pause: async (milliseconds: number) => {
      now += milliseconds
    },
    retrying: <T>(call: () => Promise<T>) => call(),
    runs: {
      get: async () => end,
      working: async () => {
        const rows = looks[Math.min(at, looks.length - 1)] ?? null
        at += 1
        return rows === null ? null : runRow({ id: 'r1', rows })
      },
      waitedForBy: async (_: Run, by: string) => {
        did.push(by)
      },
    },
  }
  return { needs, did, wait: () => waitForRun(needs, run, 'U1', rows => did.push(rows)) }
}

test('waits to the end, telling what was read', async () => {
  const { wait, did } = world([100, 100, 200, null])
  expect(await wait()).toEqual({ ...run, state: 'complete' })
  expect(did).toEqual(['U1', 100, 200])
})

test('a run that its process left is handed back as it is', async () => {
  expect(await world([null], run).wait()).toEqual(run)
})

test('does not wait for ever, nor while the program stops', async () => {
  const { wait, needs } = world([100])
  expect(await wait()).toBeNull()
  expect(needs.clock().getTime()).toBe(30 * 60_000)
  const stopping = world([100])
  stopping.needs.retrying = () => Promise.reject(new Error('stopping'))
  await expect(stopping.wait()).rejects.toThrow('stopping')
})
