import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import type pg from 'pg'
import { mayPass } from './served-refusal.ts'
import { StorageError } from './storage-error.ts'

// Any number nobody else uses: all copies of this program that share a database wait for each other on it.
const migrationLock = 7_200_412_386

/** Leaves tables alone that are not in the schema: none are expected in `public`. */
export const noFilters = { externalTables: [], externalEnums: [] }

/** Beside src/ and dist/ alike. */
const migrationsDirectory = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url))

/**
 * `only`: stop at the schema a backup was made with. `onWait`: another program has been at it for a while, and again
 * for every such while.
 */
export type Choice = {
  directory?: string
  only?: readonly string[] | undefined
  onWait?: (() => void) | undefined
}

/** Milliseconds between two words about waiting for another program. */
const sayAgain = 5_000

/**
 * Brings the schema up to date and returns the names of the migrations it applied. All of them are one
 * transaction: a program killed in the middle leaves the schema as it was. Programs starting together take
 * turns. The pool must hold exactly one connection that does not end when idle.
 */
export async function migrate(pool: pg.Pool, { directory, only, onWait }: Choice = {}): Promise<string[]> {
  const migrations = await readMigrations(directory, only)
  let said: unknown
  const refused = (error: unknown) => {
    said = error
  }
  await pool.query('BEGIN')
  try {
    await takeTurn(pool, onWait)
    await refuseUnknown(pool, migrations)
    const applied = await withSchemaEngine(wholeScripts(pool, refused), engine =>
      engine.applyMigrations({ migrationsList: migrations, filters: noFilters }),
    )
    await pool.query('COMMIT')
    return applied.appliedMigrationNames
  } catch (thrown) {
    await pool.query('ROLLBACK').catch(() => {})
    if (thrown instanceof StorageError) throw thrown
    const error = said ?? thrown
    throw new StorageError(
      'migration_failed',
      `The database could not be brought to this version (${reason(error)}); it was left as it was. ` +
        'Start the version from before, or restore a backup into an empty database (npm run restore).',
      { cause: error, mayPass: mayPass(error) },
    )
  }
}

/**
 * Prisma's adapter cuts a script at each semicolon, also inside a function: here the database takes it as a whole. Its
 * engine does not tell what the database said of a script.
 */
function wholeScripts(
  pool: pg.Pool,
  onRefused: (error: unknown) => void,
): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  const executeScript = async (sql: string): Promise<void> => {
    await pool.query(sql).catch((error: unknown) => {
      onRefused(error)
      throw error
    })
  }
  return Object.assign(factory, {
    connect: async () => Object.assign(await connect(), { executeScript }),
  })
}

async function takeTurn(pool: pg.Pool, onWait: () => void = () => {}): Promise<void> {
  const waiting = setInterval(onWait, sayAgain)
  try {
    await pool.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
  } finally {
    clearInterval(waiting)
  }
}

/** Prisma's engine tells what the database said only in the text of its stack. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return /ERROR: (.+)/.exec(error.stack ?? '')?.[1] ?? error.message
}

/** The migrations of a directory in the form Prisma's engine takes them. */
export async function readMigrations(
  directory = migrationsDirectory,
  only?: readonly string[],
): Promise<MigrationList> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries
    .flatMap(entry => (entry.isDirectory() ? [entry.name] : []))
    .filter(name => only === undefined || only.includes(name))
    .sort()
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async path => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(directory, path, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  }
}

async function refuseUnknown(pool: pg.Pool, known: MigrationList): Promise<void> {
  const table = await pool.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  )
  if (table.rows[0]?.exists !== true) return
  const applied = await pool.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  )
  const names = new Set(known.migrationDirectories.map(migration => migration.path))
  const unknown = applied.rows.map(row => row.migration_name).filter(name => !names.has(name))
  if (unknown.length === 0) return
  throw new StorageError(
    'newer_schema',
    `The database was written by a newer version of this program (it has ${unknown.join(', ')}). ` +
      'Start that version, or restore a backup made with this one.',
  )
}

type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg')
type Exports = { __wbindgen_start(): void }
type Wasm = {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Exports } }>
}

/** Opens Prisma's migration engine (WebAssembly, no download) on a database and frees it afterwards. */
export async function withSchemaEngine<T>(
  database: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= load()
  const module = await loaded
  const engine = await module.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(database),
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
  }
}

// The module keeps views of the one memory it was given: a second instance would read the first one's.
let loaded: Promise<EngineModule> | null = null

/** The package's own entry imports the .wasm file, which Node does only behind a flag. */
async function load(): Promise<EngineModule> {
  const name = '@prisma/schema-engine-wasm/schema_engine_bg'
  const module: EngineModule = await import(name)
  const directory = dirname(createRequire(import.meta.url).resolve(name))
  const bytes = await readFile(join(directory, 'schema_engine_bg.wasm'))
  // Node has it; the types of Node leave it to the types of the browser.
  const wasm: Wasm = Reflect.get(globalThis, 'WebAssembly')
  const { instance } = await wasm.instantiate(bytes, { './schema_engine_bg.js': module })
  module.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return module
}
