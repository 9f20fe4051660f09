import { command, flag, instant, int, type RowOf, statement, text, texts } from './engine/statement.ts'
import { hasLeft } from './person-sql.ts'
import { readRows } from './sync-page.ts'

const knownRow = { id: text(), handle: text(), name: text(), active: flag() }
export type Known = RowOf<typeof knownRow>

/** How many were in a group before, are in it after, and would be gone from it; up to five of those by name. */
const comparedRow = { handle: text(), before: int(), after: int(), gone: int(), sample: texts() }
export type Compared = RowOf<typeof comparedRow>

/** $1 workspace */
export const list = statement(
  knownRow,
  'SELECT id, handle, name, active FROM user_group WHERE workspace_id = $1 ORDER BY handle, id',
)

/** $1 workspace, $2 groups with their members, $3 now */
export const compare = statement(
  comparedRow,
  `
  WITH named AS (
    SELECT DISTINCT role ->> 'value' AS id
    FROM (
      SELECT DISTINCT ON (r.miro_org_id) r.staff_roles
      FROM rule r JOIN connection c ON c.workspace_id = r.workspace_id AND c.miro_org_id = r.miro_org_id
      WHERE r.workspace_id = $1 AND c.state <> 'disconnected'
      ORDER BY r.miro_org_id, r.version DESC) newest,
      jsonb_array_elements(staff_roles) AS role
    WHERE role ->> 'kind' = 'group'),
  given AS (
    SELECT id, members FROM jsonb_to_recordset($2::jsonb) AS given(id text, members text[])
    WHERE id IN (SELECT id FROM named)),
  seats AS (
    SELECT given.id, m.slack_user_id, coalesce(p.name, m.slack_user_id) AS called,
      NOT m.slack_user_id = ANY(given.members) AS gone
    FROM given
    JOIN user_group_member m ON m.workspace_id = $1 AND m.group_id = given.id
    LEFT JOIN person p ON p.workspace_id = $1 AND p.slack_user_id = m.slack_user_id
    WHERE NOT ${hasLeft('p', '$3')})
  SELECT g.handle, count(*)::int AS before, cardinality(given.members) AS after,
    (count(*) FILTER (WHERE gone))::int AS gone,
    coalesce((array_agg(called ORDER BY called) FILTER (WHERE gone))[:5], '{}') AS sample
  FROM seats JOIN given ON given.id = seats.id JOIN user_group g ON g.workspace_id = $1 AND g.id = given.id
  GROUP BY g.id, g.handle, given.members ORDER BY g.handle, g.id`,
)

/** $1 workspace, $2 when Slack was asked. The row stays locked. */
export const markRead = command(`
  UPDATE workspace SET groups_read_at = $2
  WHERE id = $1 AND (groups_read_at IS NULL OR groups_read_at <= $2) RETURNING id`)

/** $1 workspace, $2 groups */
export const storeGroups = command(`
  INSERT INTO user_group (workspace_id, id, handle, name, active)
  SELECT $1, id, handle, name, active
  FROM jsonb_to_recordset($2::jsonb) AS given(id text, handle text, name text, active boolean)
  ON CONFLICT (workspace_id, id) DO UPDATE
    SET handle = excluded.handle, name = excluded.name, active = excluded.active
    WHERE (user_group.handle, user_group.name, user_group.active)
      IS DISTINCT FROM (excluded.handle, excluded.name, excluded.active)`)

/** $1 workspace, $2 who is in which group. Answers with the people for whom something changed. */
export const storeMembers = statement(
  { id: text() },
  `
  WITH read AS MATERIALIZED (
    SELECT DISTINCT "groupId" AS group_id, "slackUserId" AS slack_user_id
    FROM jsonb_to_recordset($2::jsonb) AS given("groupId" text, "slackUserId" text)),
  removed AS (
    DELETE FROM user_group_member m WHERE workspace_id = $1 AND NOT EXISTS (
      SELECT 1 FROM read WHERE read.group_id = m.group_id AND read.slack_user_id = m.slack_user_id)
    RETURNING slack_user_id),
  added AS (
    INSERT INTO user_group_member (workspace_id, group_id, slack_user_id)
    SELECT $1, group_id, slack_user_id FROM read
    ON CONFLICT DO NOTHING RETURNING slack_user_id)
  SELECT DISTINCT p.id
  FROM (SELECT slack_user_id FROM removed UNION SELECT slack_user_id FROM added) changed
  JOIN person p ON p.workspace_id = $1 AND p.slack_user_id = changed.slack_user_id
  ORDER BY p.id`,
)

/** $1 workspace, $2 when Slack was asked: what it told of changes before counts as read. The row stays locked. */
export const markLooked = command(`
  UPDATE workspace SET groups_changed_at = CASE WHEN groups_changed_at >= $2 THEN groups_changed_at END
  WHERE id = $1 AND (groups_read_at IS NULL OR groups_read_at <= $2)
  RETURNING id`)

/** $1 workspace, $2 rows of the groups as they are staged: the run that is held, and whether it says the same. */
export const held = statement(
  { id: text(), askedAt: instant(), same: flag() },
  `
  SELECT run.id, run.started_at AS "askedAt", page.rows = $2::jsonb AS same
  FROM sync_run run JOIN sync_page page ON page.workspace_id = run.workspace_id AND page.run_id = run.id
  WHERE run.workspace_id = $1 AND run.source = 'groups' AND run.state = 'held'`,
)

/** $1 workspace, $2 run, $3 when Slack was asked */
export const askedAgain = command(`
  UPDATE sync_run SET started_at = $3, heartbeat_at = $3, finished_at = $3 WHERE workspace_id = $1 AND id = $2`)

/** $1 workspace, $2 run, $3 when Slack was asked, $4 why it is held, $5 rows, $6 how many */
export const hold = command(`
  WITH run AS (
    INSERT INTO sync_run (workspace_id, id, source, source_id, state, fence, started_at, heartbeat_at, finished_at,
      reason, pages, rows)
    VALUES ($1, $2, 'groups', $1, 'held', 0, $3, $3, $3, $4, 1, $6) RETURNING workspace_id, id)
  INSERT INTO sync_page (workspace_id, run_id, number, rows, same_ids, digests)
  SELECT workspace_id, id, 1, $5::jsonb, '{}', '{}' FROM run`)

/** $1 workspace, $2 run */
export const heldGroups = statement({ ...knownRow, members: texts() }, readRows('groups', '$2'))
