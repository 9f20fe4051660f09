import pg from 'pg'
import { type DatabaseAddress, readDatabaseUrl } from './database-url.ts'
import { migrate } from './migrate.ts'
import { missingRights, servedRefusal } from './served-refusal.ts'
import { type Storage, storageOn } from './storage.ts'
import { StorageError } from './storage-error.ts'

/** A connection lost between queries is replaced by the pool; `onLost` is for the log. */
type Served = {
  databaseUrl: string
  onLost: (error: Error) => void
  migrations?: readonly string[] | undefined
}

/** Connects to a PostgreSQL server and brings its schema up to date. Throws StorageError when that cannot be. */
export async function openServed({ databaseUrl, onLost, migrations }: Served): Promise<Storage> {
  const read = readDatabaseUrl(databaseUrl)
  if ('problem' in read) throw new StorageError('bad_address', `${read.problem}.`)
  await migrateServed(databaseUrl, read.address, migrations)
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 10_000,
    // The longest statement writes one batch; a server this slow is better reported than waited for.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  })
  // Without listeners a lost connection would end the program: between queries, and inside a transaction.
  pool.on('error', onLost)
  pool.on('connect', client => client.on('error', () => {}))
  return storageOn({ kind: 'served', pool, room: async () => {}, close: () => pool.end() })
}

async function migrateServed(
  databaseUrl: string,
  address: DatabaseAddress,
  only?: readonly string[],
): Promise<void> {
  let connections = 0
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    // A second connection would continue outside the transaction the first one took with it.
    onConnect: () => {
      connections += 1
      if (connections > 1) throw new Error('The connection to the database was lost.')
    },
  })
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  try {
    const mayStart = await pool.query<{ may: boolean }>(mayMakeTables).catch((error: unknown) => {
      throw servedRefusal(error, address)
    })
    if (mayStart.rows[0]?.may !== true) throw missingRights(address)
    await migrate(pool, { only })
  } finally {
    await pool.end()
  }
}

// Ours lie in the schema of the connection, the queue's in one of its own. Where they are, no right to make them is needed.
const mayMakeTables = `
  SELECT (to_regclass('_prisma_migrations') IS NOT NULL
      OR coalesce(has_schema_privilege(current_schema(), 'CREATE'), false))
    AND (to_regclass('pgboss.version') IS NOT NULL
      OR has_database_privilege(current_database(), 'CREATE')) AS may`
