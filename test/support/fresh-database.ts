import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openQueue } from '../../src/jobs/queue.ts'
import { openEmbedded } from '../../src/storage/engine/embedded.ts'
import { migrate, readMigrations } from '../../src/storage/engine/migrate.ts'
import { openStorage } from '../../src/storage/engine/open.ts'
import { openServed } from '../../src/storage/engine/served.ts'
import { type Storage, storageOn } from '../../src/storage/engine/storage.ts'
import { idleWork } from './idle-work.ts'
import { databaseName, dropDatabases, onServer, serverUrl } from './test-server.ts'

const cacheDirectory = fileURLToPath(new URL('../../node_modules/.cache/miro-access-bot/', import.meta.url))

/** A migrated database without rows that nobody used before. Closing it removes it. */
export async function openFresh(kind: Storage['kind']): Promise<Storage> {
  return kind === 'embedded' ? await openInMemory() : await openClone()
}

/** A data directory with a migrated embedded database: made once for each state of the migrations. Not to be written. */
export async function migratedDirectory(): Promise<string> {
  await mkdir(cacheDirectory, { recursive: true })
  const made = join(cacheDirectory, `directory-${await fingerprint()}`)
  if (await exists(made)) return made
  const own = await mkdtemp(`${made}.`)
  const storage = await openStorage(
    { databaseUrl: null, dataDir: own },
    { onFatal: fatal, log: { warn: () => {} } },
  )
  await makeQueues(storage)
  await storage.close()
  // Another test process may have been faster: then its directory stays.
  await rename(own, made).catch(() => {})
  return made
}

/** The queue's tables: a start takes several times as long without them. */
async function makeQueues({ queue }: Storage): Promise<void> {
  const made = openQueue(queue, { debug: () => {}, error: () => {} })
  await made.start(idleWork)
  await made.finish()
  await made.close()
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
  const name = databaseName()
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
      await dropDatabases(name)
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

async function fingerprint(): Promise<string> {
  const { migrationDirectories } = await readMigrations()
  const made = createHash('sha256').update(JSON.stringify(migrationDirectories))
  for (const file of [
    'node_modules/@electric-sql/pglite/package.json',
    'node_modules/pg-boss/package.json',
    'src/jobs/queue.ts',
    'test/support/idle-work.ts',
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
