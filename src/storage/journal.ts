import type { Storage } from './engine/storage.ts'

/** What the journal says of itself. */
export function journalRepository({ prisma }: Pick<Storage, 'prisma'>) {
  return {
    /** The newest sealed block, its hash in hex; null while nothing is sealed. */
    head: (workspaceId: string): Promise<{ number: number; hash: string } | null> =>
      prisma.journalBlock.findFirst({
        where: { workspaceId },
        select: { number: true, hash: true },
        orderBy: { number: 'desc' },
      }),
  }
}
