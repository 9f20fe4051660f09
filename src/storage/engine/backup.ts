import { createWriteStream } from 'node:fs'
import { lstat, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import type { Storage } from './storage.ts'
import { codeOf, StorageError } from './storage-error.ts'

/**
 * A backup is text: a first line that says what it is, one line for each row, parents before children, and a
 * last line with the number of rows, so that half a file is known for what it is. Any PostgreSQL dialect of this
 * program writes and reads it. Secrets in it stay sealed: the encryption key has to be kept beside it.
 */
export type BackupHeader = { backup: 'miro-access-bot'; format: 1; at: string; migrations: string[] }
export type BackupEnd = { rows: number }

const rowsAtOnce = 500

/** Writes everything the bot knows to a file (mode 0600) and returns the number of rows. Never writes over a file. */
export async function writeBackup(storage: Pick<Storage, 'pool'>, file: string, now: Date): Promise<number> {
  const half = `${file}.unfinished`
  const client = await storage.pool.connect()
  let rows = 0
  try {
    // One moment for all tables, also while the bot works on.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const lines = readLines(client, now, count => {
      rows = count
    })
    await refuseExisting(file)
    await pipeline(Readable.from(lines), createWriteStream(half, { mode: 0o600, flags: 'wx', flush: true }))
    await client.query('COMMIT')
    await rename(half, file)
    return rows
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    if (codeOf(error) !== 'EEXIST') await rm(half, { force: true })
    else
      throw new StorageError('not_empty', `${file} or ${half} exists already. Name another file.`, {
        cause: error,
      })
    throw error
  } finally {
    client.release()
  }
}

async function* readLines(
  client: pg.PoolClient,
  now: Date,
  done: (rows: number) => void,
): AsyncGenerator<string> {
  const applied = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1',
  )
  const migrations = applied.rows.map(row => row.name)
  const header: BackupHeader = { backup: 'miro-access-bot', format: 1, at: now.toISOString(), migrations }
  yield `${JSON.stringify(header)}\n`
  let rows = 0
  for (const table of await tablesInOrder(client)) {
    await client.query(`DECLARE backup_rows CURSOR FOR SELECT to_jsonb(t)::text AS text FROM "${table}" AS t`)
    for (;;) {
      const { rows: found } = await client.query<{ text: string }>(`FETCH ${rowsAtOnce} FROM backup_rows`)
      if (found.length === 0) break
      rows += found.length
      yield found.map(row => `${table} ${row.text}\n`).join('')
    }
    await client.query('CLOSE backup_rows')
  }
  const end: BackupEnd = { rows }
  yield `${JSON.stringify(end)}\n`
  done(rows)
}

async function refuseExisting(file: string): Promise<void> {
  const there = await lstat(file).then(
    () => true,
    () => false,
  )
  if (there) throw new StorageError('not_empty', `${file} exists already. Name another file.`)
}

/** The program's tables, each after those its foreign keys point to. */
export async function tablesInOrder(client: Pick<pg.ClientBase, 'query'>): Promise<string[]> {
  const tables = await client.query<{ name: string; needs: string[] }>(
    `SELECT c.relname AS name,
            coalesce(array_agg(f.confrelid::regclass::text) FILTER (WHERE f.confrelid <> c.oid), '{}') AS needs
       FROM pg_class c LEFT JOIN pg_constraint f ON f.conrelid = c.oid AND f.contype = 'f'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
      GROUP BY c.oid, c.relname ORDER BY c.relname`,
  )
  const ordered: string[] = []
  let left = tables.rows
  while (left.length > 0) {
    const next = left.filter(table => table.needs.every(name => ordered.includes(name)))
    if (next.length === 0)
      throw new Error(`Tables refer to each other: ${left.map(({ name }) => name).join(', ')}`)
    ordered.push(...next.map(table => table.name))
    left = left.filter(table => !next.includes(table))
  }
  return ordered
}
