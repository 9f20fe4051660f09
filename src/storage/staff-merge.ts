import type pg from 'pg'
import { countStaff } from './counts-sql.ts'
import { mergeAddresses, mergePeople, moveFindings } from './staff-merge-sql.ts'

type Merged = { readonly id: string; readonly left: boolean; readonly moved: boolean }

/**
 * Makes what the sources say of these people what is known of them, inside the transaction that wrote a source and
 * holds the workspace's row. Answers with who has left by it.
 */
export async function mergeStaff(
  client: pg.PoolClient,
  workspaceId: string,
  personIds: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  const values = [workspaceId, personIds, now]
  let left: string[] = []
  if (personIds.length > 0) {
    const { rows } = await client.query<Merged>(mergePeople, values)
    left = rows.filter(row => row.left).map(({ id }) => id)
    await client.query(mergeAddresses, values)
    const moved = rows.filter(row => row.moved).map(({ id }) => id)
    if (moved.length > 0) await client.query(moveFindings, [workspaceId, moved, now])
  }
  await client.query(countStaff, [workspaceId, now])
  return left
}
