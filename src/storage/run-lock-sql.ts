import type pg from 'pg'
import type { Run } from './sync-run-row.ts'

export type RunKey = Pick<Run, 'workspaceId' | 'id' | 'fence' | 'source' | 'sourceId'>

/**
 * Locks the run's source and the run until the transaction ends. False: somebody else took the run over, or it has
 * ended, or its source is gone; then nothing may be written. A held run ends only once, so it needs no fence.
 */
export async function lockRun(client: pg.PoolClient, run: RunKey): Promise<boolean> {
  const { workspaceId, sourceId } = run
  // In the order of `acquire`: the source first, then the run.
  const source = await client.query(
    lockSource[run.source],
    run.source === 'miro' ? [workspaceId, sourceId] : [workspaceId],
  )
  if (source.rowCount !== 1) return false
  const locked = await client.query(lockOurs, [workspaceId, run.id, run.fence, run.source, sourceId])
  return locked.rowCount === 1
}

/**
 * Records that the run was applied, inside the same transaction, and gives up every other run of the source: a held
 * one has no question left to ask, and one still running compared itself with what no longer holds.
 */
export async function closeRun(client: pg.PoolClient, run: RunKey, now: Date): Promise<void> {
  const { workspaceId, id, source, sourceId } = run
  await client.query(complete[source], [workspaceId, id, sourceId, now])
  await client.query(giveUp, [workspaceId, source, sourceId, id, now])
}

const lockSource = {
  miro: 'SELECT 1 FROM connection WHERE workspace_id = $1 AND miro_org_id = $2 FOR NO KEY UPDATE',
  slack: 'SELECT 1 FROM workspace WHERE id = $1 FOR NO KEY UPDATE',
  list: 'SELECT 1 FROM workspace WHERE id = $1 FOR NO KEY UPDATE',
}

const lockOurs = `
  SELECT 1 FROM sync_run
  WHERE workspace_id = $1 AND id = $2 AND source = $4 AND source_id = $5
    AND (state = 'held' OR (state = 'running' AND fence = $3))
  FOR NO KEY UPDATE`

// A held run was read when it was held, however much later somebody lets it through: its data is that old.
const done = `
  WITH done AS (
    UPDATE sync_run SET state = 'complete', finished_at = coalesce(finished_at, $4)
    WHERE workspace_id = $1 AND id = $2 RETURNING finished_at)`

const complete = {
  miro: `${done}
    UPDATE connection SET last_complete_sync_at = done.finished_at, last_complete_run_id = $2
    FROM done WHERE workspace_id = $1 AND miro_org_id = $3`,
  slack: `${done}
    UPDATE workspace SET staff_read_at = done.finished_at FROM done WHERE id = $3`,
  // What is kept of a staff list is written with its people.
  list: `${done} SELECT $3::text FROM done`,
}

const giveUp = `
  WITH given_up AS (
    UPDATE sync_run SET state = 'superseded', finished_at = coalesce(finished_at, $5)
    WHERE workspace_id = $1 AND source = $2 AND source_id = $3 AND state IN ('held', 'running') AND id <> $4
    RETURNING id)
  DELETE FROM sync_page
  WHERE workspace_id = $1 AND run_id IN (SELECT $4 UNION ALL SELECT id FROM given_up)`
