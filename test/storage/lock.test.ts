import { mkdir, mkdtemp, readdir } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pid } from 'node:process'
import { describe, expect, it } from 'vitest'
import {
  askWhoeverHolds,
  type DataDirectoryLock,
  lockDataDirectory,
} from '../../src/storage/engine/data-directory-lock.ts'
import { StorageError } from '../../src/storage/engine/storage-error.ts'
import { startScript } from '../support/child-process.ts'
import { makeDataDirectory } from '../support/database.ts'

const clock = () => new Date('2026-03-01T10:00:00Z')
const freshDirectory = () => mkdtemp(join(tmpdir(), 'lock-'))
const attempt = (directory: string): Promise<DataDirectoryLock | StorageError> =>
  lockDataDirectory(directory, clock).catch(error => error)

const heldHere = (directory: string) =>
  `The data directory ${directory} is in use by process ${pid} on ${hostname()}, since 2026-03-01T10:00:00.000Z. ` +
  "Two programs would destroy each other's data: stop that one first, or give this one another DATA_DIR."

describe('the lock of a data directory', () => {
  it('says who holds it, and is free again after release', async () => {
    const directory = await freshDirectory()
    const lock = await lockDataDirectory(directory, clock)
    await expect(lockDataDirectory(directory, clock)).rejects.toThrow(
      new StorageError('locked', heldHere(directory)),
    )
    await lock.release()
    expect(await readdir(directory)).toEqual([])
    await (await lockDataDirectory(directory, clock)).release()
  })

  it('works where the path is too long for a socket', async () => {
    const directory = join(await freshDirectory(), 'long-'.repeat(20))
    await mkdir(directory)
    const lock = await lockDataDirectory(directory, clock)
    await expect(lockDataDirectory(directory, clock)).rejects.toThrow(heldHere(directory))
    await lock.release()
  })

  it('goes to one at most of many that start together, and to somebody', async () => {
    const directory = await freshDirectory()
    for (let round = 0; round < 5; round += 1) {
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => attempt(directory)))
      const locks = outcomes.flatMap(outcome => (outcome instanceof StorageError ? [] : [outcome]))
      expect(locks).toHaveLength(1)
      for (const lock of locks) await lock.release()
    }
  })
})

describe('a second program on the same data directory', () => {
  it('is refused while the first lives, and opens it at once when the first was killed', async () => {
    const directory = await makeDataDirectory()
    const first = startScript('storage/fixtures/open-directory.mjs', directory)
    await first.line('open')

    const refused = await startScript('storage/fixtures/open-directory.mjs', directory).line('refused')
    expect(refused).toMatch(/^refused locked The data directory .* is in use by process \d+ on \S+, since 20/)

    await first.kill('SIGKILL')
    await startScript('storage/fixtures/open-directory.mjs', directory).line('open')
  })

  it('is refused while the first is stopped, however long that lasts', async () => {
    const directory = await makeDataDirectory()
    const first = startScript('storage/fixtures/open-directory.mjs', directory)
    await first.line('open')
    first.send('SIGSTOP')
    const refused = await startScript('storage/fixtures/open-directory.mjs', directory).line('refused')
    expect(refused).toContain('is in use by another process')
    first.send('SIGCONT')
  })
})

describe('what whoever holds it is asked', () => {
  it('is answered in parts, refused while there is no answer yet, and broken off at the end', async () => {
    const directory = await freshDirectory()
    const told: unknown[] = []
    const ask = (name: string) => askWhoeverHolds(directory, name, part => told.push(part))
    expect(await ask('count')).toBe(null)
    const lock = await lockDataDirectory(directory, clock)
    expect(await ask('count')).toMatchObject({ outcome: 'refused' })
    let begin = (): void => {}
    const begun = new Promise<void>(resolve => {
      begin = resolve
    })
    const stop = lock.answer({
      count: async tell => {
        for (let number = 1; number <= 3; number += 1) await tell({ number })
        return { all: 3 }
      },
      fail: async () => {
        throw new Error('a secret')
      },
      wait: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
          begin()
        }),
    })
    expect(await ask('count')).toEqual({ outcome: 'done', answer: { all: 3 } })
    expect(told).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }])
    expect(await ask('fail')).toEqual({
      outcome: 'refused',
      because: 'The bot could not answer. Its log may say why.',
    })
    expect(await ask('toString')).toMatchObject({ outcome: 'refused' })
    const waiting = ask('wait')
    await begun
    await stop()
    expect(await waiting).toEqual({ outcome: 'broken_off' })
    // It is held all the while.
    await expect(lockDataDirectory(directory, clock)).rejects.toThrow(heldHere(directory))
    await lock.release()
    expect(await ask('count')).toBe(null)
  })
})
