import { expect, test } from 'vitest'
import { openInFlight } from './in-flight.ts'

const open = () => {
  let resolve = () => {}
  let reject = (_: Error) => {}
  const promise = new Promise<void>((ok, fail) => {
    resolve = ok
    reject = fail
  })
  return { promise, resolve: () => resolve(), reject: (error: Error) => reject(error) }
}

test('is settled at once when nothing goes on, else with the last work, failed or not', async () => {
  const inFlight = openInFlight()
  await inFlight.settled(60_000)
  const [one, other] = [open(), open()]
  const works = [one, other].map(({ promise }) => inFlight.run(() => promise))
  let settled = false
  const waiting = inFlight.settled(60_000).then(() => (settled = true))
  one.resolve()
  await works[0]
  expect(settled).toBe(false)
  other.reject(new Error('failed'))
  await expect(works[1]).rejects.toThrow('failed')
  await waiting
})

test('waits no longer than it may', async () => {
  const inFlight = openInFlight()
  void inFlight.run(() => new Promise(() => {}))
  await inFlight.settled(1)
})
