import type { ConnectionKey } from '../src/domain/connection-key.ts'
import type { Storage } from '../src/storage/engine/open.ts'
import { type DatabaseKind, databaseKinds, withDatabase } from './databases.ts'
import { fillCompany } from './evaluation-company.ts'
import { evaluationStatement } from './evaluation-statement.ts'
import { openProduct } from './product.ts'
import type { Result } from './results.ts'
import { median, seconds, timed, times } from './stopwatch.ts'

const sizes = { few: 10_000, many: 100_000 }
const repeats = 5
const targets = { statement: 3, flat: 1.2 }
const miroRoles = ['organization_internal_user', 'organization_external_user']

/** Part b: a first evaluation, from the database to stored findings, beside one SQL statement that does the same. */
export async function evaluationSpeed(): Promise<Result[]> {
  const results: Result[] = []
  for (const kind of await databaseKinds()) results.push(...(await withDatabase(kind, on(kind))))
  return results
}

const on = (kind: DatabaseKind) => async (storage: Storage) => {
  const product = openProduct(storage, null)
  const now = new Date(product.now())
  const filled = async (workspaceId: string, accounts: number) => {
    const key = await product.connect(workspaceId)
    await product.makeCritical(key, miroRoles)
    await fillCompany(storage, key, accounts, now)
    return key
  }
  const few = await filled('T_FEW', sizes.few)
  const ours = await filled('T_OURS', sizes.many)
  const byStatement = await filled('T_STATEMENT', sizes.many)
  // A statement this large needs to know what it joins; the product's own does not.
  await storage.pool.query('VACUUM ANALYZE')

  const evaluate = async (key: ConnectionKey) => {
    await forget(storage, key)
    return timed(() => product.evaluate(key, 'bench', now))
  }
  const state = async (key: ConnectionKey) => {
    await forget(storage, key)
    const values = [key.workspaceId, key.miroOrgId, now, 'bench']
    return timed(() => storage.pool.query(evaluationStatement, values))
  }
  for (let warm = 0; warm < 3; warm += 1) await evaluate(few)
  const took = { few: [] as number[], many: [] as number[], statement: [] as number[] }
  for (let left = repeats; left > 0; left -= 1) {
    // As many accounts in all as below: a short measurement alone is mostly noise.
    const short: number[] = []
    for (let times = 0; times < 3; times += 1) short.push(await evaluate(few))
    took.few.push(median(short))
    took.many.push(await evaluate(ours))
    took.statement.push(await state(byStatement))
  }
  await product.close()
  const stored = await assertSame(storage, ours, byStatement)
  const [own, statement] = [median(took.many), median(took.statement)]
  const each = { few: (median(took.few) / sizes.few) * 1000, many: (own / sizes.many) * 1000 }
  return [
    {
      what: `b  evaluation of ${sizes.many} accounts, ${kind}`,
      measured: `${times(own / statement)} the statement's time (${seconds(own)}, ${seconds(statement)}; ${stored} the same rows)`,
      target: `at most ${targets.statement} ×`,
      ok: own / statement <= targets.statement,
    },
    {
      what: `b  cost per account, ${sizes.many} against ${sizes.few}, ${kind}`,
      measured: `${times(each.many / each.few)} (${each.many.toFixed(1)} µs, ${each.few.toFixed(1)} µs)`,
      target: `at most ${targets.flat} ×`,
      ok: each.many / each.few <= targets.flat,
    },
  ]
}

/** Back to before the first evaluation. */
async function forget({ pool }: Storage, key: ConnectionKey): Promise<void> {
  for (const table of ['finding', 'finding_group', 'assessment', 'alert'])
    await pool.query(`DELETE FROM ${table} WHERE workspace_id = $1`, [key.workspaceId])
  for (const table of ['finding', 'finding_group', 'assessment', 'alert']) await pool.query(`VACUUM ${table}`)
}

/** How many assessments and findings both stored. Throws unless they are the same but for ids made up. */
async function assertSame({ pool }: Storage, one: ConnectionKey, other: ConnectionKey): Promise<number> {
  const assessments = (workspace: '$1' | '$2') => `
    SELECT account_id, class, person_id, matched_by, results, changed_at FROM assessment WHERE workspace_id = ${workspace}`
  const findings = (workspace: '$1' | '$2') => `
    SELECT f.check_id, subject_id, why, person_id, f.opened_at, clock_at, end_at, due_at, closed_at, closed_as,
      previous_id, g.check_id, g.evaluation_id, g.opened_at
    FROM finding f JOIN finding_group g ON g.id = f.group_id WHERE f.workspace_id = ${workspace}`
  const different = (rows: typeof findings) => `
    (SELECT count(*)::int FROM (
      (${rows('$1')} EXCEPT ALL ${rows('$2')}) UNION ALL (${rows('$2')} EXCEPT ALL ${rows('$1')})) unlike)`
  const { rows } = await pool.query<{ unlike: number; stored: number; findings: number }>(
    `SELECT ${different(assessments)} + ${different(findings)} AS unlike,
       (SELECT count(*)::int FROM finding WHERE workspace_id = $1) AS findings,
       (SELECT count(*)::int FROM assessment WHERE workspace_id = $1) AS stored`,
    [one.workspaceId, other.workspaceId],
  )
  const [found] = rows
  if (found === undefined || found.unlike > 0 || found.stored !== sizes.many || found.findings === 0)
    throw new Error(`the statement stored other rows than the product: ${JSON.stringify(found)}`)
  return found.stored + found.findings
}
