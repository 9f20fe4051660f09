import { expect, onTestFinished, test } from 'vitest'
import { openQueue, type Queue, type Work } from '../src/jobs/queue.ts'
import { describeOnBothDatabases } from './support/database.ts'
import { idleWork } from './support/idle-work.ts'

const quiet = { debug: () => {}, error: () => {} }

/** Resolves with what the job was given, as soon as it runs. */
function waiter<T>(): { arrived: Promise<T>; arrive: (value: T) => void } {
  let arrive: (value: T) => void = () => {}
  const arrived = new Promise<T>(resolve => {
    arrive = resolve
  })
  return { arrived, arrive }
}

async function ended(queue: Queue): Promise<void> {
  await queue.finish()
  await queue.close()
}

await describeOnBothDatabases('the job queue', open => {
  async function started(work: Partial<Work>): Promise<Queue> {
    const storage = await open()
    const queue = openQueue(storage.queue, quiet)
    await queue.start({ ...idleWork, ...work })
    onTestFinished(() => ended(queue))
    return queue
  }

  test('a job sent is done, with what it was given', async () => {
    const done = waiter<string>()
    const queue = await started({ staff: async ({ workspaceId }) => done.arrive(workspaceId) })
    await queue.send('staff', 'T1', { workspaceId: 'T1' })
    expect(await done.arrived).toBe('T1')
  })

  test('the same job waits once, also while one is under way', async () => {
    const begun = waiter<null>()
    const release = waiter<null>()
    const queue = await started({
      evaluate: async () => {
        begun.arrive(null)
        await release.arrived
      },
    })
    const job = { workspaceId: 'T1', miroOrgId: '30', evaluationId: 'e' }
    const sent = [await queue.send('evaluate', 'T1/30', job)]
    await begun.arrived
    sent.push(await queue.send('evaluate', 'T1/30', job), await queue.send('evaluate', 'T1/30', job))
    sent.push(await queue.send('evaluate', 'T1/31', job))
    release.arrive(null)
    expect(sent).toEqual([true, true, false, true])
  })

  test('a job that fails is tried again', async () => {
    const again = waiter<number>()
    let tries = 0
    const queue = await started({
      'apply-held': async () => {
        tries += 1
        if (tries === 1) throw new Error('first try')
        again.arrive(tries)
      },
    })
    await queue.send('apply-held', 'r', { workspaceId: 'T1', runId: 'r', by: 'U1' })
    expect(await again.arrived).toBe(2)
  })

  test.each(['done', 'failed'])('a database that goes away when a job is %s stops nothing', async how => {
    const storage = await open()
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    onTestFinished(() => void process.off('unhandledRejection', note))
    const logged = waiter<string>()
    let away = false
    const database: typeof storage.queue = {
      ...storage.queue,
      executeSql: async (text, values) => {
        if (away) throw new Error('gone')
        return await storage.queue.executeSql(text, values)
      },
    }
    const log = {
      debug: () => {},
      error: (_: object, message: string) => {
        if (message === 'a job could not be ended') logged.arrive(message)
      },
    }
    const queue = openQueue(database, log)
    onTestFinished(() => ended(queue))
    const next = waiter<string>()
    await queue.start({
      ...idleWork,
      staff: async ({ workspaceId }) => {
        if (workspaceId === 'T2') return next.arrive(workspaceId)
        away = true
        if (how === 'failed') throw new Error('and the job too')
      },
    })
    await queue.send('staff', 'T1', { workspaceId: 'T1' })
    expect(await logged.arrived).toBe('a job could not be ended')
    away = false
    await queue.send('staff', 'T2', { workspaceId: 'T2' })
    expect([await next.arrived, unhandled]).toEqual(['T2', []])
  })

  /** A queue whose process is killed while it works, and what its work goes on to do when it is only out of reach. */
  async function cutOff() {
    const storage = await open()
    const [begun, release, over] = [waiter<null>(), waiter<null>(), waiter<null>()]
    let isDead = false
    const executeSql: typeof storage.queue.executeSql = async (text, values) => {
      if (isDead) throw new Error('killed')
      return await storage.queue.executeSql(text, values)
    }
    const log = { ...quiet, debug: (_: object, said: string) => said === 'job done' && over.arrive(null) }
    const dead = openQueue({ ...storage.queue, executeSql }, log)
    const staff = async () => {
      begun.arrive(null)
      await release.arrived
    }
    await dead.start({ ...idleWork, staff })
    onTestFinished(async () => {
      release.arrive(null)
      await ended(dead)
    })
    await dead.send('staff', 'T1', { workspaceId: 'T1' })
    await begun.arrived
    const set = (dead: boolean) => {
      isDead = dead
    }
    const silentFor = (seconds: number) =>
      storage.pool.query(`UPDATE pgboss.job SET started_on = now() - $1 * interval '1 second'`, [seconds])
    return { storage, dead, set, silentFor, goesOn: () => void release.arrive(null), over: over.arrived }
  }

  test('what a process was doing that fell silent is done by the next one, and does not count as a try', async () => {
    const { storage, set, silentFor } = await cutOff()
    set(true)
    await silentFor(11)
    const again = waiter<string>()
    const queue = openQueue(storage.queue, quiet)
    onTestFinished(() => ended(queue))
    await queue.start({ ...idleWork, staff: async ({ workspaceId }) => again.arrive(workspaceId) })
    expect(await again.arrived).toBe('T1')
    const { rows } = await storage.pool.query('SELECT retry_limit - retry_count AS left FROM pgboss.job')
    expect(rows).toEqual([{ left: 3 }])
  })

  test('a process that is silent for seconds keeps what it does, and says again that it lives', async () => {
    const { storage, silentFor } = await cutOff()
    await silentFor(9)
    const looked = waiter<null>()
    const others: string[] = []
    const executeSql: typeof storage.queue.executeSql = async (text, values) => {
      const answer = await storage.queue.executeSql(text, values)
      if (/SET state = 'retry'/.test(text)) looked.arrive(null)
      return answer
    }
    const queue = openQueue({ ...storage.queue, executeSql }, quiet)
    onTestFinished(() => ended(queue))
    await queue.start({ ...idleWork, staff: async ({ workspaceId }) => void others.push(workspaceId) })
    await looked.arrived
    const state = async () =>
      (
        await storage.pool.query(
          `SELECT state, now() - started_on < interval '5 seconds' AS said FROM pgboss.job`,
        )
      ).rows
    await expect.poll(state, { timeout: 6_000 }).toEqual([{ state: 'active', said: true }])
    expect(others).toEqual([])
  })

  test('a process whose job another one has by now does not end it', async () => {
    const { storage, dead, silentFor, set, goesOn, over } = await cutOff()
    set(true)
    await silentFor(11)
    const [again, release] = [waiter<null>(), waiter<null>()]
    const queue = openQueue(storage.queue, quiet)
    onTestFinished(async () => {
      release.arrive(null)
      await ended(queue)
    })
    await queue.start({
      ...idleWork,
      staff: async () => {
        again.arrive(null)
        await release.arrived
      },
    })
    await again.arrived
    set(false)
    goesOn()
    await over
    await ended(dead)
    expect((await storage.pool.query('SELECT state FROM pgboss.job')).rows).toEqual([{ state: 'active' }])
  })

  test('what stopping cuts off is taken by another process at once', async () => {
    const { storage, dead } = await cutOff()
    const again = waiter<string>()
    await dead.close()
    const queue = openQueue(storage.queue, quiet)
    onTestFinished(() => ended(queue))
    await queue.start({ ...idleWork, staff: async ({ workspaceId }) => again.arrive(workspaceId) })
    expect(await again.arrived).toBe('T1')
  })
})
