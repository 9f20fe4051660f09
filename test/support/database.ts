import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, onTestFinished } from 'vitest'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { migratedDirectory, openFresh } from './fresh-database.ts'
import { lendDatabase } from './lent-database.ts'
import { databaseName, dropDatabases, onServer, serverIsReachable, serverUrl } from './test-server.ts'

/**
 * Opens a migrated database without rows, for the test (or the file) that asked.
 * @param own no other test gets it afterwards: for tests that change tables
 */
export type Open = (own?: 'own') => Promise<Storage>

/** Runs the same tests on the embedded database (in memory) and on PostgreSQL, where a server is there. */
export async function describeOnBothDatabases(name: string, tests: (open: Open) => void): Promise<void> {
  const toClose = new Set<() => Promise<void>>()
  const opener =
    (kind: Storage['kind']): Open =>
    async own => {
      const storage = await openTestStorage(kind, own)
      toClose.add(storage.close)
      try {
        onTestFinished(storage.close)
      } catch {
        // Asked for outside a test, in beforeAll: kept for the whole file.
      }
      return storage
    }
  const closeAll = async () => {
    for (const close of toClose) await close()
    toClose.clear()
  }
  describe(`${name} (embedded)`, () => {
    afterAll(closeAll)
    tests(opener('embedded'))
  })
  const reachable = await serverIsReachable()
  describe.skipIf(!reachable)(
    `${name} (${reachable ? 'PostgreSQL' : `PostgreSQL: skipped, no server at ${serverUrl}`})`,
    () => {
      afterAll(closeAll)
      tests(opener('served'))
    },
  )
}

/**
 * A migrated database of one kind without rows; closing twice is harmless.
 * @param own no other test had it or gets it afterwards: for tests that change tables
 */
export async function openTestStorage(kind: Storage['kind'], own?: 'own'): Promise<Storage> {
  const storage = own === undefined ? await lendDatabase(kind) : await openFresh(kind)
  let closing: Promise<void> | null = null
  const close = () => {
    closing ??= storage.close()
    return closing
  }
  return { ...storage, close }
}

/** A data directory with a migrated embedded database, for one test: a copy, because making one takes seconds. */
export async function makeDataDirectory(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'data-'))
  onTestFinished(() => rm(copy, { recursive: true, force: true }))
  await cp(await migratedDirectory(), copy, { recursive: true })
  return copy
}

/** Creates an empty database on the test server; the caller drops it. */
export async function createServedDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = databaseName()
  await onServer(client => client.query(`CREATE DATABASE ${name}`))
  return { url: serverUrl + name, drop: () => dropDatabases(name) }
}
