import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStorage } from '../../src/storage/engine/open.ts'
import { StorageError } from '../../src/storage/engine/storage-error.ts'
import { fill, smallDisk } from '../support/small-disk.ts'

const open = (dataDir: string, onFatal: (message: string) => void = () => {}) =>
  openStorage({ databaseUrl: null, dataDir }, { onFatal, log: { warn: () => {} } })

describe('a full disk', () => {
  it('stops the start before anything is written', async context => {
    const disk = await smallDisk(60)
    if (disk === null) return context.skip('no disk can be mounted here')
    const refusal = await open(disk).catch(error => error)
    expect(refusal).toEqual(
      new StorageError(
        'disk_full',
        `The disk that holds ${disk} is nearly full: 60 MB are left and 250 MB are needed. Free some space.`,
      ),
    )
  })

  it('is seen before a large write, and one that slips through ends the database with a plain message', async context => {
    const disk = await smallDisk(300)
    if (disk === null) return context.skip('no disk can be mounted here')
    const data = join(disk, 'data')
    await mkdir(data)
    let tell: (message: string) => void = () => {}
    const told = new Promise<string>(resolve => {
      tell = resolve
    })
    const storage = await open(data, message => tell(message))
    await storage.room()
    await storage.pool.query(`CREATE TABLE big AS SELECT 1 AS n, 'kept' AS text`)

    const filler = await fill(disk, 20)
    await expect(storage.room()).rejects.toThrow(/is nearly full: \d+ MB are left and 64 MB are needed/)
    const write = storage.pool
      .query(`INSERT INTO big SELECT n, repeat(md5(n::text), 100) FROM generate_series(1, 200000) AS n`)
      .then(
        () => 'written',
        (error: Error) => error.message,
      )
    const outcome = await Promise.race([told, write])
    expect(outcome).toMatch(/disk is full|No space left|could not (extend|write)/)

    await storage.close()
    await rm(filler)
    const again = await open(data)
    onTestFinished(again.close)
    expect((await again.pool.query('SELECT * FROM big')).rows).toEqual([{ n: 1, text: 'kept' }])
  })

  it('is named also where only a statement that never ends shows it', async context => {
    const disk = await smallDisk(300)
    if (disk === null) return context.skip('no disk can be mounted here')
    const data = join(disk, 'data')
    await mkdir(data)
    let tell: (message: string) => void = () => {}
    const told = new Promise<string>(resolve => {
      tell = resolve
    })
    const storage = await openStorage(
      { databaseUrl: null, dataDir: data },
      {
        onFatal: tell,
        log: { warn: () => {} },
        watchLimits: { tickMs: 50, silence: 100, statement: 20, failedWrite: 100, full: 100 },
      },
    )
    onTestFinished(storage.close)
    await fill(disk, 20)
    const asked = storage.pool.query('DO $$ BEGIN LOOP END LOOP; END $$').catch(() => {})
    expect(await told).toBe(
      `The embedded database has worked on one statement for too long. The disk that holds ${data} is nearly full: ` +
        '20 MB are left and 64 MB are needed. Free some space and start again.',
    )
    await asked
  })

  it('that stays full ends the database, however many small writes it still answers with an error', async context => {
    const disk = await smallDisk(300)
    if (disk === null) return context.skip('no disk can be mounted here')
    const data = join(disk, 'data')
    await mkdir(data)
    let told: string | null = null
    const storage = await openStorage(
      { databaseUrl: null, dataDir: data },
      {
        onFatal: message => {
          told = message
        },
        log: { warn: () => {} },
        // Two hundred looks for the twenty of a process: seconds for minutes.
        watchLimits: { tickMs: 50, silence: 100, statement: 1_000, failedWrite: 1_000, full: 200 },
      },
    )
    onTestFinished(storage.close)
    await storage.pool.query('CREATE TABLE small (n int, text text)')
    await fill(disk, 0)
    let refused = 0
    while (told === null)
      await storage.pool.query(`INSERT INTO small SELECT 1, repeat(md5(random()::text), 50)`).catch(() => {
        refused += 1
      })
    expect(refused).toBeGreaterThan(10)
    expect(told).toBe(
      `The disk that holds ${data} is full: 0 MB are left and 64 MB are needed. Free some space and start again.`,
    )
  })
})
