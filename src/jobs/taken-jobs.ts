type ExecuteSql = (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>

/** A job that a process works on. Whoever takes it next counts one try more. */
export type Taken = { readonly name: string; readonly id: string; readonly tries: number }

/** How often a process says that it lives, and looks for jobs of those that do not. */
export const lookAroundMs = 3_000
/** A process that was silent for this long is dead. */
const silenceMs = 10_000

/**
 * Which jobs this process works on. That it still does is kept where pg-boss keeps when a job was begun, by the clock
 * of the database.
 */
export function openTakenJobs(executeSql: ExecuteSql, longestMs: number) {
  const taken = new Map<Taken, number>()
  let saidAt = performance.now()

  return {
    add: (job: Taken): Taken => {
      taken.set(job, performance.now())
      return job
    },
    remove: (job: Taken): void => void taken.delete(job),
    names: (): string[] => [...taken.keys()].map(({ name }) => name),
    /** And stays ours for as long as a silent process may. */
    isOurs: async (job: Taken): Promise<boolean> =>
      (await executeSql(sayAlive, valuesOf([job]))).rows.length === 1,

    /** Says that this process lives, and gives back what dead ones worked on. Returns whether there was anything. */
    async lookAround(): Promise<boolean> {
      const now = performance.now()
      const current = [...taken].flatMap(([job, since]) => (now - since < longestMs ? [job] : []))
      await executeSql(sayAlive, valuesOf(current))
      const silence = performance.now() - saidAt
      saidAt = performance.now()
      // Where the database was away nobody could say anything: the others speak first.
      return silence < silenceMs && (await executeSql(giveBackSilent, [silenceMs])).rows.length > 0
    },
    giveBackAll: async (): Promise<void> => void (await executeSql(giveBack(''), [])),
    giveBackOurs: async (): Promise<void> =>
      void (await executeSql(giveBack(isNamed), valuesOf([...taken.keys()]))),
  }
}

const valuesOf = (jobs: readonly Taken[]): unknown[] => [
  jobs.map(({ name }) => name),
  jobs.map(({ id }) => id),
  jobs.map(({ tries }) => tries),
]

const isNamed = 'AND (name, id, retry_count) IN (SELECT * FROM unnest($1::text[], $2::uuid[], $3::int[]))'

const sayAlive = `UPDATE pgboss.job SET started_on = now() WHERE state = 'active' ${isNamed} RETURNING id`

// https://github.com/timgit/pg-boss/blob/10.4.2/src/plans.js: a worker takes what is created or to be retried. A process
// that ended is no fault of the job: it counts as no try.
const giveBack = (which: string): string => `
  UPDATE pgboss.job SET state = 'retry', start_after = now(), retry_limit = retry_limit + 1
  WHERE state = 'active' ${which} RETURNING id`

const giveBackSilent = giveBack(`AND started_on < now() - $1 * interval '1 millisecond'`)
