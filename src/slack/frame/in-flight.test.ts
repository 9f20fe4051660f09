import { expect, test } from 'vitest'
import { oneEachTurn, openInFlight, openSeen } from './in-flight.ts'

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

test('a key is new once, until it is forgotten', () => {
  let now = 0
  const seen = openSeen(() => new Date(now), 1000, 3)
  expect([seen.isNew('a'), seen.isNew('a'), seen.isNew('b')]).toEqual([true, false, true])
  now = 1000
  expect(seen.isNew('a')).toBe(true)
})

test('the oldest keys make room', () => {
  const seen = openSeen(() => new Date(0), 1000, 2)
  expect(['a', 'b', 'c', 'a', 'c'].map(key => seen.isNew(key))).toEqual([true, true, true, true, false])
})

test('between two that go on, what is ready is done first', async () => {
  const turn = oneEachTurn()
  const did: string[] = []
  const ready = () => did.push('ready')
  await Promise.all(
    ['first', 'second', 'third'].map(name =>
      turn().then(() => {
        did.push(name)
        setImmediate(ready)
      }),
    ),
  )
  expect(did).toEqual(['first', 'ready', 'second', 'ready', 'third'])
})
