import { fields, flag, int } from './engine/columns.ts'
import { command, prepared, statement } from './engine/statement.ts'
import { runColumns } from './sync-run-row.ts'

export const get = statement(
  runColumns,
)`SELECT ${fields(runColumns)} FROM sync_run WHERE workspace_id = $1 AND id = $2`

/** $2 source, $3 its id, $4 in which state or null */
export const newest = statement(runColumns)`
  SELECT ${fields(runColumns)} FROM sync_run
  WHERE workspace_id = $1 AND source = $2 AND source_id = $3 AND ($4::text IS NULL OR state = $4)
  ORDER BY started_at DESC, fence DESC LIMIT 1`

export const raiseFence = {
  miro: statement({ fence: int() })`
    UPDATE connection SET sync_fence = sync_fence + 1
    WHERE workspace_id = $1 AND miro_org_id = $2 RETURNING sync_fence AS fence`,
  slack: statement({
    fence: int(),
  })`UPDATE workspace SET staff_fence = staff_fence + 1 WHERE id = $1 RETURNING staff_fence AS fence`,
  list: statement({
    fence: int(),
  })`UPDATE workspace SET list_fence = list_fence + 1 WHERE id = $1 RETURNING list_fence AS fence`,
}

export const takeOver = statement(runColumns)`
  UPDATE sync_run SET fence = $3, heartbeat_at = $4 WHERE workspace_id = $1 AND id = $2 RETURNING ${fields(runColumns)}`

export const supersede = command`
  WITH given_up AS (
    UPDATE sync_run SET state = 'superseded', finished_at = $4
    WHERE workspace_id = $1 AND source = $2 AND source_id = $3 AND state = 'running' RETURNING id)
  DELETE FROM sync_page USING given_up WHERE workspace_id = $1 AND run_id = given_up.id`

export const start = statement(runColumns)`
  INSERT INTO sync_run (workspace_id, id, source, source_id, state, fence, started_at, heartbeat_at, requested_by)
  VALUES ($1, $2, $3, $4, 'running', $5, $6, $6, $7) RETURNING ${fields(runColumns)}`

export const giveUp = statement({ given: flag() })`
  WITH given_up AS (
    UPDATE sync_run SET state = 'superseded', change = NULL, finished_at = coalesce(finished_at, $3)
    WHERE workspace_id = $1 AND id = $2 AND state = 'held' RETURNING id),
  forgotten AS (
    DELETE FROM sync_page USING given_up WHERE workspace_id = $1 AND run_id = given_up.id)
  SELECT count(*) > 0 AS given FROM given_up`

export const forgetBrought = command`
  WITH given_up AS (
    UPDATE sync_run SET state = 'superseded', change = NULL
    WHERE source = 'list' AND state = 'held' AND requested_by IS NOT NULL AND finished_at < $1
    RETURNING workspace_id, id)
  DELETE FROM sync_page USING given_up
  WHERE sync_page.workspace_id = given_up.workspace_id AND run_id = given_up.id`

// The number must follow, so a page whose answer was lost is not stored twice.
export const savePage = prepared(
  'save-page',
  command`
  WITH ours AS (
    UPDATE sync_run SET cursor = $7, pages = $4, rows = rows + $6, set_aside = set_aside + $8, heartbeat_at = $9
    WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'running' AND pages = $4 - 1
    RETURNING 1)
  INSERT INTO sync_page (workspace_id, run_id, number, rows, same_ids, digests)
  SELECT $1, $2, $4, $5::jsonb, $10, $11 FROM ours`,
)

export const finish = command`
  WITH ended AS (
    UPDATE sync_run SET state = $4, reason = $5, change = $6::jsonb, finished_at = $7
    WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'running' RETURNING id, source, source_id),
  replaced AS (
    UPDATE sync_run old SET state = 'superseded',
      change = CASE WHEN old.source <> 'list' THEN old.change END
    FROM ended
    WHERE $4 = 'held' AND old.workspace_id = $1 AND old.source = ended.source
      AND old.source_id = ended.source_id AND old.state = 'held'
    RETURNING old.id)
  DELETE FROM sync_page USING (SELECT id FROM replaced UNION ALL SELECT id FROM ended WHERE $4 <> 'held') without
  WHERE workspace_id = $1 AND run_id = without.id`
