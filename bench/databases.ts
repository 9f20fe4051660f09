import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openStorage, type Storage } from '../src/storage/engine/open.ts'

export type DatabaseKind = 'embedded' | 'PostgreSQL'

const serverUrl = process.env['BENCH_DATABASE_SERVER'] ?? 'postgres://root@127.0.0.1:5432/'

/** The kinds of database there are here. PostgreSQL is measured where a server answers. */
export async function databaseKinds(): Promise<readonly DatabaseKind[]> {
  const reachable = await onServer(async () => true).catch(() => false)
  return reachable ? ['embedded', 'PostgreSQL'] : ['embedded']
}

/** What a program is told of its database. */
export type Place = { readonly databaseUrl: string | null; readonly dataDir: string }

/** A fresh, migrated database on disk, as the product opens it; gone when `work` has ended. */
export const withDatabase = <T>(kind: DatabaseKind, work: (storage: Storage) => Promise<T>): Promise<T> =>
  withPlace(kind, async place => {
    const storage = await openAt(place)
    try {
      return await work(storage)
    } finally {
      await storage.close()
    }
  })

export const openAt = (place: Place): Promise<Storage> =>
  openStorage(place, {
    onFatal: message => console.error(message),
    log: { warn: (_, message) => console.error(message) },
  })

/** Room for a fresh database, for whoever opens it; gone when `work` has ended. */
export async function withPlace<T>(kind: DatabaseKind, work: (place: Place) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'))
  const name = `bench_${randomBytes(6).toString('hex')}`
  if (kind === 'PostgreSQL') await onServer(client => client.query(`CREATE DATABASE ${name}`))
  try {
    return await work({ databaseUrl: kind === 'embedded' ? null : serverUrl + name, dataDir })
  } finally {
    await rm(dataDir, { recursive: true, force: true })
    if (kind === 'PostgreSQL')
      await onServer(client => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  }
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: `${serverUrl}test`, connectionTimeoutMillis: 3_000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
