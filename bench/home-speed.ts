import type { ConnectionKey } from '../src/domain/connection-key.ts'
import { nextRun } from '../src/jobs/schedule.ts'
import { homeView } from '../src/slack/workspace/home/view.ts'
import type { Storage } from '../src/storage/engine/open.ts'
import { readHome, type ShownOrganization } from '../src/workflows/workspace/read-home.ts'
import { type DatabaseKind, databaseKinds, withDatabase } from './databases.ts'
import { fillHomeCompany } from './home-company.ts'
import { openProduct } from './product.ts'
import type { Result } from './results.ts'
import { median, timed, times } from './stopwatch.ts'

const small = { accounts: 1_000, findings: 15 }
const large = { accounts: 100_000, findings: 1_500 }
const repeats = 101
const target = 1.5
const syncCron = '*/30 * * * *'
const day = 24 * 3_600_000

/** Part home: Home of an administrator, from the database to the view, of a small and of a large company. */
export async function homeSpeed(): Promise<Result[]> {
  const results: Result[] = []
  for (const kind of await databaseKinds()) results.push(...(await withDatabase(kind, on(kind))))
  return results
}

const on = (kind: DatabaseKind) => async (storage: Storage) => {
  const product = openProduct(storage, null)
  const now = new Date(product.now())
  const filled = async (workspaceId: string, size: typeof small) => {
    const key = await product.connect(workspaceId)
    await product.makeCritical(key, ['organization_internal_user', 'organization_internal_admin'])
    await fillHomeCompany(storage, key, size, now)
    await product.evaluate(key, 'bench', now)
    return key
  }
  const keys = { small: await filled('T_SMALL', small), large: await filled('T_LARGE', large) }
  await storage.pool.query('VACUUM ANALYZE')

  const counted = countQueries(storage)
  const home = homeOf(product.stored, now)
  const took = { small: [] as number[], large: [] as number[] }
  const queries = { small: 0, large: 0 }
  for (let at = 0; at < repeats + 10; at += 1)
    for (const size of ['small', 'large'] as const) {
      const before = counted()
      const milliseconds = await timed(() => home(keys[size], { small, large }[size].findings))
      queries[size] = counted() - before
      // The first ones plan what all of them ask.
      if (at >= 10) took[size].push(milliseconds)
    }
  await product.close()
  const [own, few] = [median(took.large), median(took.small)]
  const what = `home  ${large.accounts} accounts, ${large.findings} findings against ${small.accounts}, ${small.findings}, ${kind}`
  return [
    {
      what: `${what}: time`,
      measured: `${times(own / few)} (${own.toFixed(1)} ms, ${few.toFixed(1)} ms)`,
      target: `at most ${target} ×`,
      ok: own / few <= target,
    },
    {
      what: `${what}: queries`,
      measured: `${queries.large}, ${queries.small}`,
      target: 'the same',
      ok: queries.large === queries.small,
    },
  ]
}

/** Builds Home from stored data. Throws unless it says what was stored. */
function homeOf(stored: ReturnType<typeof openProduct>['stored'], now: Date) {
  const people = {
    ...stored.people,
    admins: (id: string) => stored.people.admins(id, now),
    hasLeft: (id: string, who: string) => stored.people.hasLeft(id, who, now),
    timeZone: (id: string, who: string) => stored.people.timeZone(id, who, now),
    isCurrent: (id: string, who: string) => stored.people.isCurrent(id, who, now),
  }
  const asked = { name: 'Ada', kind: 'member', isAdmin: true, deactivated: false } as const
  const needs = {
    ...{ ...stored, people, clock: () => now, publicUrl: 'https://bot.example.com' },
    startedWith: {
      intervals: { accounts: day, staff: day },
      timeZone: 'UTC',
      syncCron,
      nextSyncAt: () => nextRun(syncCron, new Date()),
    },
    directory: { user: async () => ({ ...asked, address: null, timeZone: null }) },
    groups: { members: async () => null },
  }
  return async ({ workspaceId, miroOrgId }: ConnectionKey, findings: number): Promise<void> => {
    const read = await readHome(needs, { workspaceId, slackUserId: 'U1' }, { miroOrgId })
    const shown = JSON.stringify(homeView(read, now))
    if (read.for !== 'admin' || openOf(read.shown) !== findings || !shown.includes('stranger'))
      throw new Error(`Home does not show the ${findings} findings`)
  }
}

const openOf = (shown: ShownOrganization | null): number =>
  shown?.report.checks.reduce((sum, { open }) => sum + open, 0) ?? 0

/** How many statements went through the pool so far. */
function countQueries({ pool }: Storage): () => number {
  let count = 0
  const query = pool.query.bind(pool) as (...values: unknown[]) => unknown
  pool.query = ((...values: unknown[]) => {
    count += 1
    return query(...values)
  }) as typeof pool.query
  return () => count
}
