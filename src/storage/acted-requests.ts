import type { Storage } from './engine/storage.ts'

/** Requests of Slack that were acted upon, by any process. */
export function actedRequestsRepository({ prisma }: Pick<Storage, 'prisma'>) {
  return {
    /** Writes down that a request is acted upon. False: it was before. */
    async claim(workspaceId: string, id: string, now: Date): Promise<boolean> {
      const data = { workspaceId, id, actedAt: now }
      return (await prisma.actedRequest.createMany({ data, skipDuplicates: true })).count === 1
    },

    async has(workspaceId: string, id: string): Promise<boolean> {
      const where = { workspaceId_id: { workspaceId, id } }
      return (await prisma.actedRequest.findUnique({ where, select: { id: true } })) !== null
    },

    /** Forgets what is older: Slack's signature does not hold that long. */
    async purge(before: Date): Promise<void> {
      await prisma.actedRequest.deleteMany({ where: { actedAt: { lt: before } } })
    },
  }
}
