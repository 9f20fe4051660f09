import { expect, test } from 'vitest'
import { deliverInTime } from './deliver-in-time.ts'

const now = new Date('2026-11-24T09:00:00Z')

const unused = async (): Promise<never> => {
  throw new Error('nothing is due')
}

/** A delivery to which nothing is due now, and what is due next after so many milliseconds, one after the other. */
function delivery(...next: readonly (number | null)[]) {
  const left = [...next]
  const timers: { wait: number; call: () => void; cancelled: boolean }[] = []
  let asked = 0
  const deliver = deliverInTime({
    clock: () => now,
    every: () => () => {},
    after: (wait, call) => {
      const timer = { wait, call, cancelled: false }
      timers.push(timer)
      return () => {
        timer.cancelled = true
      }
    },
    requestDelivery: async () => {
      asked += 1
      if (asked > 1) throw new Error('the database is away')
    },
    log: { info: () => {}, warn: () => {} },
    alerts: {
      due: async () => [],
      nextDue: async () => {
        const wait = left.shift() ?? null
        return wait === null ? null : new Date(now.getTime() + wait)
      },
      ...{ claim: unused, keep: unused, facts: unused, posting: unused, posted: unused, updated: unused },
      ...{
        failed: unused,
        lost: unused,
        drop: unused,
        lookAgain: unused,
        notify: unused,
        openNotice: unused,
        changeNotice: unused,
      },
    },
    workspaces: {
      ...{ get: unused, setAlertChannelTrouble: unused, endAlertChannelTrouble: unused },
      setAlertChannelPublic: unused,
    },
    channels: { info: unused },
    alertSender: { post: unused, update: unused, find: unused, remove: unused },
    ladder: { olderLists: unused, takenAway: unused },
  })
  return { deliver, timers, asked: () => asked }
}

test('what is due next is asked for at its time, also when that was asked for before', async () => {
  const { deliver, timers, asked } = delivery(20_000, 5_000)
  await deliver()
  await deliver()
  expect(timers.map(({ wait, cancelled }) => [wait, cancelled])).toEqual([
    [20_000, true],
    [5_000, false],
  ])
  timers[1]?.call()
  expect(asked()).toBe(1)
  // Refused, it is left to the minute.
  timers[1]?.call()
})

test('what is due in a minute or never is left to the look around', async () => {
  const { deliver, timers } = delivery(60_000, null)
  await deliver()
  await deliver()
  expect(timers).toEqual([])
})
