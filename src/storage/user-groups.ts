import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { HoldReason } from '../domain/source-notice.ts'
import type { UserGroup } from '../domain/staff.ts'
import { count, type Queryable, row, rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'
import { closeRun, giveUp, lockRun } from './run-lock-sql.ts'
import { rowsText } from './sync-page.ts'
import type { Run } from './sync-run-row.ts'
import * as sql from './user-groups-sql.ts'

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
    async list(workspaceId: string): Promise<sql.Known[] | null> {
      const known = await rows(pool, sql.list, [workspaceId])
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
    },

    /** When they were read; null: never, or Slack does not tell. */
    readAt: groupsReadAt,

    /**
     * How the groups that a rule in force names would change, in numbers and up to five names. Whoever has left counts
     * no more; a group that Slack no longer has or that is switched off lets nobody be judged, so it is left out.
     */
    compare(workspaceId: string, groups: readonly UserGroup[], now: Date): Promise<sql.Compared[]> {
      const given = groups.flatMap(({ id, active, members }) => (active ? [{ id, members }] : []))
      return rows(pool, sql.compare, [workspaceId, jsonText(given), now])
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
        if ((await count(client, sql.markLooked, [workspaceId, askedAt])) !== 1) return null
        const staged = rowsText('groups', groups)
        const before = await row(client, sql.held, [workspaceId, staged])
        if (before !== null && before.askedAt > askedAt) return null
        if (before?.same) {
          await count(client, sql.askedAgain, [workspaceId, before.id, askedAt])
          return before.id
        }
        const id = randomUUID()
        await giveUpHeld(client, workspaceId, askedAt)
        await count(client, sql.hold, [workspaceId, id, askedAt, reason, staged, groups.length])
        return id
      }),

    /** Makes what a held run says the groups there are. False: it waits no longer, and nothing was written. */
    applyHeld: (run: Run, now: Date): Promise<boolean> =>
      inTransaction(pool, async client => {
        await room()
        if (!(await lockRun(client, run))) return false
        const groups = await rows(client, sql.heldGroups, [run.workspaceId, run.id])
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
  if ((await count(client, sql.markRead, [workspaceId, askedAt])) !== 1) return null
  const known = await rows(client, sql.list, [workspaceId])
  const listed = groups.map(({ members: _, ...group }) => group)
  const gone = known.filter(({ id }) => !listed.some(group => group.id === id))
  const now = [...listed, ...gone.map(group => ({ ...group, active: false }))]
  await count(client, sql.storeGroups, [workspaceId, jsonText(now)])
  const seats = groups.flatMap(({ id, active, members }) =>
    active ? members.map(slackUserId => ({ groupId: id, slackUserId })) : [],
  )
  const moved = await rows(client, sql.storeMembers, [workspaceId, jsonText(seats)])
  return {
    personIds: moved.map(({ id }) => id),
    groupsChanged: now.some(
      ({ id, active }) => active !== (known.find(one => one.id === id)?.active ?? false),
    ),
  }
}
