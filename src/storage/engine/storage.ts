import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { PrismaClient } from '../generated/client.ts'
import type { HolderSocket } from './holder-socket.ts'

/**
 * An open, migrated database. Everything goes through `pool`, Prisma too. On the embedded database that is
 * one connection: a transaction that awaits anything but its own statements stops everybody else.
 */
export type Storage = {
  readonly kind: 'embedded' | 'served'
  readonly pool: pg.Pool
  readonly prisma: PrismaClient
  /** What pg-boss takes as its database. */
  readonly queue: {
    executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
    /** Programs that share the database do this work one after the other. */
    inTurn<T>(work: () => Promise<T>): Promise<T>
  }
  /** Throws StorageError 'disk_full' when a large write would not fit. Cheap; always passes on a served database. */
  room(): Promise<void>
  /** Answers commands of this machine about the embedded database, which they cannot open; a served one they can. */
  readonly answer: HolderSocket['answer']
  close(): Promise<void>
}

type Opened = {
  kind: Storage['kind']
  pool: pg.Pool
  room: () => Promise<void>
  answer?: HolderSocket['answer']
  close: () => Promise<void>
}

// Any number nobody else uses, beside the one of the migrations.
const queueLock = 7_200_412_387

async function inTurn<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [queueLock])
    return await work()
  } finally {
    // It only held the lock; a connection that is gone has given it back.
    await client.query('ROLLBACK').catch(() => {})
    client.release()
  }
}

/** Puts Prisma and the queue's executor on an open pool. */
export function storageOn({ kind, pool, room, answer = () => async () => {}, close }: Opened): Storage {
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // Callers queue for the one embedded connection; the defaults (2 s and 5 s) would fail them under load.
    transactionOptions: { maxWait: 60_000, timeout: 60_000 },
    // Errors are logged: without the source they came from, and without what was to be stored.
    errorFormat: 'minimal',
  })
  return {
    kind,
    pool,
    prisma,
    queue: {
      executeSql: (text, values) => pool.query(text, values),
      // Nobody shares the embedded one, and its one connection must not wait for others.
      inTurn: work => (kind === 'embedded' ? work() : inTurn(pool, work)),
    },
    room,
    answer,
    close: async () => {
      await prisma.$disconnect()
      await close()
    },
  }
}
