import type { Storage } from './engine/storage.ts'
import type { PersonEvent as Stored } from './generated/client.ts'

/** `id`: Slack's event id. `urgent`: it says that somebody is gone. */
export type PersonEvent = Pick<Stored, 'workspaceId' | 'id' | 'type' | 'slackUserId' | 'urgent'>

export type WaitingEvent = Pick<Stored, 'id' | 'slackUserId' | 'receivedAt'>

/** What Slack told about people, from being received to being acted on. */
export function personEventsRepository({ prisma, room }: Pick<Storage, 'prisma' | 'room'>) {
  return {
    /** False: it was received before. */
    async add({ workspaceId, id, type, slackUserId, urgent }: PersonEvent, now: Date): Promise<boolean> {
      await room()
      const data = { workspaceId, id, type, slackUserId, urgent, receivedAt: now }
      return (await prisma.personEvent.createMany({ data, skipDuplicates: true })).count === 1
    },

    /** What is not acted on yet: who may be gone first, then in the order of arrival. */
    waiting: (workspaceId: string, limit: number): Promise<WaitingEvent[]> =>
      prisma.personEvent.findMany({
        where: { workspaceId, doneAt: null },
        select: { id: true, slackUserId: true, receivedAt: true },
        orderBy: [{ urgent: 'desc' }, { receivedAt: 'asc' }, { id: 'asc' }],
        take: limit,
      }),

    /** Workspaces with something that is not acted on yet. */
    async workspacesWaiting(): Promise<string[]> {
      const waiting = await prisma.personEvent.groupBy({
        by: ['workspaceId'],
        where: { doneAt: null },
        orderBy: { workspaceId: 'asc' },
      })
      return waiting.map(({ workspaceId }) => workspaceId)
    },

    /** `outcome` where none is known yet. */
    async done(
      workspaceId: string,
      ids: readonly string[],
      outcome: 'looked' | 'held' | 'refused',
      now: Date,
    ): Promise<void> {
      const where = { workspaceId, id: { in: [...ids] }, doneAt: null }
      await prisma.$transaction([
        prisma.personEvent.updateMany({ where: { ...where, outcome: null }, data: { outcome } }),
        prisma.personEvent.updateMany({ where, data: { doneAt: now } }),
      ])
    },

    /** Forgets what is older, acted on or not: Slack repeats nothing for that long, and scans know better by then. */
    async purge(before: Date): Promise<void> {
      await prisma.personEvent.deleteMany({ where: { receivedAt: { lt: before } } })
    },
  }
}
