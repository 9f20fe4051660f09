import { command } from './engine/statement.ts'

// Counts kept beside what they count: a look at 100,000 accounts then costs what a look at 1,000 does. Whatever writes
// accounts, people or assessments runs these in its own transaction, after its own statement.

/** $1 workspace, $2 organisation */
export const countRoles = command`
  WITH fresh AS MATERIALIZED (
    SELECT role, count(*) FILTER (WHERE missing_since IS NULL AND active)::int AS live,
      count(*) FILTER (WHERE active IS NOT FALSE)::int AS present
    FROM account WHERE workspace_id = $1 AND miro_org_id = $2 AND removed_at IS NULL
    GROUP BY role),
  unused AS (
    DELETE FROM role_count WHERE workspace_id = $1 AND miro_org_id = $2 AND role NOT IN (SELECT role FROM fresh))
  INSERT INTO role_count (workspace_id, miro_org_id, role, live, present)
  SELECT $1, $2, role, live, present FROM fresh
  ON CONFLICT (workspace_id, miro_org_id, role) DO UPDATE SET live = excluded.live, present = excluded.present`

/** $1 workspace, $2 now: whose last day is over has left. */
export const countStaff = command`
  UPDATE workspace SET staff_people = (
    SELECT count(*)::int FROM person
    WHERE workspace_id = $1 AND kind = 'member' AND NOT deactivated AND (end_at <= $2) IS NOT TRUE)
  WHERE id = $1`

/**
 * Parts of a statement that writes assessments: $1 workspace, $2 organisation, and `assessments` the rows to write, one
 * for an account. What is stored until then is taken off the counts, what is written is added. The lock of the connection
 * must be held before the statement begins, so that nobody counts at the same time or from what was true before.
 */
export const countVerdicts = (assessments: string): string => `
  moved AS (
    SELECT class, results, sum(accounts)::int AS accounts
    FROM (
      SELECT before.class, before.results, -1 AS accounts
      FROM ${assessments} CROSS JOIN LATERAL (
        SELECT * FROM assessment
        WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = ${assessments}.account_id OFFSET 0) before
      UNION ALL
      SELECT class, results, 1 FROM ${assessments}) each
    GROUP BY class, results HAVING sum(accounts) <> 0),
  counted AS (
    INSERT INTO verdict_count AS kept (workspace_id, miro_org_id, class, check_id, verdict, accounts)
    SELECT $1, $2, class, check_id, said->>'verdict', sum(accounts)::int
    FROM moved, jsonb_each(results) AS each(check_id, said)
    GROUP BY class, check_id, said->>'verdict' HAVING sum(accounts) <> 0
    ON CONFLICT (workspace_id, miro_org_id, class, check_id, verdict)
    DO UPDATE SET accounts = kept.accounts + excluded.accounts)`
