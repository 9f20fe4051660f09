import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { HoldReason } from '../domain/source-notice.ts'
import type { UserGroup } from '../domain/staff.ts'
import { flag, instant, int, text, texts } from './engine/columns.ts'
import {
  command,
  count,
  inTransaction,
  isOne,
  type Queryable,
  row,
  rows,
  statement,
} from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { endStaffGap } from './gaps-sql.ts'
import { hasLeft } from './person-sql.ts'
import { closeRun, giveUp, lockRun } from './run-lock-sql.ts'
import { jsonText } from './sql-values.ts'
import { readRows, rowsText } from './sync-page.ts'
import type { Run } from './sync-run-row.ts'

type Applied = {
  /** Ids of the people who are in other groups than before. */
  readonly personIds: readonly string[]
  /** A group came, went or was switched on or off: that may bear on everybody. */
  readonly groupsChanged: boolean
}

type GroupsRead = { readonly askedAt: Date; readonly groups: readonly UserGroup[] }

/** Slack's user groups as they were last read. */
export function userGroupsRepository({ pool, prisma, room }: Pick<Storage, 'pool' | 'prisma' | 'room'>) {
  const unread = {
    groupsChangedAt: { not: null },
    OR: [{ groupsReadAt: null }, { groupsChangedAt: { gte: prisma.workspace.fields.groupsReadAt } }],
  }
  const groupsReadAt = async (id: string): Promise<Date | null> => {
    const found = await prisma.workspace.findUnique({ where: { id }, select: { groupsReadAt: true } })
    return found?.groupsReadAt ?? null
  }
  return {
    /** By handle, also those Slack no longer has; null while they were never read, or Slack does not tell. */
    async list(workspaceId: string) {
      const known = await rows(pool, list, [workspaceId])
      return (await groupsReadAt(workspaceId)) === null ? null : known
    },

    /** Writes down that Slack told of a change. */
    async noteChange(id: string, now: Date): Promise<void> {
      await prisma.workspace.updateMany({ where: { id }, data: { groupsChangedAt: now } })
    },

    /** When Slack last told of a change that was not read since; null: there is none. */
    async changedSince(id: string): Promise<Date | null> {
      const found = await prisma.workspace.findFirst({
        where: { id, ...unread },
        select: { groupsChangedAt: true },
      })
      return found?.groupsChangedAt ?? null
    },

    /** Workspaces with a change that was not read yet. */
    async workspacesWaiting(): Promise<string[]> {
      const waiting = await prisma.workspace.findMany({
        where: unread,
        select: { id: true },
        orderBy: { id: 'asc' },
      })
      return waiting.map(({ id }) => id)
    },

    /** Slack does not tell the bot of groups: what was known of them is no longer kept up, and nobody is asked. */
    async forget(id: string, now: Date): Promise<void> {
      const data = { groupsReadAt: null, groupsChangedAt: null }
      await prisma.workspace.updateMany({ where: { id }, data })
      await giveUpHeld(pool, id, now)
      await endStaffGap(pool, id, now)
    },

    /** When they were read; null: never, or Slack does not tell. */
    readAt: groupsReadAt,

    /**
     * How the groups that a rule in force names would change, in numbers and up to five names. Whoever has left counts
     * no more; a group that Slack no longer has or that is switched off lets nobody be judged, so it is left out.
     */
    compare(workspaceId: string, groups: readonly UserGroup[], now: Date) {
      const given = groups.flatMap(({ id, active, members }) => (active ? [{ id, members }] : []))
      return rows(pool, compare, [workspaceId, jsonText(given), now])
    },

    /**
     * Makes these all the groups there are. Null, and nothing written: a read that began later was applied already.
     * What was held before needs nobody's word any more.
     */
    apply: (workspaceId: string, read: GroupsRead): Promise<Applied | null> =>
      inTransaction(pool, async client => {
        await room()
        const applied = await applyGroups(client, workspaceId, read)
        if (applied !== null) await giveUpHeld(client, workspaceId, read.askedAt)
        return applied
      }),

    /**
     * Keeps a read that is not taken over as a held run, in place of an earlier one, and returns its id: the same
     * where it says the same. What Slack told of changes before it counts as read. Null: a read that began later was
     * held or applied already.
     */
    hold: (
      workspaceId: string,
      { askedAt, groups }: GroupsRead,
      reason: HoldReason,
    ): Promise<string | null> =>
      inTransaction(pool, async client => {
        await room()
        if (!(await isOne(client, markLooked, [workspaceId, askedAt]))) return null
        const staged = rowsText('groups', groups)
        const before = await row(client, held, [workspaceId, staged])
        if (before !== null && before.askedAt > askedAt) return null
        if (before?.same) {
          await count(client, askedAgain, [workspaceId, before.id, askedAt])
          return before.id
        }
        const id = randomUUID()
        await giveUpHeld(client, workspaceId, askedAt)
        await count(client, hold, [workspaceId, id, askedAt, reason, staged, groups.length])
        return id
      }),

    /** Makes what a held run says the groups there are. False: it waits no longer, and nothing was written. */
    applyHeld: (run: Run, now: Date): Promise<boolean> =>
      inTransaction(pool, async client => {
        await room()
        if (!(await lockRun(client, run))) return false
        const groups = await rows(client, heldGroups, [run.workspaceId, run.id])
        const read = { askedAt: run.startedAt, groups }
        if ((await applyGroups(client, run.workspaceId, read)) === null) return false
        await closeRun(client, run, now)
        return true
      }),
  }
}

