import type pg from 'pg'
import { countStaff } from './counts-sql.ts'
import { mergeAddresses, mergePeople } from './staff-merge-sql.ts'

type Merged = { readonly id: string; readonly left: boolean; readonly back: boolean }

/** A statement about more would keep others waiting for long, and the embedded database ends one that takes too long. */
const atOnce = 10_000

/**
 * Makes what the sources say of these people what is known of them, inside the transaction that wrote a source and
 * holds the workspace's row. Answers with who has left by it, and who is back.
 */
export async function mergeStaff(
  client: pg.PoolClient,
  workspaceId: string,
  personIds: readonly string[],
  now: Date,
): Promise<{ readonly left: readonly string[]; readonly back: readonly string[] }> {
  const left: string[] = []
  const back: string[] = []
  for (let from = 0; from < personIds.length; from += atOnce) {
    const values = [workspaceId, personIds.slice(from, from + atOnce), now]
    const { rows } = await client.query<Merged>(mergePeople, values)
    left.push(...rows.filter(row => row.left).map(({ id }) => id))
    back.push(...rows.filter(row => row.back).map(({ id }) => id))
    await client.query(mergeAddresses, values)
  }
  await client.query(countStaff, [workspaceId, now])
  return { left, back }
}
