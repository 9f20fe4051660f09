import { setImmediate as nextTurn } from 'node:timers/promises'
import PgBoss from 'pg-boss'
import { openBusy } from './busy.ts'
import { type JobLog, runJob } from './run-job.ts'

/** Every job there is, with what it is given. All may be repeated; a second one of the same name and key joins the first. */
export type Jobs = {
  sync: {
    workspaceId: string
    miroOrgIds: string[]
    staff: boolean
    requestedBy: string | null
    progress: { channel: string; ts: string } | null
  }
  staff: { workspaceId: string }
  people: { workspaceId: string }
  groups: { workspaceId: string }
  leaving: { workspaceId: string }
  evaluate: { workspaceId: string; miroOrgId: string; evaluationId: string }
  'apply-held': { workspaceId: string; runId: string; by: string }
  'apply-groups': { workspaceId: string; id: string; by: string }
  deliver: Record<string, never>
  names: { workspaceId: string; miroOrgId: string; news: boolean }
  suggest: { workspaceId: string; miroOrgId: string }
  questions: { workspaceId: string }
  reviews: { workspaceId: string }
}

type JobName = keyof Jobs

export type Work = { readonly [N in JobName]: (data: Jobs[N]) => Promise<void> }

export type Queue = {
  start(work: Work): Promise<void>
  /** False when the same job waits already. `key` tells what is "the same". */
  send<N extends JobName>(name: N, key: string, data: Jobs[N]): Promise<boolean>
  /** Waits for the work in flight, at most `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>
}

type Database = {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>
  /** Programs that share the database do this work one after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

const names: readonly JobName[] = [
  'sync',
  'staff',
  'people',
  'groups',
  'leaving',
  'evaluate',
  'apply-held',
  'apply-groups',
  'deliver',
  'names',
  'suggest',
  'questions',
  'reviews',
]

/** How long a job may be silent before another process may have it. Writes carry a fence, so an old one does no harm. */
const expireInMinutes = 120

// https://github.com/timgit/pg-boss/blob/10.4.2/src/plans.js: a worker takes what is created or to be retried.
const giveBack = `UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active'`

// The same file: completeJobs and failJobs, and no other statement in use here.
const endsJob = /SELECT COUNT\(\*\) FROM results\s*$/

/**
 * Jobs in the database: they outlive the process, and any replica may take them. `alone`: no other process can be
 * alive, so what one was doing when it died is done again at once and not when it expires.
 */
export function openQueue(db: Database, log: JobLog, { alone = false } = {}): Queue {
  const busy = openBusy()

  /** pg-boss does not wait for what ends a job, so nobody would handle its failure: the job is done again later. */
  async function executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
    try {
      return await db.executeSql(text, values)
    } catch (error) {
      if (!endsJob.test(text)) throw error
      log.error(
        { err: error instanceof Error ? error : new Error('not an error') },
        'a job could not be ended',
      )
      return { rows: [{ count: '0' }] }
    }
  }

  const boss = new PgBoss({
    db: { executeSql: (text, values) => busy.during(executeSql(text, values)) },
    schedule: false,
    maintenanceIntervalMinutes: 10,
  })
  const workers = new Map<JobName, string[]>()
  boss.on('error', error => log.error({ err: error }, 'job queue'))

  const create = (name: JobName): Promise<void> =>
    boss.createQueue(name, {
      name,
      policy: 'short',
      expireInMinutes,
      retryLimit: 3,
      retryDelay: 2,
      retryBackoff: true,
    })

  async function work<N extends JobName>(name: N, handler: Work[N]): Promise<void> {
    // Two at a time: one long sync must not keep another connection waiting.
    for (let worker = 0; worker < (name === 'sync' ? 2 : 1); worker += 1) {
      const id = await boss.work<Jobs[N]>(name, { pollingIntervalSeconds: 2 }, async ([job]) => {
        if (job !== undefined) await busy.during(runJob(log, name, job.id, () => handler(job.data)))
      })
      workers.set(name, [...(workers.get(name) ?? []), id])
    }
  }

  return {
    start: async handlers => {
      // Two programs that create their queues in an empty database at the same time end in a deadlock.
      await db.inTurn(async () => {
        await boss.start()
        for (const name of names) await create(name)
      })
      if (alone) await db.executeSql(giveBack, [])
      for (const name of names) await work(name, handlers[name] as Work[typeof name])
    },
    send: async (name, key, data) => {
      const id = await boss.send(name, data, { singletonKey: key })
      for (const worker of workers.get(name) ?? []) boss.notifyWorker(worker)
      return id !== null
    },
    stop: async timeoutMs => {
      const enough = performance.now() + timeoutMs
      await boss.stop({ graceful: true, wait: true, close: false, timeout: timeoutMs })
      // pg-boss does not wait for a worker that was just asking for a job: it may still take one and finish it.
      while (busy.count() > 0 && performance.now() < enough) {
        await busy.idle(enough - performance.now())
        await nextTurn()
      }
    },
  }
}
