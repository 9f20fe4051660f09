import { int } from './engine/columns.ts'
import { statement } from './engine/statement.ts'

/**
 * $1 workspace, $2 run, $3 its fence. Of rows with the same id (the first column) the later one stays. Pages that lose
 * one are not what Miro says, so nothing is known by them the next time.
 */
export const dropDoubled = statement({ dropped: int() })`
  WITH item AS (
    SELECT number, place, value, value->>0 AS id
    FROM sync_page, jsonb_array_elements(rows) WITH ORDINALITY AS item(value, place)
    WHERE workspace_id = $1 AND run_id = $2
    UNION ALL
    SELECT number, place, NULL, id FROM sync_page, unnest(same_ids) WITH ORDINALITY AS same(id, place)
    WHERE workspace_id = $1 AND run_id = $2),
  turned AS (
    SELECT *, row_number() OVER (PARTITION BY id ORDER BY number DESC, place DESC) AS turn FROM item),
  kept AS MATERIALIZED (
    SELECT number, count(*) FILTER (WHERE turn > 1) AS dropped,
      coalesce(jsonb_agg(value ORDER BY place) FILTER (WHERE turn = 1 AND value IS NOT NULL), '[]') AS rows,
      coalesce(array_agg(id ORDER BY place) FILTER (WHERE turn = 1 AND value IS NULL), '{}') AS same_ids
    FROM turned GROUP BY number HAVING bool_or(turn > 1)),
  ours AS (
    UPDATE sync_run SET rows = rows - (SELECT coalesce(sum(dropped), 0) FROM kept)
    WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'running' RETURNING id),
  written AS (
    UPDATE sync_page SET rows = kept.rows, same_ids = kept.same_ids, digests = '{}' FROM kept, ours
    WHERE workspace_id = $1 AND run_id = ours.id AND sync_page.number = kept.number)
  SELECT (SELECT coalesce(sum(dropped), 0)::int FROM kept) AS dropped FROM ours`
