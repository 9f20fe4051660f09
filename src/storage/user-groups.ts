import type pg from 'pg'
import type { UserGroup } from '../domain/staff.ts'
import { count, rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'
import * as sql from './user-groups-sql.ts'

type Applied = {
  /** Ids of the people who are in other groups than before. */
  readonly personIds: readonly string[]
  /** A group came, went or was switched on or off: that may bear on everybody. */
  readonly groupsChanged: boolean
}

export type GroupsRead = { readonly askedAt: Date; readonly groups: readonly UserGroup[] }

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

    /** Slack does not tell the bot of groups: what was known of them is no longer kept up. */
    async forget(id: string): Promise<void> {
      const data = { groupsReadAt: null, groupsChangedAt: null }
      await prisma.workspace.updateMany({ where: { id }, data })
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
  await count(client, sql.forgetHeld, [workspaceId])
  return {
    personIds: moved.map(({ id }) => id),
    groupsChanged: now.some(
      ({ id, active }) => active !== (known.find(one => one.id === id)?.active ?? false),
    ),
  }
}
