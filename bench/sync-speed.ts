import type { DatabaseKind } from './databases.ts'
import { databaseKinds, withDatabase } from './databases.ts'
import { type RemoteMiro, startMiro } from './local-miro.ts'
import { plainLoop } from './plain-loop.ts'
import { openProduct } from './product.ts'
import type { Result } from './results.ts'
import { realTime } from './scaled-clock.ts'
import { median, seconds, timed, times } from './stopwatch.ts'

const accounts = 10_000
const repeats = 9
const targets = { first: 40, unchanged: 60 }

/** Part a: reading all accounts and storing what is new, ours against the plain loop, on each database. */
export async function syncSpeed(): Promise<Result[]> {
  const miro = await startMiro({ accounts, lazy: false, creditsPerMinute: null, scale: realTime })
  const results: Result[] = []
  try {
    for (const kind of await databaseKinds()) results.push(...(await onDatabase(kind, miro)))
  } finally {
    await miro.stop()
  }
  return results
}

const onDatabase = (kind: DatabaseKind, miro: RemoteMiro): Promise<Result[]> =>
  withDatabase(kind, async storage => {
    const product = openProduct(storage, miro)
    // What both do first in a new process (compiling, connecting) is not what is compared.
    await product.sync(await product.connect('T_WARM'))
    const plain = { first: 0, unchanged: 0 }
    const ours = { first: [] as number[], unchanged: [] as number[] }
    const measureOurs = async (count: number) => {
      for (let left = count; left > 0; left -= 1) {
        const key = await product.connect(`T_OURS_${ours.first.length}`)
        ours.first.push(await timed(() => product.sync(key)))
        ours.unchanged.push(await timed(() => product.sync(key)))
      }
    }
    // Before and after the plain loop, so that both meet the same neighbours on the machine.
    await measureOurs(Math.ceil(repeats / 2))
    const key = await product.connect('T_PLAIN')
    plain.first = await timed(() => plainLoop(storage, miro, key))
    plain.unchanged = await timed(() => plainLoop(storage, miro, key))
    await measureOurs(Math.floor(repeats / 2))
    await product.close()
    await assertSame(storage.pool, 'T_OURS_0', 'T_PLAIN')
    return (['first', 'unchanged'] as const).map(which => {
      const own = median(ours[which])
      const factor = plain[which] / own
      return {
        what: `a  ${which} sync of ${accounts} accounts, ${kind}`,
        measured: `${times(factor)} faster (${seconds(own)}, plain loop ${seconds(plain[which])})`,
        target: `at least ${targets[which]} ×`,
        ok: factor >= targets[which],
      }
    })
  })

async function assertSame(
  pool: { query(text: string, values: unknown[]): Promise<{ rows: { one: string; other: string }[] }> },
  one: string,
  other: string,
): Promise<void> {
  const rows = (workspace: '$1' | '$2') => `
    SELECT md5(string_agg(concat_ws('|', id, email, address, role, license, active, last_activity_at,
      license_assigned_at, admin_roles::text, removed_at), ',' ORDER BY id)) || count(*)
    FROM account WHERE workspace_id = ${workspace}`
  const { rows: found } = await pool.query(`SELECT (${rows('$1')}) AS one, (${rows('$2')}) AS other`, [
    one,
    other,
  ])
  if (found[0] === undefined || found[0].one !== found[0].other)
    throw new Error('the plain loop stored other accounts than the product')
}
