import { randomBytes } from 'node:crypto'
import PgBoss from 'pg-boss'
import { asError } from '../log.ts'
import type { Jobs, Send } from '../workflows/jobs.ts'
import { lookAroundMs, openTakenJobs, type Taken } from './taken-jobs.ts'

type JobName = keyof Jobs

export type Work = { readonly [N in JobName]: (data: Jobs[N]) => Promise<void> }

export type Queue = {
  start(work: Work): Promise<void>
  readonly send: Send
  /** Takes no further job, and resolves when those under way have ended. */
  finish(): Promise<void>
  /** Gives back what is still under way, for the next start or another process. Nothing is sent after it. */
  close(): Promise<void>
  /** The names of the jobs that this process works on. */
  underWay(): readonly string[]
}

type Database = {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>
  /** Programs that share the database do this work one after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

/** However alive its process is, a job that takes longer is done again. Writes carry a fence, so it does no harm. */
const expireInMinutes = 120

/**
 * Jobs in the database: they outlive the process, and any replica may take them. `alone`: no other process can be
 * alive, so what one was doing when it died is done again at once. Else every process says of its jobs all the time
 * that it lives, and does those of which that was not said for a while.
 */
export function openQueue(db: Database, log: JobLog, { alone = false } = {}): Queue {
  const asked = new Set<Promise<unknown>>()
  /** Also what pg-boss asks by itself, to keep its tables tidy: stopping waits for it. */
  const executeSql: Database['executeSql'] = async (text, values) => {
    const answer = db.executeSql(text, values)
    asked.add(answer)
    try {
      return await answer
    } finally {
      asked.delete(answer)
    }
  }
  const boss = new PgBoss({ db: { executeSql }, schedule: false, maintenanceIntervalMinutes: 10 })
  boss.on('error', error => log.error({ err: error }, 'job queue'))
  const workers = new Map<string, Worker[]>()
  const taken = openTakenJobs(executeSql, expireInMinutes * 60_000)
  let stopLooking = async (): Promise<void> => {}

  const create = (name: string): Promise<void> =>
    boss.createQueue(name, {
      name,
      policy: 'short',
      expireInMinutes,
      retryLimit: 3,
      retryDelay: 2,
      retryBackoff: true,
    })

  /** A job whose end cannot be written is done again. One that another process has by now is for that one to end. */
  async function end(job: Taken, write: () => Promise<unknown>): Promise<void> {
    try {
      if (alone || (await taken.isOurs(job))) await write()
    } catch (error) {
      log.error({ err: asError(error) }, 'a job could not be ended')
    }
  }

  async function next(name: string, handle: (data: never) => Promise<void>): Promise<boolean> {
    const [job] = await boss.fetch<never>(name, { includeMetadata: true })
    if (job === undefined) return false
    const { id } = job
    const ours = taken.add({ name, id, tries: job.retryCount })
    try {
      await runJob(log, name, id, () => handle(job.data))
      await end(ours, () => boss.complete(name, id))
    } catch (error) {
      await end(ours, () => boss.fail(name, id, error instanceof Error ? error : {}))
    }
    taken.remove(ours)
    return true
  }

  const start = (name: string, handle: (data: never) => Promise<void>): void => {
    // Two at a time: one long sync must not keep another connection waiting.
    const many = name === 'sync' ? 2 : 1
    workers.set(
      name,
      Array.from({ length: many }, () => startWorker(() => next(name, handle))),
    )
  }

  const finish = async (): Promise<void> => {
    await Promise.all([...workers.values()].flat().map(worker => worker.stop()))
  }

  const wake = (name: string): void => {
    for (const worker of workers.get(name) ?? []) worker.wake()
  }

  /** Until the function that it returns is called. */
  function lookAroundAgainAndAgain(): () => Promise<void> {
    let looking: Promise<void> | null = null
    let isAway = false
    const look = async (): Promise<void> => {
      try {
        if (await taken.lookAround()) for (const name of workers.keys()) wake(name)
        isAway = false
      } catch (error) {
        if (!isAway)
          log.error({ err: asError(error) }, 'jobs of processes that ended could not be looked for')
        isAway = true
      }
      looking = null
    }
    const begin = (): void => {
      looking ??= look()
    }
    const timer = setInterval(begin, lookAroundMs)
    begin()
    return async () => {
      clearInterval(timer)
      await looking
    }
  }

  return {
    start: async work => {
      // Two programs that create their queues in an empty database at the same time end in a deadlock.
      await db.inTurn(async () => {
        await boss.start()
        for (const name of Object.keys(work)) await create(name)
      })
      if (alone) await taken.giveBackAll()
      for (const [name, handle] of Object.entries(work)) start(name, handle)
      if (!alone) stopLooking = lookAroundAgainAndAgain()
    },
    send: async (name, key, data) => {
      const id = await boss.send(name, data, { singletonKey: key })
      wake(name)
      return id !== null
    },
    finish,
    underWay: taken.names,
    close: async () => {
      void finish()
      await boss.stop({ graceful: false, close: false })
      await stopLooking()
      await taken
        .giveBackOurs()
        .catch(error => log.error({ err: asError(error) }, 'what was cut off could not be given back'))
      await Promise.allSettled(asked)
    },
  }
}

/** How long a worker waits before it looks for a job that nobody told it of: another process may have sent it. */
const pollMs = 2_000

type Worker = {
  /** A job was sent: it is taken at once. */
  wake(): void
  /** Takes no further job. Resolves when the one under way has ended. */
  stop(): Promise<void>
}

/** Does jobs one after the other. `next` does one and says whether there was one; it never throws. */
function startWorker(next: () => Promise<boolean>): Worker {
  let stopping = false
  let woken = false
  let wake = (): void => {}
  const rest = (): Promise<void> =>
    new Promise(resolve => {
      const limit = setTimeout(() => wake(), pollMs)
      wake = () => {
        clearTimeout(limit)
        resolve()
      }
    })
  const work = async (): Promise<void> => {
    while (!stopping) {
      woken = false
      // What was sent while it looked is looked for again.
      if (!(await next()) && !woken && !stopping) await rest()
    }
  }
  const ended = work()
  return {
    wake: () => {
      woken = true
      wake()
    },
    stop: () => {
      stopping = true
      wake()
      return ended
    },
  }
}

type JobLog = {
  debug(fields: Readonly<Record<string, string | number>>, message: string): void
  error(fields: Readonly<Record<string, string | number | Error>>, message: string): void
}

/** Runs one job. A bug is logged with a reference and handed on, so that the queue tries again later. */
async function runJob(log: JobLog, name: string, id: string, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now()
  try {
    await work()
    log.debug({ job: name, id, ms: Math.round(performance.now() - startedAt) }, 'job done')
  } catch (error) {
    // Stopping ends the calls under way; the job goes on at the next start.
    if (error instanceof Error && error.name === 'AbortError') {
      log.debug({ job: name, id }, 'job cut off')
      throw error
    }
    const reference = randomBytes(4).toString('hex')
    log.error({ job: name, id, reference, err: asError(error) }, 'job failed')
    throw error
  }
}
