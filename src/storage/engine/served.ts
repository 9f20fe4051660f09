import pg from 'pg'
import { type DatabaseAddress, readDatabaseUrl } from './database-url.ts'
import { type Choice, migrate } from './migrate.ts'
import { type Served, servedRefusal, unfit } from './served-refusal.ts'
import { type Storage, storageOn } from './storage.ts'
import { StorageError } from './storage-error.ts'

/** A connection lost between queries is replaced by the pool; `onLost` is for the log. */
type Where = {
  databaseUrl: string
  onLost: (error: Error) => void
  /** Another program brings the schema up to date, and this one waits for it; called every few seconds. */
  onWait?: () => void
  migrations?: readonly string[] | undefined
}

/**
 * Milliseconds without an answer after which a connection is given up: half of it may be gone without anybody having
 * been told. A little more than the server's own limit, whose error says more.
 */
const noAnswer = 70_000
/** The same while nothing is asked that takes time. */
const noFirstAnswer = 10_000
/** The system asks by itself whether the other side is still there. */
const keptAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }

/** Connects to a PostgreSQL server and brings its schema up to date. Throws StorageError when that cannot be. */
export async function openServed({ databaseUrl, onLost, onWait, migrations }: Where): Promise<Storage> {
  const read = readDatabaseUrl(databaseUrl)
  if ('problem' in read) throw new StorageError('bad_address', `${read.problem}.`)
  await migrateServed(databaseUrl, read.address, { only: migrations, onWait })
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: noFirstAnswer,
    // The longest statement writes one batch; a server this slow is better reported than waited for.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    query_timeout: noAnswer,
    ...keptAlive,
    onConnect: writeDatesPlainly,
  })
  // Without listeners a lost connection would end the program: between queries, and inside a transaction.
  pool.on('error', onLost)
  pool.on('connect', client => client.on('error', () => {}))
  return storageOn({ kind: 'served', pool, room: async () => {}, close: () => pool.end() })
}

/** Whatever the server, the database or `options` say of it: pg and Prisma read dates in this form only. */
async function writeDatesPlainly(client: pg.ClientBase): Promise<void> {
  await client.query(quickly(`SET DateStyle = 'ISO, MDY'; SET TimeZone = 'UTC'`))
}

/** pg knows the limit also for a single query; its types do not. */
const quickly = (text: string): pg.QueryConfig & { query_timeout: number } => ({
  text,
  query_timeout: noFirstAnswer,
})

async function migrateServed(databaseUrl: string, address: DatabaseAddress, choice: Choice): Promise<void> {
  let connections = 0
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: noFirstAnswer,
    ...keptAlive,
    // A second connection would continue outside the transaction the first one took with it.
    onConnect: async client => {
      connections += 1
      if (connections > 1) throw new Error('The connection to the database was lost.')
      await writeDatesPlainly(client)
    },
  })
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  try {
    const { rows } = await pool.query<Served>(quickly(whatItIs)).catch((error: unknown) => {
      throw servedRefusal(error, address)
    })
    const refusal = rows[0] === undefined ? null : unfit(address, rows[0])
    if (refusal !== null) throw refusal
    await migrate(pool, choice)
  } finally {
    await pool.end()
  }
}

// Ours lie in the schema of the connection, the queue's in one of its own. Where they are, no right to make them is needed.
const whatItIs = `
  SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS version_num,
    current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS standby,
    current_setting('transaction_read_only')::bool AS read_only,
    (to_regclass('_prisma_migrations') IS NOT NULL
      OR coalesce(has_schema_privilege(current_schema(), 'CREATE'), false))
    AND (to_regclass('pgboss.version') IS NOT NULL
      OR has_database_privilege(current_database(), 'CREATE')) AS may`
