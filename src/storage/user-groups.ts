import type pg from 'pg'
import type { UserGroup } from '../domain/staff.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'
import { hasLeft } from './person-sql.ts'

type Applied = {
  /** Ids of the people who are in other groups than before. */
  readonly personIds: readonly string[]
  /** A group came, went or was switched on or off: that may bear on everybody. */
  readonly groupsChanged: boolean
}

type Known = Omit<UserGroup, 'members'>

export type GroupsRead = { readonly askedAt: Date; readonly groups: readonly UserGroup[] }

type Compared = {
  readonly handle: string
  readonly before: number
  readonly after: number
  readonly gone: number
  readonly sample: string[]
}

/** Slack's user groups as they were last read. */
export function userGroupsRepository({ pool, room }: Pick<Storage, 'pool' | 'room'>) {
  return {
    /** By handle, also those Slack no longer has; null while they were never read, or Slack does not tell. */
    async list(workspaceId: string): Promise<Known[] | null> {
      const { rows } = await pool.query<Known>(list, [workspaceId])
      const read = await pool.query('SELECT 1 FROM workspace WHERE id = $1 AND groups_read_at IS NOT NULL', [
        workspaceId,
      ])
      return read.rowCount === 1 ? rows : null
    },

    /** Writes down that Slack told of a change. */
    async noteChange(workspaceId: string, now: Date): Promise<void> {
      await pool.query('UPDATE workspace SET groups_changed_at = $2 WHERE id = $1', [workspaceId, now])
    },

    /** When Slack last told of a change that was not read since; null: there is none. */
    async changedSince(workspaceId: string): Promise<Date | null> {
      const { rows } = await pool.query<{ at: Date }>(
        `SELECT groups_changed_at AS at FROM workspace WHERE id = $1 AND ${unread}`,
        [workspaceId],
      )
      return rows[0]?.at ?? null
    },

    /** Workspaces with a change that was not read yet. */
    async workspacesWaiting(): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM workspace WHERE ${unread} ORDER BY id`,
      )
      return rows.map(({ id }) => id)
    },

    /** Slack does not tell the bot of groups: what was known of them is no longer kept up. */
    async forget(workspaceId: string): Promise<void> {
      await pool.query('UPDATE workspace SET groups_read_at = NULL, groups_changed_at = NULL WHERE id = $1', [
        workspaceId,
      ])
    },

    /** When they were read; null: never, or Slack does not tell. */
    async readAt(workspaceId: string): Promise<Date | null> {
      const { rows } = await pool.query<{ at: Date | null }>(
        'SELECT groups_read_at AS at FROM workspace WHERE id = $1',
        [workspaceId],
      )
      return rows[0]?.at ?? null
    },

    /**
     * How the groups that a rule in force names would change, in numbers and up to five names. Whoever has left counts
     * no more; a group that Slack no longer has or that is switched off lets nobody be judged, so it is left out.
     */
    async compare(workspaceId: string, groups: readonly UserGroup[], now: Date): Promise<Compared[]> {
      const given = groups.flatMap(({ id, active, members }) => (active ? [{ id, members }] : []))
      return (await pool.query<Compared>(compare, [workspaceId, jsonText(given), now])).rows
    },

    /**
     * Makes these all the groups there are. Null, and nothing written: a read that began later was applied already.
     * What was held before needs nobody's word any more.
     */
    apply: (workspaceId: string, read: GroupsRead): Promise<Applied | null> =>
      inTransaction(pool, async client => {
        await room()
        return applyGroups(client, workspaceId, read)
      }),
  }
}

/** Inside a transaction: the workspace's row stays locked. */
export async function applyGroups(
  client: pg.PoolClient,
  workspaceId: string,
  { askedAt, groups }: GroupsRead,
): Promise<Applied | null> {
  const newest = await client.query(markRead, [workspaceId, askedAt])
  if (newest.rowCount !== 1) return null
  const { rows: known } = await client.query<Known>(list, [workspaceId])
  const listed = groups.map(({ members: _, ...group }) => group)
  const gone = known.filter(({ id }) => !listed.some(group => group.id === id))
  const now = [...listed, ...gone.map(group => ({ ...group, active: false }))]
  await client.query(storeGroups, [workspaceId, jsonText(now)])
  const seats = groups.flatMap(({ id, active, members }) =>
    active ? members.map(slackUserId => ({ groupId: id, slackUserId })) : [],
  )
  const { rows } = await client.query<{ id: string }>(storeMembers, [workspaceId, jsonText(seats)])
  await client.query('DELETE FROM held_groups WHERE workspace_id = $1', [workspaceId])
  return {
    personIds: rows.map(({ id }) => id),
    groupsChanged: now.some(
      ({ id, active }) => active !== (known.find(one => one.id === id)?.active ?? false),
    ),
  }
}

const unread = `groups_changed_at IS NOT NULL AND (groups_read_at IS NULL OR groups_changed_at >= groups_read_at)`

const list = 'SELECT id, handle, name, active FROM user_group WHERE workspace_id = $1 ORDER BY handle, id'

/** $1 workspace, $2 groups with their members, $3 now */
const compare = `
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
  GROUP BY g.id, g.handle, given.members ORDER BY g.handle, g.id`

/** $1 workspace, $2 when Slack was asked. The row stays locked. */
const markRead = `
  UPDATE workspace SET groups_read_at = $2
  WHERE id = $1 AND (groups_read_at IS NULL OR groups_read_at <= $2) RETURNING id`

/** $1 workspace, $2 groups */
const storeGroups = `
  INSERT INTO user_group (workspace_id, id, handle, name, active)
  SELECT $1, id, handle, name, active
  FROM jsonb_to_recordset($2::jsonb) AS given(id text, handle text, name text, active boolean)
  ON CONFLICT (workspace_id, id) DO UPDATE
    SET handle = excluded.handle, name = excluded.name, active = excluded.active
    WHERE (user_group.handle, user_group.name, user_group.active)
      IS DISTINCT FROM (excluded.handle, excluded.name, excluded.active)`

/** $1 workspace, $2 who is in which group. Answers with the people for whom something changed. */
const storeMembers = `
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
  ORDER BY p.id`
