import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Begins the name of every database that this run of the tests makes. */
    databases: string
  }
}

export const serverUrl = 'postgres://root@127.0.0.1:5432/'

/** Once before and after all tests: a worker ends without a chance to drop the databases that it kept. */
export default function setup(project: TestProject): () => Promise<void> {
  const databases = `bot_test_${randomBytes(4).toString('hex')}`
  project.provide('databases', databases)
  return async () => {
    if (await serverIsReachable()) await dropDatabases(databases)
  }
}

/** Whether a PostgreSQL server for tests is there. */
export async function serverIsReachable(): Promise<boolean> {
  return await onServer(async () => true).catch(() => false)
}

/** For a new database on the test server. */
export function databaseName(): string {
  const databases: string | undefined = inject('databases')
  // Without the configuration nobody would drop it again.
  if (databases === undefined) throw new Error('Run the tests with npm run test:one -- FILE.')
  return `${databases}_${randomBytes(4).toString('hex')}`
}

export async function dropDatabases(prefix: string): Promise<void> {
  await onServer(async client => {
    const { rows } = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    )
    for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })
}

export async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: `${serverUrl}test`, connectionTimeoutMillis: 3_000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
