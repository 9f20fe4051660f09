import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate, readMigrations } from '../../src/storage/engine/migrate.ts'
import { migrationBetween } from '../../src/storage/engine/new-migration.ts'
import { openServed } from '../../src/storage/engine/served.ts'
import { StorageError } from '../../src/storage/engine/storage-error.ts'
import { createServedDatabase, describeOnBothDatabases } from '../support/database.ts'
import { serverIsReachable } from '../support/test-server.ts'

/** A copy of the migrations with one more. */
async function migrationsAnd(name: string, sql: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'migrations-'))
  await cp(fileURLToPath(new URL('../../prisma/migrations', import.meta.url)), directory, { recursive: true })
  await mkdir(join(directory, name))
  await writeFile(join(directory, name, 'migration.sql'), sql)
  return directory
}

const existing = (table: string) => `SELECT to_regclass('${table}') IS NOT NULL AS there`

await describeOnBothDatabases('the migrations', open => {
  it('lead to what schema.prisma says', async () => {
    const { pool } = await open('own')
    const reached = await catalog(pool, 'public')
    const schema = await readFile(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8')
    const sql = (await migrationBetween(pool, null, schema)).replaceAll('"public".', '')
    await onOne(pool, async client => {
      await client.query('CREATE SCHEMA wanted; SET search_path TO wanted')
      await client.query(sql)
      await client.query('SET search_path TO DEFAULT')
    })
    // Differences: run "npm run migration" (before a release) or "npm run migration -- <name>".
    expect(reached).toEqual(await catalog(pool, 'wanted'))
    expect(reached.length).toBeGreaterThan(150)
  })

  it('allow one open finding of a check and subject, and many closed ones', async () => {
    const { pool } = await open('own')
    const index = await pool.query(`SELECT indexdef FROM pg_indexes WHERE indexname = 'finding_open_once'`)
    expect(index.rows).toEqual([
      {
        indexdef:
          'CREATE UNIQUE INDEX finding_open_once ON public.finding USING btree ' +
          '(workspace_id, miro_org_id, check_id, subject_id) WHERE (closed_at IS NULL)',
      },
    ])
  })

  it('are applied once', async () => {
    const { pool } = await open('own')
    expect(await migrate(onePool(pool))).toEqual([])
    const migrations = await readMigrations()
    const names = await pool.query('SELECT migration_name FROM _prisma_migrations ORDER BY 1')
    expect(names.rows).toEqual(migrations.migrationDirectories.map(({ path }) => ({ migration_name: path })))
  })

  it('leave nothing of one that fails, and apply it once it is mended', async () => {
    const { pool } = await open('own')
    const broken = await migrationsAnd('20990101000000_x', 'CREATE TABLE half (n int);\nSELECT 1 / 0;')
    const refusal = await migrate(onePool(pool), { directory: broken }).catch(error => error)
    expect(refusal).toBeInstanceOf(StorageError)
    expect(refusal.kind).toBe('migration_failed')
    expect(refusal.message).toMatch(/division by zero.*left as it was\. Start the version from before/)
    expect((await pool.query(existing('half'))).rows).toEqual([{ there: false }])

    const mended = await migrationsAnd('20990101000000_x', 'CREATE TABLE half (n int);')
    expect(await migrate(onePool(pool), { directory: mended })).toEqual(['20990101000000_x'])
    expect((await pool.query(existing('half'))).rows).toEqual([{ there: true }])
  })

  it('of a newer program are refused by an older one', async () => {
    const { pool } = await open('own')
    const directory = await migrationsAnd('20990101000000_later', 'CREATE TABLE later (n int);')
    await migrate(onePool(pool), { directory })
    await expect(migrate(onePool(pool))).rejects.toThrow(
      'The database was written by a newer version of this program (it has 20990101000000_later).',
    )
  })
})

describe.skipIf(!(await serverIsReachable()))('programs that start together on PostgreSQL', () => {
  it('migrate it once and all of them open it', async () => {
    const database = await createServedDatabase()
    onTestFinished(database.drop)
    const opened = await Promise.all(
      Array.from({ length: 4 }, () => openServed({ databaseUrl: database.url, onLost: () => {} })),
    )
    const names = await opened[0]?.pool.query('SELECT migration_name FROM _prisma_migrations')
    const migrations = await readMigrations()
    expect(names?.rows).toHaveLength(migrations.migrationDirectories.length)
    for (const storage of opened) await storage.close()
  })
})

/** What migrate asks for: one connection to the same database that stays. */
function onePool(pool: pg.Pool): pg.Pool {
  if (pool.options.max === 1) return pool
  const one = new pg.Pool({ ...pool.options, max: 1, idleTimeoutMillis: 0 })
  onTestFinished(() => one.end())
  return one
}

async function onOne(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await work(client)
  } finally {
    client.release()
  }
}

/** Every column, key, foreign key, check and index of a schema in PostgreSQL's own words, sorted. */
async function catalog(pool: pg.Pool, schema: string): Promise<string[]> {
  const found = await pool.query<{ line: string }>(
    `SELECT concat_ws(' ', table_name, column_name, data_type, udt_name, datetime_precision, is_nullable, column_default) AS line
       FROM information_schema.columns WHERE table_schema = $1 AND table_name <> 'deed'
      UNION ALL
     SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
       FROM pg_constraint WHERE connamespace = $1::regnamespace AND contype <> 'n'
      UNION ALL
     SELECT indexdef FROM pg_indexes WHERE schemaname = $1`,
    [schema],
  )
  return found.rows
    .map(row => row.line.replaceAll(`${schema}.`, ''))
    .filter(line => !line.includes('_prisma_migrations'))
    .sort()
}
