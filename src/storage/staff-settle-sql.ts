import { command } from './engine/statement.ts'
import { placeInRecord } from './sync-page.ts'

/** Where a cell stands among those of a stored row, counted from 1. */
const turnOf = (name: Parameters<typeof placeInRecord>[0]): string => String(Number(placeInRecord(name)) + 1)

/**
 * $1 workspace, $2 run, $3 its fence; of each row of a staff list that is not the only one about its person, as
 * `SettledRow` of the domain: $4 its line, $5 the line that counts, $6 whether it is about the same time, $7 the first day.
 * Of rows about the same time a cell stays where they do not contradict each other. Addresses of other times are former
 * ones. A row without an address is no row to settle. How many rows there are the database guesses wrong: a FULL JOIN can only be done by hashing or merging.
 */
export const settleRows = command`
  WITH told AS MATERIALIZED (
    SELECT * FROM unnest($4::int[], $5::int[], $6::boolean[], $7::text[]) AS told(line, counts, same_time, start_day)),
  item AS MATERIALIZED (
    SELECT number, place, value,
      CASE WHEN value->>${placeInRecord('addresses')} <> '{}' THEN (value->>0)::int END AS line
    FROM sync_page, jsonb_array_elements(rows) WITH ORDINALITY AS item(value, place)
    WHERE workspace_id = $1 AND run_id = $2),
  staged AS MATERIALIZED (
    SELECT i.*, t.line AS told_line, t.counts, t.same_time, t.start_day
    FROM (SELECT * FROM item) i FULL JOIN told t ON t.line = i.line),
  about AS MATERIALIZED (SELECT * FROM staged WHERE counts IS NOT NULL AND number IS NOT NULL),
  addresses AS (
    SELECT counts, (array_agg(address ORDER BY place, address) FILTER (WHERE now))::text AS now,
      (array_agg(address ORDER BY address) FILTER (WHERE NOT now))::text AS former
    FROM (
      SELECT counts, address, bool_or(same_time) AS now, min(given.place) AS place
      FROM about, unnest((value->>${placeInRecord('addresses')})::text[]) WITH ORDINALITY AS given(address, place)
      GROUP BY 1, 2) each
    GROUP BY 1),
  agreed AS (
    SELECT counts, max(start_day) AS start_day, cell.place, CASE
      WHEN count(DISTINCT cell.value) FILTER (WHERE cell.value <> 'null') <= 1
        THEN (array_agg(cell.value) FILTER (WHERE cell.value <> 'null'))[1] END AS value
    FROM about CROSS JOIN LATERAL jsonb_array_elements(about.value) WITH ORDINALITY AS cell(value, place)
    WHERE same_time GROUP BY 1, 3),
  counting AS MATERIALIZED (
    SELECT a.counts AS line, jsonb_agg(CASE a.place
      WHEN 1 THEN to_jsonb(a.counts)
      WHEN ${turnOf('addresses')} THEN to_jsonb(d.now)
      WHEN ${turnOf('former')} THEN to_jsonb(d.former)
      WHEN ${turnOf('startDay')} THEN to_jsonb(a.start_day) ELSE a.value END ORDER BY a.place) AS value
    FROM agreed a FULL JOIN addresses d ON d.counts = a.counts GROUP BY 1),
  page AS MATERIALIZED (
    SELECT s.number, count(*) FILTER (WHERE s.counts <> s.line) AS dropped, coalesce(jsonb_agg(CASE
      WHEN s.told_line IS NULL THEN s.value
      WHEN s.counts IS NULL THEN jsonb_set(s.value, '{${placeInRecord('setAside')}}', 'true')
      ELSE c.value END ORDER BY s.place) FILTER (WHERE s.counts IS NULL OR s.counts = s.line), '[]') AS rows
    FROM staged s FULL JOIN counting c ON c.line = s.line
    WHERE s.number IS NOT NULL GROUP BY s.number HAVING bool_or(s.told_line IS NOT NULL)),
  ours AS (
    UPDATE sync_run SET rows = rows - (SELECT coalesce(sum(dropped), 0) FROM page)
    WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'running' RETURNING id),
  written AS (
    UPDATE sync_page SET rows = page.rows FROM page, ours
    WHERE workspace_id = $1 AND run_id = ours.id AND sync_page.number = page.number)
  SELECT 1 FROM ours`
