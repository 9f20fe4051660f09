import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openServed } from '../../src/storage/served.ts'
import { createServedDatabase, serverIsReachable } from '../support/database.ts'

describe.skipIf(!(await serverIsReachable()))('a PostgreSQL server that cuts connections', () => {
  it('is noticed and survived, between queries and inside a transaction', async () => {
    const database = await createServedDatabase()
    onTestFinished(database.drop)
    const lost: string[] = []
    const storage = await openServed({ databaseUrl: database.url, onLost: error => lost.push(error.message) })
    onTestFinished(storage.close)
    const cutOthers = () =>
      storage.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      )

    await Promise.all([storage.pool.query('SELECT 1'), storage.pool.query('SELECT 2')])
    const removed = new Promise(resolve => storage.pool.once('remove', resolve))
    await cutOthers()
    await removed
    expect(lost).toEqual(['terminating connection due to administrator command'])

    const client = await storage.pool.connect()
    await client.query('BEGIN')
    const ended = new Promise(resolve => client.once('end', resolve))
    await cutOthers()
    await ended
    await expect(client.query('SELECT 1')).rejects.toThrow()
    client.release(true)
    expect((await storage.pool.query('SELECT 3 AS n')).rows).toEqual([{ n: 3 }])
  })
})

describe('a server that does not answer', () => {
  it('is an error after a while, and no endless wait', async () => {
    const silent = createServer()
    onTestFinished(() => {
      silent.close()
    })
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await expect(
      openServed({ databaseUrl: `postgres://nobody:pass-word@127.0.0.1:${port}/x`, onLost: () => {} }),
    ).rejects.toThrow(/^(?!.*pass-word)/)
  })
})
