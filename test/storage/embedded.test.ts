import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEmbedded } from '../../src/storage/engine/embedded.ts'
import { openStorage } from '../../src/storage/engine/open.ts'
import { StorageError } from '../../src/storage/engine/storage-error.ts'
import { makeDataDirectory } from '../support/database.ts'

const freshDirectory = () => mkdtemp(join(tmpdir(), 'embedded-'))
const quiet = {
  onFatal: (message: string) => {
    throw new Error(message)
  },
  log: { warn: () => {} },
}
const open = (dataDir: string) => openStorage({ databaseUrl: null, dataDir }, quiet)

describe('the embedded database in a directory', () => {
  it('keeps what was stored, and leaves no lock and no socket behind', async () => {
    const directory = await freshDirectory()
    const first = await open(directory)
    await first.prisma.workspace.create({
      data: { id: 'T1', name: 'Acme', botUserId: 'U1', createdAt: new Date(0) },
    })
    await first.close()
    expect(await readdir(directory)).toEqual(['database'])
    expect((await stat(join(directory, 'database'))).mode & 0o077).toBe(0)

    const second = await open(directory)
    onTestFinished(second.close)
    expect(await second.prisma.workspace.findMany({ select: { id: true, name: true } })).toEqual([
      { id: 'T1', name: 'Acme' },
    ])
    await second.room()
  })

  it('is refused, unchanged, when another version wrote it', async () => {
    const directory = await makeDataDirectory()
    const stamp = join(directory, 'database', 'version.json')
    await writeFile(stamp, '{"pglite":"0.4","postgres":"17"}\n')
    const before = await readdir(join(directory, 'database', 'cluster'))

    const refusal = await open(directory).catch(error => error)
    expect(refusal).toBeInstanceOf(StorageError)
    expect(refusal.kind).toBe('other_version')
    expect(refusal.message).toContain('was written with PGlite 0.4 and PostgreSQL 17')
    expect(refusal.message).toContain('npm run backup')
    expect(await readdir(join(directory, 'database', 'cluster'))).toEqual(before)
    expect(await readdir(directory)).toEqual(['database'])
  })

  it('carries the version that PGlite and PostgreSQL really have', async () => {
    const directory = await makeDataDirectory()
    const storage = await open(directory)
    onTestFinished(storage.close)
    const server = await storage.pool.query<{ server_version: string }>('SHOW server_version')
    const pglite = JSON.parse(
      await readFile('node_modules/@electric-sql/pglite/package.json', 'utf8'),
    ).version
    const stamp = JSON.parse(await readFile(join(directory, 'database', 'version.json'), 'utf8'))
    expect(stamp).toEqual({
      pglite: pglite.split('.').slice(0, 2).join('.'),
      postgres: server.rows[0]?.server_version.split('.')[0],
    })
  })

  it('starts anew where its creation was cut off', async () => {
    const directory = await makeDataDirectory()
    await rename(join(directory, 'database'), join(directory, 'database.unfinished'))
    const storage = await open(directory)
    onTestFinished(storage.close)
    expect(await storage.prisma.workspace.count()).toBe(0)
  })
})

describe('an embedded database whose files are damaged', () => {
  it('is refused with a plain message, and its directory can be locked again', async () => {
    const directory = await makeDataDirectory()
    await rm(join(directory, 'database', 'cluster', 'global'), { recursive: true })
    for (const _ of [1, 2])
      await expect(open(directory)).rejects.toThrow(/^The embedded database did not start: /)
    expect(await readdir(directory)).toEqual(['database'])
  })
})

describe('an embedded database that hangs or dies', () => {
  const limits = { tickMs: 50, silence: 10, failedWrite: 10, full: 10 }
  const openWatched = async (statement: number) => {
    let tell: (message: string) => void = () => {}
    const told = new Promise<string>(resolve => {
      tell = resolve
    })
    const database = await openEmbedded({ image: null }, message => tell(message), { ...limits, statement })
    onTestFinished(database.close)
    return { ...database, told }
  }
  // Counts without end and without touching a file: what PGlite looks like when it spins.
  const endless = `DO $$ BEGIN LOOP END LOOP; END $$`

  it('is ended when a statement never finishes, and its callers are told', async () => {
    const { pool, told } = await openWatched(20)
    const asked = Promise.allSettled([pool.query(endless), pool.query('SELECT 1')])
    expect(await told).toBe('The embedded database has worked on one statement for too long.')
    expect((await asked).map(answer => answer.status)).toEqual(['rejected', 'rejected'])
  })

  it('is left alone during a long statement and during a transaction that waits', async () => {
    const { pool, told } = await openWatched(800)
    let fatal: string | null = null
    void told.then(message => {
      fatal = message
    })
    const sum = await pool.query<{ n: string }>('SELECT count(*) AS n FROM generate_series(1, 1500000)')
    expect(sum.rows).toEqual([{ n: '1500000' }])
    const client = await pool.connect()
    await client.query('BEGIN')
    // Time passing is what is tested here.
    await wait(limits.tickMs * limits.silence * 2)
    await client.query('COMMIT')
    client.release()
    expect(fatal).toBeNull()
  })
})
