import { setTimeout as pause } from 'node:timers/promises'
import type { ConnectionKey } from '../src/domain/connection-key.ts'
import type { Storage } from '../src/storage/engine/open.ts'
import { type DatabaseKind, databaseKinds, withDatabase } from './databases.ts'
import { type RemoteMiro, startMiro } from './local-miro.ts'
import { openProduct } from './product.ts'
import type { Result } from './results.ts'
import { realTime } from './scaled-clock.ts'
import { median, timed, times } from './stopwatch.ts'

const accounts = 10_000
const many = 100_000
const repeats = 7
const days = 10
const targets = { first: 1.6, changed: 1.15, click: 50 }

type Product = ReturnType<typeof openProduct>

/** What the journal costs: time of syncs with the checks after them, with and without it by turns; bytes; and a click. */
export async function journalCost(): Promise<Result[]> {
  const results: Result[] = []
  const start = (count: number) =>
    startMiro({ accounts: count, lazy: count > accounts, creditsPerMinute: null, scale: realTime })
  for (const kind of await databaseKinds()) {
    const miro = await start(accounts)
    results.push(...(await withDatabase(kind, storage => ofSyncs(kind, storage, miro))))
    await miro.stop()
    const large = await start(many)
    results.push(await withDatabase(kind, storage => ofClicks(kind, storage, large)))
    await large.stop()
  }
  return results
}

async function ofSyncs(kind: DatabaseKind, storage: Storage, miro: RemoteMiro): Promise<Result[]> {
  const product = openProduct(storage, miro)
  const took = {
    with: { first: [] as number[], changed: [] as number[] },
    without: { first: [] as number[], changed: [] as number[] },
  }
  let turn = 0
  const whole = async (key: ConnectionKey) => {
    turn += 1
    await product.sync(key)
    await product.evaluate(key, `evaluation-${turn}`, new Date())
  }
  const round = async (how: 'with' | 'without', warm = false) => {
    await watching(storage, how === 'with')
    turn += 1
    const key = await product.connect(`T${turn}`)
    await product.makeCritical(key, ['organization_internal_user'])
    const first = await timed(() => whole(key))
    await change(storage, key, 0)
    const changed = await timed(() => whole(key))
    if (warm) return
    took[how].first.push(first)
    took[how].changed.push(changed)
  }
  await round('with', true)
  for (let left = repeats; left > 0; left -= 1)
    for (const how of ['without', 'with'] as const) await round(how)
  const bytes = await perYear(storage, product, whole)
  await product.close()
  return [
    ...(['first', 'changed'] as const).map(which => {
      const factor = median(took.with[which]) / median(took.without[which])
      return {
        what: `journal  ${which === 'first' ? 'first sync' : 'sync with 1 % changed'} of ${accounts} accounts and its checks, ${kind}`,
        measured: `${times(factor)} as long as without (${median(took.with[which]).toFixed(0)} and ${median(took.without[which]).toFixed(0)} ms)`,
        target: `at most ${targets[which]} ×`,
        ok: factor <= targets[which],
      }
    }),
    {
      what: `journal  bytes per account and year, 1 % changed a day, ${kind}`,
      measured: `${bytes.toFixed(0)} bytes`,
      target: '',
      ok: true,
    },
  ]
}

/** Switches the triggers of every watched table off or on. */
async function watching({ pool }: Storage, on: boolean): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'journal_update'`,
  )
  for (const { name } of rows)
    await pool.query(`ALTER TABLE ${name} ${on ? 'ENABLE' : 'DISABLE'} TRIGGER USER`)
}

/** One account in a hundred is known with another role than Miro gives it. */
async function change({ pool }: Storage, { workspaceId }: ConnectionKey, which: number): Promise<void> {
  await pool.query(
    `UPDATE account SET role = 'organization_external_user' WHERE workspace_id = $1 AND right(id, 2)::int = $2`,
    [workspaceId, which],
  )
  // Miro's pages differ from the ones read last.
  await pool.query('DELETE FROM last_read WHERE workspace_id = $1', [workspaceId])
}

async function perYear(
  storage: Storage,
  product: Product,
  whole: (key: ConnectionKey) => Promise<void>,
): Promise<number> {
  await watching(storage, true)
  const key = await product.connect('TYEAR')
  await product.makeCritical(key, ['organization_internal_user'])
  await whole(key)
  const size = async (): Promise<number> => {
    const { rows } = await storage.pool.query<{ bytes: number }>(
      `SELECT (pg_total_relation_size('journal') + pg_total_relation_size('journal_part')
         + pg_total_relation_size('journal_block'))::float8 AS bytes`,
    )
    return rows[0]?.bytes ?? 0
  }
  while (await product.stored.journal.seal(key.workspaceId, new Date()));
  await storage.pool.query('VACUUM journal, journal_part')
  const before = await size()
  for (let day = 1; day <= days; day += 1) {
    await watching(storage, false)
    await change(storage, key, day)
    await watching(storage, true)
    await whole(key)
    while (await product.stored.journal.seal(key.workspaceId, new Date()));
  }
  return (((await size()) - before) / accounts / days) * 365
}

/** How long it takes to store what somebody does, again and again while a first sync of very many accounts runs. */
async function ofClicks(kind: DatabaseKind, storage: Storage, miro: RemoteMiro): Promise<Result> {
  const product = openProduct(storage, miro)
  const key = await product.connect('TCLICK')
  let over = false
  const syncing = product.sync(key).finally(() => {
    over = true
  })
  const took: number[] = []
  const click = { workspaceId: 'TCLICK', actor: 'U1', action: 'clicked', subject: 's', details: { n: 1 } }
  while (!over) {
    took.push(await timed(() => product.stored.audit.append({ ...click, at: new Date() })))
    await pause(20)
  }
  await syncing
  await product.close()
  const sorted = took.toSorted((one, other) => one - other)
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
  return {
    what: `journal  a click stored while ${many} accounts are read for the first time, ${kind}`,
    measured: `p95 ${p95.toFixed(0)} ms, longest ${(sorted.at(-1) ?? 0).toFixed(0)} ms of ${took.length}`,
    target: `p95 at most ${targets.click} ms`,
    ok: p95 <= targets.click,
  }
}
