import { once } from 'node:events'
import { createServer } from 'node:net'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { claimPort } from '../../src/sandbox/claimed-port.ts'
import { openServed } from '../../src/storage/engine/served.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { StorageError } from '../../src/storage/engine/storage-error.ts'
import { createServedDatabase } from '../support/database.ts'
import {
  databaseName,
  dropDatabases,
  onServer,
  serverIsReachable,
  serverUrl,
} from '../support/test-server.ts'

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

const refusalOf = (databaseUrl: string): Promise<unknown> =>
  openServed({ databaseUrl, onLost: () => {} }).then(
    storage => storage.close(),
    error => error,
  )

describe('a DATABASE_URL that leads nowhere', () => {
  it('is refused before anybody is asked when it cannot be read', async () => {
    expect(await refusalOf('postgres://u:pass-word#1@h/x')).toMatchObject({
      kind: 'bad_address',
      message: expect.stringMatching(/^DATABASE_URL has (?!.*pass-word)/),
    })
  })

  it('to a port where nobody listens says so', async () => {
    const { port, release } = await claimPort()
    await release()
    expect(await refusalOf(`postgres://u:pass-word@127.0.0.1:${port}/x`)).toEqual(
      new StorageError(
        'no_server',
        `DATABASE_URL: no PostgreSQL server is at 127.0.0.1:${port} (ECONNREFUSED). Start it, or correct host and port, and start again.`,
        { mayPass: true },
      ),
    )
  })
})

describe.skipIf(!(await serverIsReachable()))('a PostgreSQL server that does not let the bot work', () => {
  it('says that the database is not there', async () => {
    expect(await refusalOf('postgres://root@127.0.0.1:5432/bot_test_nowhere')).toMatchObject({
      kind: 'no_server',
      message: expect.stringContaining('has no database "bot_test_nowhere" (3D000)'),
    })
  })

  it('says which rights its user lacks, and opens with them', async () => {
    const database = await createServedDatabase()
    const name = database.url.split('/').at(-1) ?? ''
    const owner = new pg.Client({ connectionString: database.url })
    await owner.connect()
    onTestFinished(async () => {
      await owner.end()
      await database.drop()
      const server = new pg.Client({ connectionString: 'postgres://root@127.0.0.1:5432/test' })
      await server.connect()
      await server.query(`DROP ROLE ${name}`)
      await server.end()
    })
    await owner.query(`CREATE ROLE ${name} LOGIN`)
    const url = database.url.replace('root@', `${name}@`)
    const refusal = await refusalOf(url)
    expect(refusal).toMatchObject({ kind: 'no_rights' })
    const [, grants = ''] = /As its owner: (.*), and start again\.$/.exec(String(refusal)) ?? []
    await owner.query(grants)
    await (await openServed({ databaseUrl: url, onLost: () => {} })).close()
  })
})

const reachable = await serverIsReachable()

describe.skipIf(!reachable)(
  `a PostgreSQL database set up otherwise${reachable ? '' : `: skipped, no server at ${serverUrl}`}`,
  () => {
    async function createSetUp(how: string): Promise<string> {
      const name = databaseName()
      await onServer(client => client.query(`CREATE DATABASE ${name} ${how}`))
      onTestFinished(() => dropDatabases(name))
      return name
    }
    const settingOf = async (storage: Storage, name: string): Promise<unknown> =>
      (await storage.pool.query(`SELECT current_setting($1) AS is`, [name])).rows[0]?.is

    async function refusedAndEmpty(name: string): Promise<unknown> {
      const refusal = await refusalOf(serverUrl + name)
      const client = new pg.Client({ connectionString: serverUrl + name })
      await client.connect()
      const { rows } = await client.query(
        `SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'`,
      )
      await client.end()
      expect(rows).toEqual([{ n: 0 }])
      return refusal
    }

    it('in LATIN1 is refused before anything is written', async () => {
      const name = await createSetUp(`ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`)
      expect(await refusedAndEmpty(name)).toMatchObject({
        kind: 'unfit',
        message: expect.stringMatching(/^DATABASE_URL: .*LATIN1.*UTF8.*, and start again\.$/),
      })
    })

    it('in SQL_ASCII holds every name', async () => {
      const name = await createSetUp(`ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`)
      const storage = await openServed({ databaseUrl: serverUrl + name, onLost: () => {} })
      onTestFinished(storage.close)
      const workspace = { id: 'T1', name: 'Kärla 佐藤 🚀', botUserId: 'U1', createdAt: new Date() }
      await storage.prisma.workspace.create({ data: workspace })
      expect(await storage.prisma.workspace.findMany({ select: { name: true } })).toEqual([
        { name: 'Kärla 佐藤 🚀' },
      ])
    })

    it('that can only be read is refused, and opens after what the refusal says', async () => {
      const name = await createSetUp('')
      await onServer(client => client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`))
      const refusal = await refusedAndEmpty(name)
      expect(refusal).toMatchObject({ kind: 'unfit' })
      const [, cure = ''] = /for both: (.*), and start again\.$/.exec(String(refusal)) ?? []
      await onServer(client => client.query(cure))
      await (await openServed({ databaseUrl: serverUrl + name, onLost: () => {} })).close()
    })

    it.each(['German', 'SQL, DMY', 'Postgres'])(
      'with the DateStyle %s gives the same instants',
      async style => {
        const name = await createSetUp('')
        await onServer(async client => {
          await client.query(`ALTER DATABASE ${name} SET DateStyle TO '${style}'`)
          await client.query(`ALTER DATABASE ${name} SET TimeZone TO 'America/New_York'`)
        })
        // The second start reads when the migrations were applied.
        await (await openServed({ databaseUrl: serverUrl + name, onLost: () => {} })).close()
        const storage = await openServed({ databaseUrl: serverUrl + name, onLost: () => {} })
        onTestFinished(storage.close)
        const createdAt = new Date('2026-11-03T10:20:30.456Z')
        await storage.prisma.workspace.create({
          data: { id: 'T1', name: 'Acme', botUserId: 'U1', createdAt },
        })
        expect(await storage.prisma.workspace.findMany({ select: { createdAt: true } })).toEqual([
          { createdAt },
        ])
        expect((await storage.pool.query('SELECT created_at AS at FROM workspace')).rows).toEqual([
          { at: createdAt },
        ])
      },
    )

    it('keeps the options in the address, but for how dates are written', async () => {
      const name = await createSetUp('')
      const options = encodeURIComponent('-c DateStyle=German -c work_mem=8MB')
      const databaseUrl = `${serverUrl}${name}?options=${options}`
      const storage = await openServed({ databaseUrl, onLost: () => {} })
      onTestFinished(storage.close)
      expect(await settingOf(storage, 'work_mem')).toBe('8MB')
      expect(await settingOf(storage, 'DateStyle')).toBe('ISO, MDY')
      expect(await settingOf(storage, 'TimeZone')).toBe('UTC')
    })
  },
)
