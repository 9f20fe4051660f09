import { join } from 'node:path'
import pg from 'pg'
import { bytesLeft } from './data-directory.ts'
import { type WatchLimits, watchEmbedded } from './embedded-watchdog.ts'
import { startEmbeddedThread } from './embedded-worker-thread.ts'
import { makeSocketDirectory } from './socket-directory.ts'

export type EmbeddedDatabase = { pool: pg.Pool; close(): Promise<void> }

type Source = { directory: string } | { image: string | null; saveImage?: string }

/**
 * Runs PostgreSQL in a worker thread and returns the one connection to it, as a pool of one. The database is
 * a directory that holds a cluster already, or in memory (from an image file, or empty).
 */
export async function openEmbedded(
  source: Source,
  onFatal: (message: string) => void,
  limits?: WatchLimits,
): Promise<EmbeddedDatabase> {
  const { path: socketDirectory, remove } = await makeSocketDirectory()
  const thread = await startEmbeddedThread({
    mode: 'serve',
    directory: 'directory' in source ? source.directory : null,
    image: 'image' in source ? source.image : null,
    saveImage: 'saveImage' in source ? source.saveImage : null,
    // The name under which PostgreSQL's clients look in a directory for port 5432.
    socket: join(socketDirectory, '.s.PGSQL.5432'),
  }).catch(async error => {
    await remove()
    throw error
  })
  // The server behind the socket mixes up the messages of several connections. Everything shares this one.
  const pool = new OneConnection({
    host: socketDirectory,
    port: 5432,
    user: 'postgres',
    database: 'postgres',
  })
  let closing: Promise<void> | null = null
  const left = 'directory' in source ? () => bytesLeft(source.directory) : null
  const watch = watchEmbedded({ thread, pool, bytesLeft: left, limits }, message => {
    if (closing !== null) return
    // Whoever waits for an answer is told that none will come.
    closing = thread.kill().then(remove)
    onFatal(message)
  })
  // A broken connection is seen by the query on it; between queries the watch sees what broke it.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))

  return {
    pool,
    close: async () => {
      closing ??= (async () => {
        watch.stop()
        await pool.end()
        await thread.stop()
        await remove()
      })()
      await closing
    },
  }
}

/**
 * A pool of exactly one connection that a failed statement does not cost: the pool's own `query` throws the
 * connection away after any error, and the new one comes before the socket server has let go of the old.
 */
export class OneConnection extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, max: 1, idleTimeoutMillis: 0 })
    Object.assign(this, { query: this.queryAndKeep.bind(this) })
  }

  private async queryAndKeep(...statement: [string | pg.QueryConfig, unknown[]?]): Promise<pg.QueryResult> {
    const client = await this.connect()
    try {
      const result = await client.query(...statement)
      client.release()
      return result
    } catch (error) {
      client.release(await brokenBy(client, error))
      throw error
    }
  }
}

/** How long the connection has to show that it is still good, in milliseconds. */
const patience = 5_000

/** Undefined when the connection can go on: the database refused a statement, and nothing of it is left open. */
async function brokenBy(client: pg.PoolClient, error: unknown): Promise<Error | undefined> {
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error : new Error('not an error')
  // Several statements sent at once may have begun a transaction before one of them failed. After a full disk the
  // database may never answer: then the connection is given up.
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Error>(resolve => {
    timer = setTimeout(resolve, patience, error)
  })
  const cleared = client.query('ROLLBACK').then(
    () => undefined,
    () => error,
  )
  const broken = await Promise.race([cleared, late])
  clearTimeout(timer)
  return broken
}
