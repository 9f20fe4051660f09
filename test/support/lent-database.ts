import type pg from 'pg'
import { type Storage, storageOn } from '../../src/storage/engine/storage.ts'
import { openFresh } from './fresh-database.ts'

// Opening one takes longer than most tests: the tests of a worker use it one after the other.
const idle: Record<Storage['kind'], Storage[]> = { embedded: [], served: [] }

/** A migrated database without rows. Closing it gives it back, emptied, for the next test of this worker. */
export async function lendDatabase(kind: Storage['kind']): Promise<Storage> {
  const storage = idle[kind].pop() ?? (await openFresh(kind))
  const { pool, close } = lendPool(storage.pool)
  return storageOn({
    kind,
    pool,
    room: storage.room,
    close: async () => {
      close()
      if (await isEmptied(storage.pool)) idle[kind].push(storage)
      else await storage.close()
    },
  })
}

/** What was left running by a test finds its pool closed, as after a real end, and not the next test's rows. */
function lendPool(pool: pg.Pool): { pool: pg.Pool; close(): void } {
  let isClosed = false
  const unlessClosed = {
    get(target: pg.Pool, name: string | symbol) {
      if (isClosed && (name === 'query' || name === 'connect'))
        return async () => {
          throw new Error('the test that this database was lent to is over')
        }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  }
  return {
    pool: new Proxy(pool, unlessClosed),
    close: () => {
      isClosed = true
    },
  }
}

/** As after the migrations: no rows, and ids from 1. False when it is not sure that it is: then it is used no more. */
async function isEmptied(pool: pg.Pool): Promise<boolean> {
  if (pool.totalCount > pool.idleCount || pool.waitingCount > 0) return false
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname IN ('public', 'pgboss') AND relkind = 'r' AND pg_relation_size(pg_class.oid) > 0
       AND relname NOT IN ('_prisma_migrations', 'version', 'queue')`,
  )
  const used = rows.map(({ name }) => name)
  if (used.length === 0) return true
  // Faster than TRUNCATE, which makes a new file for each table and index. Without triggers, the order does not matter.
  await pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     ${used.map(name => `DELETE FROM ${name};`).join('\n')}
     SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
     FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
     COMMIT`,
  )
  // Rows written next come in the order of an empty table again.
  await pool.query(`VACUUM ${used.join(', ')}`)
  return true
}
