import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runRow } from '../../../test/support/row-samples.ts'
import { cursorGuard, type Run, takeSource, whileHeld } from './run.ts'

test('lets a list without repeats pass', () => {
  const fresh = cursorGuard()
  expect(Array.from({ length: 5_000 }, (_, page) => fresh(String(page))).every(Boolean)).toBe(true)
})

test('notices a circle of any length that starts anywhere', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (before, length) => {
      const fresh = cursorGuard()
      const pages = Array.from({ length: 3 * (before + length) + 3 }, (_, page) =>
        fresh(String(page < before ? page : before + ((page - before) % length))),
      )
      return pages.includes(false)
    }),
  )
})

const requested = { workspaceId: 'T1', source: 'miro', sourceId: '30', requestedBy: null } as const
const standing = runRow({ heartbeatAt: new Date(0) })

/** What comes of a source with a run that looks like this, second by second; `ended`: as which it is left. */
async function taken(looks: readonly (Run | null)[], ended: Run = standing) {
  let [seconds, asked] = [0, 0]
  const { outcome } = await takeSource(
    {
      clock: () => new Date(seconds * 1_000),
      every: () => () => {},
      pause: async milliseconds => {
        seconds += milliseconds / 1_000
      },
      runs: {
        acquire: async () => {
          asked += 1
          return asked === 1
            ? { outcome: 'busy', run: standing }
            : { outcome: 'acquired', run: standing, resumed: true }
        },
        working: async () => looks[Math.min(seconds, looks.length - 1)] ?? null,
        get: async () => ended,
        beat: async () => true,
      },
    },
    requested,
  )
  return [outcome, seconds]
}

test.each([
  ['stands still until it counts as dead', [standing, standing, standing, null], standing, ['acquired', 3]],
  ['beats', [standing, runRow({ heartbeatAt: new Date(1) })], standing, ['busy', 1]],
  [
    'is of a process that took it over',
    [standing, runRow({ fence: 2, heartbeatAt: new Date(0) })],
    standing,
    ['busy', 1],
  ],
  ['ended', [standing, null], runRow({ state: 'complete' }), ['busy', 1]],
  ['is replaced by another', [standing, runRow({ id: 'r2' })], standing, ['busy', 1]],
  ['stands still as the clock does', [standing], standing, ['busy', 20]],
] as const)('a source whose run %s', async (_case, looks, ended, came) => {
  expect(await taken(looks, ended)).toEqual(came)
})

test('a run that is cut off is ended also where the first tries are cut off too', async () => {
  const finished: unknown[] = []
  let tries = 0
  const lost = new Error('Connection terminated unexpectedly')
  const world = {
    ...{ clock: () => new Date(0), every: () => () => {}, pause: async () => {}, makeWay: async () => {} },
    runs: {
      finish: async (_: unknown, end: unknown) => {
        tries += 1
        if (tries < 3) throw lost
        finished.push(end)
        return true
      },
    },
  } as unknown as Parameters<typeof whileHeld>[0]
  await expect(whileHeld(world, standing, () => Promise.reject(lost))).rejects.toBe(lost)
  expect(finished).toMatchObject([{ state: 'failed', reason: 'interrupted' }])
})
