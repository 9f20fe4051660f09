import { describe, expect, it, onTestFinished } from 'vitest'
import { openServed } from '../../src/storage/engine/served.ts'
import { ownTrouble } from '../../src/workflows/own-trouble.ts'
import { createServedDatabase } from '../support/database.ts'
import { onServer, serverIsReachable, serverUrl } from '../support/test-server.ts'

const reachable = await serverIsReachable()

describe.skipIf(!reachable)(
  `a PostgreSQL database that takes no connections${reachable ? '' : `: skipped, no server at ${serverUrl}`}`,
  () => {
    it('is told as that, whoever asks it', async () => {
      const database = await createServedDatabase()
      onTestFinished(database.drop)
      const storage = await openServed({ databaseUrl: database.url, onLost: () => {} })
      onTestFinished(storage.close)
      const name = database.url.split('/').at(-1)
      await onServer(async client => {
        await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
        await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
          name,
        ])
      })
      const told = (asked: Promise<unknown>) => asked.then(() => 'answered', ownTrouble)
      expect([
        await told(storage.pool.query('SELECT 1')),
        await told(storage.prisma.workspace.findMany()),
        await told(storage.prisma.$queryRaw`SELECT 1`),
        await told(storage.prisma.$transaction([storage.prisma.workspace.findMany()])),
        await told(storage.queue.inTurn(async () => {})),
      ]).toEqual(
        Array.from(
          { length: 5 },
          () => 'The bot cannot reach its database. Nothing was changed. Try again in a few minutes.',
        ),
      )
    })

    it('in the middle of a transaction too', async () => {
      const database = await createServedDatabase()
      onTestFinished(database.drop)
      const storage = await openServed({ databaseUrl: database.url, onLost: () => {} })
      onTestFinished(storage.close)
      const name = database.url.split('/').at(-1)
      const broken = storage.prisma.$transaction(async transaction => {
        await transaction.workspace.findMany()
        await onServer(client =>
          client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]),
        )
        await transaction.workspace.findMany()
      })
      expect(await broken.then(() => 'answered', ownTrouble)).toMatch(/^The bot cannot reach its database/)
    })
  },
)
