import { createReadStream } from 'node:fs'
import type pg from 'pg'
import { z } from 'zod'
import { tablesInOrder } from './backup.ts'
import type { Storage } from './storage.ts'
import { StorageError } from './storage-error.ts'

const headerSchema = z.object({
  backup: z.literal('miro-access-bot'),
  format: z.literal(1),
  at: z.string(),
  migrations: z.array(z.string()),
})
const endSchema = z.strictObject({ rows: z.number() })

const rowsAtOnce = 500

/** The migrations a backup was made with: the database it is restored to must have just these. */
export async function readBackupMigrations(file: string): Promise<string[]> {
  for await (const line of linesOf(file)) return parse(headerSchema, line, file).migrations
  throw bad(file, 'it is empty')
}

/**
 * Puts a backup into an empty database and returns the number of rows. All or nothing: a file that is cut off
 * or damaged leaves the database empty.
 */
export async function restoreBackup(storage: Pick<Storage, 'pool'>, file: string): Promise<number> {
  const client = await storage.pool.connect()
  try {
    await client.query('BEGIN')
    // The journal comes with the backup: what is restored did not happen now.
    await client.query(`SET LOCAL journal.silent = 'on'`)
    const tables = await tablesInOrder(client)
    await refuseNotEmpty(client, tables)
    const rows = await insertLines(client, tables, file)
    await continueSequences(client)
    await client.query('COMMIT')
    return rows
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

async function insertLines(client: pg.PoolClient, tables: readonly string[], file: string): Promise<number> {
  const batch: { table: string; rows: string[] } = { table: '', rows: [] }
  const insert = async () => {
    if (batch.rows.length > 0) await insertRows(client, batch.table, batch.rows, file)
    batch.rows = []
  }
  let number = 0
  let rows = 0
  let ended = false
  for await (const line of linesOf(file)) {
    number += 1
    if (number === 1) {
      parse(headerSchema, line, file)
      continue
    }
    if (ended) throw bad(file, 'it goes on after its end')
    if (line.startsWith('{')) {
      ended = true
      if (parse(endSchema, line, file).rows !== rows) throw bad(file, 'rows are missing')
      continue
    }
    const space = line.indexOf(' ')
    const table = line.slice(0, space)
    // The name goes into a statement: only one of this database's own.
    if (!tables.includes(table)) throw bad(file, `line ${number} is for a table that does not exist`)
    if (table !== batch.table || batch.rows.length === rowsAtOnce) await insert()
    batch.table = table
    batch.rows.push(line.slice(space + 1))
    rows += 1
  }
  if (!ended) throw bad(file, 'it is cut off')
  await insert()
  return rows
}

async function insertRows(client: pg.PoolClient, table: string, rows: string[], file: string): Promise<void> {
  try {
    await client.query(
      `INSERT INTO "${table}" SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`,
      [`[${rows.join(',')}]`],
    )
  } catch (error) {
    throw bad(file, `rows of ${table} were refused`, error)
  }
}

async function refuseNotEmpty(client: pg.PoolClient, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const found = await client.query(`SELECT 1 FROM "${table}" LIMIT 1`)
    if (found.rowCount !== 0)
      throw new StorageError(
        'not_empty',
        'The database holds data already. A backup is restored to an empty one only: move the data directory ' +
          'away, or name an empty database.',
      )
  }
}

/** Numbers the database gives out continue after the restored ones. */
async function continueSequences(client: pg.PoolClient): Promise<void> {
  const owned = await client.query<{ table: string; column: string }>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
      WHERE table_schema = 'public' AND column_default LIKE 'nextval(%'`,
  )
  for (const { table, column } of owned.rows)
    await client.query(
      `SELECT setval(pg_get_serial_sequence('"${table}"', '${column}'),
                     (SELECT coalesce(max("${column}"), 0) + 1 FROM "${table}"), false)`,
    )
}

/** Split at line feeds only: readline would also split at U+2028, which a name may contain. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

function parse<T>(schema: z.ZodType<T>, line: string, file: string): T {
  try {
    return schema.parse(JSON.parse(line))
  } catch (error) {
    throw bad(file, 'it is not a backup of this program', error)
  }
}

const bad = (file: string, why: string, cause?: unknown): StorageError =>
  new StorageError('bad_backup', `${file} cannot be restored: ${why}. Nothing was changed.`, { cause })
