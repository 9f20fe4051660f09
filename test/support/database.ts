import { createHash, randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, describe, onTestFinished } from 'vitest'
import { openQueue } from '../../src/jobs/queue.ts'
import { openEmbedded } from '../../src/storage/engine/embedded.ts'
import { migrate, readMigrations } from '../../src/storage/engine/migrate.ts'
import { openStorage } from '../../src/storage/engine/open.ts'
import { openServed } from '../../src/storage/engine/served.ts'
import { type Storage, storageOn } from '../../src/storage/engine/storage.ts'
import { idleWork } from './idle-work.ts'

const serverUrl = 'postgres://root@127.0.0.1:5432/'
const cacheDirectory = fileURLToPath(new URL('../../node_modules/.cache/miro-access-bot/', import.meta.url))

/**
 * Opens a migrated database without rows, for the test (or the file) that asked.
 * @param own no other test gets it afterwards: for tests that change tables
 */
export type Open = (own?: 'own') => Promise<Storage>

/**
 * Runs the same tests on the embedded database (in memory) and on PostgreSQL, where a server is there. Opening one
 * takes longer than most tests: the tests of a file use it one after the other, emptied in between.
 */
export async function describeOnBothDatabases(name: string, tests: (open: Open) => void): Promise<void> {
  const toClose = new Set<() => Promise<void>>()
  const opener = (kind: Storage['kind']): Open => {
    let idle: Storage | null = null
    return async own => {
      const storage = (own === undefined ? idle : null) ?? (await openTestStorage(kind))
      if (storage === idle) idle = null
      toClose.add(storage.close)
      try {
        onTestFinished(async () => {
          if (own !== undefined || idle !== null) return storage.close()
          await empty(storage)
          idle = storage
        })
      } catch {
        // Asked for outside a test, in beforeAll: kept for the whole file.
      }
      return storage
    }
  }
  const closeAll = async () => {
    for (const close of toClose) await close()
    toClose.clear()
  }
  describe(`${name} (embedded)`, () => {
    afterAll(closeAll)
    tests(opener('embedded'))
  })
  const reachable = await serverIsReachable()
  describe.skipIf(!reachable)(
    `${name} (${reachable ? 'PostgreSQL' : `PostgreSQL: skipped, no server at ${serverUrl}`})`,
    () => {
      afterAll(closeAll)
      tests(opener('served'))
    },
  )
}

/** As after the migrations: no rows, ids from 1, and no schema of the queue. */
async function empty({ pool }: Storage): Promise<void> {
  const { rows } = await pool.query<{ tables: string }>(
    `SELECT string_agg(format('%I', tablename), ', ') AS tables
     FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  )
  await pool.query(`TRUNCATE ${rows[0]?.tables} RESTART IDENTITY CASCADE`)
  await pool.query('DROP SCHEMA IF EXISTS pgboss CASCADE')
}

/** A fresh migrated database of one kind. Closing it removes it; closing twice is harmless. */
export async function openTestStorage(kind: Storage['kind']): Promise<Storage> {
  const storage = kind === 'embedded' ? await openInMemory() : await openClone()
  let closing: Promise<void> | null = null
  const close = () => {
    closing ??= storage.close()
    return closing
  }
  return { ...storage, close }
}

/** A data directory with a migrated embedded database, for one test: a copy, because making one takes seconds. */
export async function makeDataDirectory(): Promise<string> {
  await mkdir(cacheDirectory, { recursive: true })
  const made = join(cacheDirectory, `directory-${await fingerprint()}`)
  if (!(await exists(made))) {
    const own = await mkdtemp(`${made}.`)
    const storage = await openStorage(
      { databaseUrl: null, dataDir: own },
      { onFatal: fatal, log: { warn: () => {} } },
    )
    await makeQueues(storage)
    await storage.close()
    // Another test process may have been faster: then its directory stays.
    await rename(own, made).catch(() => {})
  }
  const copy = await mkdtemp(join(tmpdir(), 'data-'))
  onTestFinished(() => rm(copy, { recursive: true, force: true }))
  await cp(made, copy, { recursive: true })
  return copy
}

/** Whether a PostgreSQL server for tests is there. */
export async function serverIsReachable(): Promise<boolean> {
  return await onServer(async () => true).catch(() => false)
}

/** Creates an empty database on the test server; the caller drops it. */
export async function createServedDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `bot_test_${randomBytes(6).toString('hex')}`
  await onServer(client => client.query(`CREATE DATABASE ${name}`))
  return { url: serverUrl + name, drop: () => dropDatabase(name) }
}

/** The queue's tables: a start takes several times as long without them. */
async function makeQueues({ queue }: Storage): Promise<void> {
  const made = openQueue(queue, { debug: () => {}, error: () => {} })
  await made.start(idleWork)
  await made.stop(5_000)
}

async function openInMemory(): Promise<Storage> {
  const { pool, close } = await openEmbedded({ image: await migratedImage() }, fatal)
  return storageOn({ kind: 'embedded', pool, room: async () => {}, close })
}

function fatal(message: string): void {
  throw new Error(message)
}

/** Creating and migrating takes seconds: done once for each state of the migrations, then copied. */
async function migratedImage(): Promise<string> {
  await mkdir(cacheDirectory, { recursive: true })
  const file = join(cacheDirectory, `database-${await fingerprint()}.tar`)
  if (await exists(file)) return file
  // Several test processes may make it at once; each writes its own and the last one stays.
  const own = `${file}.${randomBytes(6).toString('hex')}`
  const { pool, close } = await openEmbedded({ image: null, saveImage: own }, fatal)
  await migrate(pool)
  await makeQueues(storageOn({ kind: 'embedded', pool, room: async () => {}, close }))
  await close()
  await rename(own, file)
  return file
}

async function openClone(): Promise<Storage> {
  const template = await migratedTemplate()
  const name = `bot_test_${randomBytes(6).toString('hex')}`
  await onServer(client => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  let closing = false
  const onLost = (error: Error) => {
    // The pool counts as ended before its last connections are: dropping the database cuts those.
    if (!closing) fatal(error.message)
  }
  const storage = await openServed({ databaseUrl: serverUrl + name, onLost })
  return {
    ...storage,
    close: async () => {
      closing = true
      await storage.close()
      await dropDatabase(name)
    },
  }
}

async function migratedTemplate(): Promise<string> {
  const name = `bot_template_${await fingerprint()}`
  await onServer(async client => {
    // One test process makes it while the others wait; the lock goes with the connection.
    await client.query('SELECT pg_advisory_lock(860143)')
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount !== 0) return
    const half = `${name}_half`
    await client.query(`DROP DATABASE IF EXISTS ${half}`)
    await client.query(`CREATE DATABASE ${half}`)
    const storage = await openServed({ databaseUrl: serverUrl + half, onLost: error => fatal(error.message) })
    await makeQueues(storage)
    await storage.close()
    await client.query(`ALTER DATABASE ${half} RENAME TO ${name}`)
  })
  return name
}

const dropDatabase = async (name: string): Promise<void> => {
  await onServer(client => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: `${serverUrl}test`, connectionTimeoutMillis: 3_000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function fingerprint(): Promise<string> {
  const { migrationDirectories } = await readMigrations()
  const made = createHash('sha256').update(JSON.stringify(migrationDirectories))
  for (const file of [
    'node_modules/@electric-sql/pglite/package.json',
    'node_modules/pg-boss/package.json',
    'src/jobs/queue.ts',
  ])
    made.update(await readFile(new URL(`../../${file}`, import.meta.url)))
  return made.digest('hex').slice(0, 12)
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  )
}
