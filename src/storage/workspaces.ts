import { parseSchedule, type Schedule } from '../domain/schedule.ts'
import type { MaskNames } from '../domain/settings.ts'
import { logChanges } from './audit-sql.ts'
import { count, inTransaction, isOne } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { endAllGaps } from './gaps-sql.ts'
import type { Prisma } from './generated/client.ts'
import { maskNamesShape } from './settings-sql.ts'
import { freeAll, markBack, markRemoved } from './workspaces-sql.ts'

const columns = {
  id: true,
  name: true,
  botUserId: true,
  timeZone: true,
  removedAt: true,
  alertChannelId: true,
  alertChannelName: true,
  alertChannelPublic: true,
  alertChannelSetBy: true,
  alertChannelTrouble: true,
  alertChannelFence: true,
  staffReadAt: true,
  maskNames: true,
  syncSchedule: true,
  syncScheduleAt: true,
  syncAskedFor: true,
} as const satisfies Prisma.WorkspaceSelect

type Row = Prisma.WorkspaceGetPayload<{ select: typeof columns }>

export type WorkspaceRow = Omit<Row, 'maskNames' | 'syncSchedule' | 'syncScheduleAt'> & {
  readonly maskNames: MaskNames
  /** How often the accounts are read; null: as the bot was started with. */
  readonly schedule: Schedule | null
  readonly scheduleAt: Date | null
}

const workspaceOf = ({ maskNames, syncSchedule, syncScheduleAt, ...row }: Row): WorkspaceRow => ({
  ...row,
  maskNames: maskNamesShape.parse(maskNames),
  schedule: parseSchedule(syncSchedule),
  scheduleAt: syncScheduleAt,
})

/** Clocks of several machines differ by less; a due time further ahead came of a clock that was wrong. */
const clockTolerance = 600_000

/** The Slack workspaces the bot serves, and where each wants its alerts. */
export function workspacesRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  /** What waits for the alert channel becomes due at once. */
  const free = (db: Prisma.TransactionClient, workspaceId: string, states: string[], now: Date) =>
    db.alert.updateMany({
      where: { workspaceId, userId: null, state: { in: states }, sent: { lt: db.alert.fields.wanted } },
      data: { nextTryAt: now },
    })

  return {
    /** Inserts the workspace, or takes over its name, bot user and time zone. */
    async ensure(
      workspace: {
        id: string
        name: string
        botUserId: string
        timeZone: string | null
        url?: string | null
      },
      now: Date,
    ): Promise<void> {
      const { id, name, botUserId, timeZone, url = null } = workspace
      await prisma.workspace.upsert({
        where: { id },
        create: { id, name, botUserId, timeZone, url, createdAt: now },
        update: { name, botUserId, ...(timeZone !== null && { timeZone }), ...(url !== null && { url }) },
        select: { id: true },
      })
    },

    async get(id: string): Promise<WorkspaceRow | null> {
      const row = await prisma.workspace.findUnique({ where: { id }, select: columns })
      return row === null ? null : workspaceOf(row)
    },

    async all(): Promise<WorkspaceRow[]> {
      return (await prisma.workspace.findMany({ select: columns, orderBy: { id: 'asc' } })).map(workspaceOf)
    },

    /** The app was removed, in Slack's word for why. True when that is news: then it is in the log, and nothing is watched. */
    setRemoved: (id: string, because: string, now: Date): Promise<boolean> =>
      inTransaction(pool, async client => {
        if (!(await isOne(client, markRemoved, [id, now]))) return false
        await logChanges(client, id, now, [byBot(id, 'app_removed', { because })])
        await endAllGaps(client, id, now)
        return true
      }),

    /** The app is there. True when it was removed before: then it is in the log, and what waits becomes due at once. */
    setBack: (id: string, now: Date): Promise<boolean> =>
      inTransaction(pool, async client => {
        if (!(await isOne(client, markBack, [id]))) return false
        await logChanges(client, id, now, [byBot(id, 'app_back')])
        await count(client, freeAll, [id, now])
        return true
      }),

    /** True for the one caller, of all processes, that may ask for the read that was due then. */
    async claimSync(id: string, dueAt: Date, now: Date): Promise<boolean> {
      const farAhead = new Date(now.getTime() + clockTolerance)
      const { count } = await prisma.workspace.updateMany({
        where: {
          id,
          OR: [{ syncAskedFor: null }, { syncAskedFor: { lt: dueAt } }, { syncAskedFor: { gt: farAhead } }],
        },
        data: { syncAskedFor: dueAt },
      })
      return count === 1
    },

    /** What waits for a channel becomes due at once; what is being tried, when that try fails. */
    async setAlertChannel(
      id: string,
      channel: { channelId: string; name: string; isPublic: boolean; setBy: string },
      now: Date,
    ): Promise<void> {
      const chosen = {
        alertChannelId: channel.channelId,
        alertChannelName: channel.name,
        alertChannelPublic: channel.isPublic,
        alertChannelSetBy: channel.setBy,
      }
      await prisma.$transaction([
        prisma.workspace.updateMany({ where: { id }, data: { ...chosen, ...worksAgain } }),
        // A statement of its own: a try that failed at the same moment waits by now, and is seen.
        free(prisma, id, ['pending', 'sent'], now),
      ])
    },

    /** A channel has another id. True when alerts go there: then what waits for it becomes due at once. */
    followChannel: (id: string, { from, to }: { from: string; to: string }, now: Date): Promise<boolean> =>
      prisma.$transaction(async tx => {
        const { count } = await tx.workspace.updateMany({
          where: { id, alertChannelId: from },
          data: { alertChannelId: to, ...worksAgain },
        })
        await tx.alert.updateMany({ where: { workspaceId: id, channelId: from }, data: { channelId: to } })
        await tx.witness.updateMany({ where: { workspaceId: id, channelId: from }, data: { channelId: to } })
        await tx.witness.updateMany({
          where: { workspaceId: id, forChannel: from },
          data: { forChannel: to },
        })
        if (count === 1) await free(tx, id, ['pending', 'sent'], now)
        return count === 1
      }),

    /** What Slack says now of the alert channel, unless another one was chosen meanwhile. */
    async setAlertChannelPublic(id: string, channelId: string, isPublic: boolean): Promise<void> {
      await prisma.workspace.updateMany({
        where: { id, alertChannelId: channelId },
        data: { alertChannelPublic: isPublic },
      })
    },

    /** What a try ran into that began by this fence. True when it is news: then somebody is told, once. */
    async setAlertChannelTrouble(id: string, trouble: string, fence: number): Promise<boolean> {
      const { count } = await prisma.workspace.updateMany({
        where: {
          id,
          alertChannelFence: fence,
          OR: [{ alertChannelTrouble: null }, { alertChannelTrouble: { not: trouble } }],
        },
        data: { alertChannelTrouble: trouble },
      })
      return count === 1
    },

    /** This channel works. True when it did not before: what waits for it becomes due at once. */
    endAlertChannelTrouble: (id: string, channelId: string, now: Date): Promise<boolean> =>
      prisma.$transaction(async tx => {
        const { count } = await tx.workspace.updateMany({
          where: { id, alertChannelId: channelId, alertChannelTrouble: { not: null } },
          data: worksAgain,
        })
        if (count === 1) await free(tx, id, ['pending'], now)
        return count === 1
      }),
  }
}

const byBot = (subject: string, action: string, details = {}) => ({ actor: 'bot', action, subject, details })

/** What a try that began before says nothing of the channel any more. */
const worksAgain = { alertChannelTrouble: null, alertChannelFence: { increment: 1 } }
