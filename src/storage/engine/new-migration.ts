import { PrismaPg } from '@prisma/adapter-pg'
import type { DiffTarget } from '@prisma/schema-engine-wasm/schema_engine_bg'
import type pg from 'pg'
import { openEmbedded } from './embedded.ts'
import { noFilters, withSchemaEngine } from './migrate.ts'

/**
 * The SQL that leads from one Prisma schema (null: an empty database) to another; empty when they say the same.
 * The engine compares the files; it only asks the database, any PostgreSQL, for its version.
 */
export async function migrationBetween(pool: pg.Pool, before: string | null, after: string): Promise<string> {
  const from: DiffTarget = before === null ? { tag: 'empty' } : datamodel(before)
  const { stdout } = await withSchemaEngine(new PrismaPg(pool), engine =>
    engine.diff({ from, to: datamodel(after), script: true, exitCode: false, filters: noFilters }),
  )
  const sql = stdout ?? ''
  if (sql.includes('This is an empty migration')) return ''
  // The public schema is always there, and a plain role may not create one.
  return sql.replace(/^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n/, '')
}

/** The same without a database at hand. */
export async function migrationBetweenOffline(before: string | null, after: string): Promise<string> {
  const { pool, close } = await openEmbedded({ image: null }, message => {
    throw new Error(message)
  })
  try {
    return await migrationBetween(pool, before, after)
  } finally {
    await close()
  }
}

const datamodel = (content: string): DiffTarget => ({
  tag: 'schemaDatamodel',
  files: [{ path: 'schema.prisma', content }],
})
