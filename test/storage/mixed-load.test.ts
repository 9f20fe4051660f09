import PgBoss from 'pg-boss'
import { expect, it } from 'vitest'
import type { Storage } from '../../src/storage/engine/open.ts'
import { describeOnBothDatabases } from '../support/database.ts'

type Call = {
  name: string
  run: (storage: Storage, n: number) => Promise<unknown>
  answer: (n: number) => unknown
}

// Every other one of those that are a transaction.
const isCommitted = (n: number): boolean => Math.floor(n / 8) % 2 === 0

const calls: readonly Call[] = [
  {
    name: 'a parameterised query',
    run: async ({ pool }, n) => (await pool.query('SELECT $1::int + 1 AS n', [n])).rows,
    answer: n => [{ n: n + 1 }],
  },
  {
    name: 'a plain query with a large answer',
    run: async ({ pool }, n) => (await pool.query(`SELECT repeat('${n % 10}', 20000) AS text`)).rows,
    answer: n => [{ text: String(n % 10).repeat(20_000) }],
  },
  {
    name: 'several statements in one',
    run: async ({ pool }, n) => {
      const results = (await pool.query(`SELECT ${n} AS a; SELECT ${n * 2} AS b`)) as unknown
      return (results as { rows: unknown }[]).map(result => result.rows)
    },
    answer: n => [[{ a: n }], [{ b: n * 2 }]],
  },
  {
    name: 'a refused statement',
    run: ({ pool }, n) => pool.query(`SELECT ${n} / 0`).catch((error: Error) => error.message),
    answer: () => 'division by zero',
  },
  {
    name: 'a transaction on a client',
    run: async ({ pool }, n) => {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        await client.query('INSERT INTO counted VALUES ($1)', [n])
        const { rows } = await client.query('SELECT n FROM counted WHERE n = $1', [n])
        await client.query(isCommitted(n) ? 'COMMIT' : 'ROLLBACK')
        return rows
      } finally {
        client.release()
      }
    },
    answer: n => [{ n }],
  },
  {
    name: 'a Prisma query',
    run: ({ prisma }, n) => prisma.workspace.findFirst({ where: { id: `T${n % 7}` }, select: { id: true } }),
    answer: n => ({ id: `T${n % 7}` }),
  },
  {
    name: 'a Prisma transaction',
    run: ({ prisma }, n) =>
      prisma.$transaction(async tx => {
        await tx.workspace.update({ where: { id: `T${n % 7}` }, data: { name: `name ${n}` } })
        return await tx.workspace.findUnique({ where: { id: `T${n % 7}` }, select: { name: true } })
      }),
    answer: n => ({ name: `name ${n}` }),
  },
  {
    name: 'a Prisma batch',
    run: ({ prisma }, n) =>
      prisma.$transaction([prisma.workspace.count(), prisma.$queryRaw`SELECT ${n}::int AS n`]),
    answer: n => [7, [{ n }]],
  },
]

await describeOnBothDatabases('mixed load', open => {
  it('gets every answer right, with the queue working beside it', async () => {
    const storage = await open('own')
    await storage.pool.query('CREATE TABLE counted (n int PRIMARY KEY)')
    await storage.prisma.workspace.createMany({
      data: Array.from({ length: 7 }, (_, n) => ({
        id: `T${n}`,
        name: 'Acme',
        botUserId: 'U1',
        createdAt: new Date(0),
      })),
    })
    const boss = new PgBoss({ db: storage.queue, schedule: false })
    const troubles: Error[] = []
    boss.on('error', error => troubles.push(error))
    await boss.start()
    await boss.createQueue('mixed')
    const worked = new Set<number>()
    let allWorked: () => void = () => {}
    const finished = new Promise<void>(resolve => {
      allWorked = resolve
    })
    await boss.work<{ n: number }>('mixed', { batchSize: 20, pollingIntervalSeconds: 0.5 }, async jobs => {
      for (const job of jobs) worked.add(job.data.n)
      if (worked.size === 40) allWorked()
    })

    const numbers = Array.from({ length: 800 }, (_, n) => n)
    const callOf = (n: number): Call => calls[n % calls.length] as Call
    const sent = Promise.all(Array.from({ length: 40 }, (_, n) => boss.send('mixed', { n })))
    const answers = await Promise.all(
      numbers.map(async n => ({ call: callOf(n).name, n, answer: await callOf(n).run(storage, n) })),
    )
    await sent
    await finished
    await boss.stop({ graceful: true, wait: true })

    expect(answers).toEqual(numbers.map(n => ({ call: callOf(n).name, n, answer: callOf(n).answer(n) })))
    const committed = await storage.pool.query<{ n: number }>('SELECT n FROM counted ORDER BY n')
    const transactions = numbers.filter(n => callOf(n).name === 'a transaction on a client')
    expect(committed.rows.map(row => row.n)).toEqual(transactions.filter(isCommitted))
    expect([...worked].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n))
    expect(troubles).toEqual([])
    expect(storage.pool.options.max).toBe(storage.kind === 'embedded' ? 1 : 10)
  })
})
