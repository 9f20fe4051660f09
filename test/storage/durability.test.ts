import { fdatasyncSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDurableCluster } from '../../src/storage/engine/embedded-cluster.js'
import { openStorage } from '../../src/storage/engine/open.ts'
import { startScript } from '../support/child-process.ts'
import { makeDataDirectory } from '../support/database.ts'

const freshDirectory = () => mkdtemp(join(tmpdir(), 'durability-'))

describe('a commit on the embedded database', () => {
  it('is synced to the disk before it is answered', async () => {
    let syncs = 0
    const sync = (descriptor: number) => {
      syncs += 1
      fdatasyncSync(descriptor)
    }
    const cluster = await openDurableCluster(join(await freshDirectory(), 'cluster'), { sync })
    onTestFinished(() => cluster.close())
    await cluster.query('CREATE TABLE written (n int)')
    const syncsOf = async (work: () => Promise<unknown>) => {
      const before = syncs
      await work()
      return syncs - before
    }
    for (let n = 0; n < 50; n += 1)
      expect(
        await syncsOf(() => cluster.query('INSERT INTO written VALUES ($1)', [n])),
      ).toBeGreaterThanOrEqual(1)
    expect(await syncsOf(() => cluster.query('SELECT * FROM written'))).toBe(0)
  })

  it('outlives kill -9 in the middle of writing', async () => {
    const directory = await makeDataDirectory()
    let answered = -1
    for (const until of [25, 60, 90]) {
      const writer = startScript('storage/fixtures/open-directory.mjs', directory, 'write')
      await writer.line(`wrote ${until}`)
      await writer.kill('SIGKILL')
      answered = Math.max(
        answered,
        ...writer.lines.map(line => Number(/^wrote (\d+)$/.exec(line)?.[1] ?? -1)),
      )
    }
    const storage = await openStorage(
      { databaseUrl: null, dataDir: directory },
      { onFatal: () => {}, log: { warn: () => {} } },
    )
    onTestFinished(storage.close)
    const found = await storage.pool.query<{ n: number }>('SELECT DISTINCT n FROM written ORDER BY n')
    const numbers = found.rows.map(row => row.n)
    expect(answered).toBeGreaterThanOrEqual(90)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => n))
    expect(numbers.length).toBeGreaterThan(answered)
  })
})