/** Whatever is held needs nobody's word any more. */
async function giveUpHeld(db: Queryable, workspaceId: string, now: Date): Promise<void> {
  await count(db, giveUp, [workspaceId, 'groups', workspaceId, '', now])
}

/** Inside a transaction: the workspace's row stays locked. */
async function applyGroups(
  client: pg.PoolClient,
  workspaceId: string,
  { askedAt, groups }: GroupsRead,
): Promise<Applied | null> {
  if (!(await isOne(client, markRead, [workspaceId, askedAt]))) return null
  const known = await rows(client, list, [workspaceId])
  const listed = groups.map(({ members: _, ...group }) => group)
  const gone = known.filter(({ id }) => !listed.some(group => group.id === id))
  const now = [...listed, ...gone.map(group => ({ ...group, active: false }))]
  await count(client, storeGroups, [workspaceId, jsonText(now)])
  const seats = groups.flatMap(({ id, active, members }) =>
    active ? members.map(slackUserId => ({ groupId: id, slackUserId })) : [],
  )
  const moved = await rows(client, storeMembers, [workspaceId, jsonText(seats)])
  await endStaffGap(client, workspaceId, askedAt)
  return {
    personIds: moved.map(({ id }) => id),
    groupsChanged: now.some(
      ({ id, active }) => active !== (known.find(one => one.id === id)?.active ?? false),
    ),
  }
}

const knownRow = { id: text(), handle: text(), name: text(), active: flag() }

/** How many were in a group before, are in it after, and would be gone from it; up to five of those by name. */
const comparedRow = { handle: text(), before: int(), after: int(), gone: int(), sample: texts() }

/** $1 workspace */
export const list = statement(
  knownRow,
)`SELECT id, handle, name, active FROM user_group WHERE workspace_id = $1 ORDER BY handle, id`

/** $1 workspace, $2 groups with their members, $3 now */
export const compare = statement(comparedRow)`
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
export const markRead = command`
  UPDATE workspace SET groups_read_at = $2
  WHERE id = $1 AND (groups_read_at IS NULL OR groups_read_at <= $2) RETURNING id`

/** $1 workspace, $2 groups */
export const storeGroups = command`
  INSERT INTO user_group (workspace_id, id, handle, name, active)
  SELECT $1, id, handle, name, active
  FROM jsonb_to_recordset($2::jsonb) AS given(id text, handle text, name text, active boolean)
  ON CONFLICT (workspace_id, id) DO UPDATE
    SET handle = excluded.handle, name = excluded.name, active = excluded.active
    WHERE (user_group.handle, user_group.name, user_group.active)
      IS DISTINCT FROM (excluded.handle, excluded.name, excluded.active)`

/** $1 workspace, $2 who is in which group. Answers with the people for whom something changed. */
export const storeMembers = statement({ id: text() })`
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

/** $1 workspace, $2 when Slack was asked: what it told of changes before counts as read. The row stays locked. */
export const markLooked = command`
  UPDATE workspace SET groups_changed_at = CASE WHEN groups_changed_at >= $2 THEN groups_changed_at END
  WHERE id = $1 AND (groups_read_at IS NULL OR groups_read_at <= $2)
  RETURNING id`

/** $1 workspace, $2 rows of the groups as they are staged: the run that is held, and whether it says the same. */
export const held = statement({ id: text(), askedAt: instant(), same: flag() })`
  SELECT run.id, run.started_at AS "askedAt", page.rows = $2::jsonb AS same
  FROM sync_run run JOIN sync_page page ON page.workspace_id = run.workspace_id AND page.run_id = run.id
  WHERE run.workspace_id = $1 AND run.source = 'groups' AND run.state = 'held'`

/** $1 workspace, $2 run, $3 when Slack was asked */
export const askedAgain = command`
  UPDATE sync_run SET started_at = $3, heartbeat_at = $3, finished_at = $3 WHERE workspace_id = $1 AND id = $2`

/** $1 workspace, $2 run, $3 when Slack was asked, $4 why it is held, $5 rows, $6 how many */
export const hold = command`
  WITH run AS (
    INSERT INTO sync_run (workspace_id, id, source, source_id, state, fence, started_at, heartbeat_at, finished_at,
      reason, pages, rows)
    VALUES ($1, $2, 'groups', $1, 'held', 0, $3, $3, $3, $4, 1, $6) RETURNING workspace_id, id)
  INSERT INTO sync_page (workspace_id, run_id, number, rows, same_ids, digests)
  SELECT workspace_id, id, 1, $5::jsonb, '{}', '{}' FROM run`

/** $1 workspace, $2 run */
export const heldGroups = statement({ ...knownRow, members: texts() })`${readRows('groups', '$2')}`
