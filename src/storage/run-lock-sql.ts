import type pg from 'pg'
import { command, count, inTransaction, isOne, type Queryable } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { endGap, endStaffGap } from './gaps-sql.ts'
import { forgetRead } from './sync-page.ts'
import type { Run, Source } from './sync-run-row.ts'
import { lockConnection, lockWorkspace } from './tenant-sql.ts'

export type RunKey = Pick<Run, 'workspaceId' | 'id' | 'fence' | 'source' | 'sourceId'>

/**
 * Locks the run's source and the run until the transaction ends. False: somebody else took the run over, or it has
 * ended, or its source is gone; then nothing may be written. A held run ends only once, so it needs no fence.
 */
export async function lockRun(client: Queryable, run: RunKey): Promise<boolean> {
  // In the order of `acquire`: the source first, then the run.
  if (!(await isOne(client, lockSource[run.source], sourceOf(run)))) return false
  const { workspaceId, id, fence, source, sourceId } = run
  return isOne(client, lockOurs, [workspaceId, id, fence, source, sourceId])
}

/**
 * Records that the run was applied, inside the same transaction: the source's gap ends, and every other run of the
 * source is given up: a held one has no question left to ask, and one still running compared itself with what no longer
 * holds.
 */
export async function closeRun(client: Queryable, run: RunKey, now: Date): Promise<void> {
  const { workspaceId, id, source, sourceId } = run
  await count(client, complete[source], [workspaceId, id, sourceId, now])
  await count(client, giveUp, [workspaceId, source, sourceId, id, now])
  if (source === 'miro') await endGap(client, { workspaceId, source, sourceId }, now)
  else await endStaffGap(client, workspaceId, now)
}

/**
 * Makes what the run read the truth, by what `write` writes, all or nothing. Not `applied`: the run is no longer ours,
 * or was applied before, and nothing was written; then the counts are `none`.
 */
export async function applyRun<Counts extends object>(
  { kind, pool, room }: Pick<Storage, 'kind' | 'pool' | 'room'>,
  run: RunKey,
  now: Date,
  { none, write }: { readonly none: Counts; readonly write: (client: pg.PoolClient) => Promise<Counts> },
): Promise<{ readonly applied: boolean } & Counts> {
  await room()
  const counts = await inTransaction(pool, async client => {
    if (!(await lockRun(client, run))) return null
    const written = await write(client)
    await closeRun(client, run, now)
    return written
  })
  if (counts === null) return { applied: false, ...none }
  // The embedded database has nobody else to give the room of the run's pages back.
  if (kind === 'embedded') await count(pool, vacuum, [])
  return { applied: true, ...counts }
}

/** What the statements about a run's source take as their parameters. */
export const sourceOf = ({ workspaceId, source, sourceId }: Source): string[] =>
  source === 'miro' ? [workspaceId, sourceId] : [workspaceId]

export const lockSource = {
  miro: lockConnection,
  slack: lockWorkspace,
  list: lockWorkspace,
  groups: lockWorkspace,
}

export const lockOurs = command`
  SELECT 1 FROM sync_run
  WHERE workspace_id = $1 AND id = $2 AND source = $4 AND source_id = $5
    AND (state = 'held' OR (state = 'running' AND fence = $3))
  FOR NO KEY UPDATE`

// A held run was read when it was held, however much later somebody lets it through: its data is that old.
const done = `
  WITH done AS (
    UPDATE sync_run SET state = 'complete', finished_at = coalesce(finished_at, $4)
    WHERE workspace_id = $1 AND id = $2 RETURNING finished_at)`

export const complete = {
  miro: command`${done}
    UPDATE connection SET last_complete_sync_at = done.finished_at, last_complete_run_id = $2
    FROM done WHERE workspace_id = $1 AND miro_org_id = $3`,
  slack: command`${done}
    UPDATE workspace SET staff_read_at = done.finished_at FROM done WHERE id = $3`,
  // What is kept of a staff list is written with its people.
  list: command`${done} SELECT $3::text FROM done`,
  // When they were read is written with them.
  groups: command`${done} SELECT $3::text FROM done`,
}

export const giveUp = command`
  WITH given_up AS (
    UPDATE sync_run SET state = 'superseded', finished_at = coalesce(finished_at, $5)
    WHERE workspace_id = $1 AND source = $2 AND source_id = $3 AND state IN ('held', 'running') AND id <> $4
    RETURNING workspace_id, id),
  ended AS (SELECT $1::text AS workspace_id, $4::text AS id UNION ALL SELECT workspace_id, id FROM given_up),
  ${forgetRead('ended')}
  SELECT 1 FROM ended`

export const vacuum = command`VACUUM sync_page, staff_file_part`
