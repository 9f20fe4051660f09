import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { type WatchLimits, watchEmbedded } from './embedded-watchdog.ts'
import { startEmbeddedThread } from './embedded-worker-thread.ts'
import { OneConnection } from './one-connection.ts'

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
  const socketDirectory = await makeSocketDirectory()
  const remove = () => rm(socketDirectory, { recursive: true, force: true })
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
  const watch = watchEmbedded({ thread, pool, limits }, message => {
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

async function makeSocketDirectory(): Promise<string> {
  // A unix socket's path may have about 100 bytes.
  const parent = Buffer.byteLength(tmpdir()) <= 60 ? tmpdir() : '/tmp'
  return await mkdtemp(join(parent, 'miro-access-bot-'))
}
