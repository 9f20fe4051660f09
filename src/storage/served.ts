import pg from 'pg'
import { migrate } from './migrate.ts'
import { type Storage, storageOn } from './storage.ts'

/** A connection lost between queries is replaced by the pool; `onLost` is for the log. */
type Served = {
  databaseUrl: string
  onLost: (error: Error) => void
  migrations?: readonly string[] | undefined
}

/** Connects to a PostgreSQL server and brings its schema up to date. */
export async function openServed({ databaseUrl, onLost, migrations }: Served): Promise<Storage> {
  await migrateServed(databaseUrl, migrations)
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

async function migrateServed(databaseUrl: string, only?: readonly string[]): Promise<void> {
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
    await migrate(pool, { only })
  } finally {
    await pool.end()
  }
}
