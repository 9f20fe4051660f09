import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openStopping } from './stopping.ts'

const never = () => new Promise<never>(() => {})

function watched() {
  const lines: string[] = []
  const log = {
    warn: (fields: Readonly<Record<string, unknown>>, message: string) =>
      lines.push(`${message}: ${fields['unfinished']}`),
    error: (fields: Readonly<Record<string, unknown>>, message: string) =>
      lines.push(`${message}: ${fields['part']}`),
  }
  const done: string[] = []
  const does = (what: string) => async () => void done.push(what)
  return { lines, done, does, open: (work = 100, end = 200) => openStopping(log, { work, end }) }
}

test('everything finishes at once, then each part closes before those that were opened earlier', async () => {
  const { lines, done, does, open } = watched()
  const stopping = open(60_000, 60_000)
  await stopping.opened({ name: 'database', close: does('database closed') })
  await stopping.opened({ name: 'jobs', finish: does('jobs finished'), close: does('jobs closed') })
  await stopping.opened({ name: 'requests', finish: does('requests finished') })
  await Promise.all([stopping.stop(), stopping.stop()])
  expect(done).toEqual(['jobs finished', 'requests finished', 'jobs closed', 'database closed'])
  expect([stopping.signal.aborted, lines]).toEqual([true, []])
})

test('all parts share one budget, and one line names what was cut off', async () => {
  const { lines, done, does, open } = watched()
  const stopping = open()
  await stopping.opened({ name: 'the database', close: never })
  await stopping.opened({
    name: 'jobs',
    finish: never,
    close: does('given back'),
    underWay: () => ['job sync'],
  })
  await stopping.opened({ name: 'requests', finish: never, close: does('closed') })
  await stopping.stop()
  expect(done).toEqual(['closed', 'given back'])
  expect(lines).toEqual(['stopped before everything had ended: job sync, requests, the database'])
})

test('calls of other services are ended after a while, and what waited for them ends by that', async () => {
  const { lines, open } = watched()
  const stopping = open(60_000, 60_000)
  let cut = () => {}
  const calling = new Promise<void>(resolve => {
    cut = resolve
  })
  await stopping.opened({ name: 'jobs', finish: () => calling, cutOff: { after: 1, now: () => cut() } })
  await stopping.stop()
  expect(lines).toEqual([])
})

test('a part that cannot be ended keeps no other from it', async () => {
  const { lines, done, does, open } = watched()
  const stopping = open(60_000, 60_000)
  await stopping.opened({ name: 'database', close: does('database closed') })
  await stopping.opened({ name: 'jobs', close: () => Promise.reject(new Error('no')) })
  await stopping.stop()
  expect(done).toEqual(['database closed'])
  expect(lines).toEqual(['a part of the bot could not be ended: jobs'])
})

test('what a start opens after that is closed at once, and the start ends', async () => {
  const { done, does, open } = watched()
  const stopping = open()
  const start = async () => {
    await wait(1)
    await stopping.opened({ name: 'late', close: does('late closed') })
    done.push('went on')
  }
  const starting = start()
  await stopping.stop()
  await expect(starting).rejects.toMatchObject({ name: 'AbortError' })
  expect(done).toEqual(['late closed'])
})
