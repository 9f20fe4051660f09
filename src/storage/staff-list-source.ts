import { z } from 'zod'
import type { ListTrouble } from '../domain/source-notice.ts'
import type { StaffFileOrigin } from '../domain/staff-list.ts'
import type { PrismaClient } from './generated/client.ts'
import { originShape } from './staff-list-shape.ts'

const troubleShape = z.enum(['unreadable', 'invalid', 'rows']).nullable()

const noTrouble = { trouble: null, troubleSince: null }

/** Where a workspace's staff list is from, and how that is. */
export const staffListSource = (prisma: Pick<PrismaClient, 'staffList' | '$transaction'>) => ({
  /**
   * Null: no list was ever brought. `standing`: it is read on the schedule. `readAt`: when the list in force was read;
   * null: none was yet.
   */
  async source(workspaceId: string) {
    const found = await prisma.staffList.findUnique({ where: { workspaceId } })
    if (found === null) return null
    const { originKind, originName, standing, readAt, trouble, troubleSince } = found
    const origin: StaffFileOrigin = originShape.parse({ kind: originKind, name: originName })
    return { origin, standing, readAt, trouble: troubleShape.parse(trouble), troubleSince }
  },

  /** The list read on the schedule cannot be used, or (`trouble` null) can. What it said last stays in force. */
  async noteTrouble(
    workspaceId: string,
    noted: { readonly origin: StaffFileOrigin; readonly trouble: ListTrouble | null; readonly now: Date },
  ): Promise<void> {
    const { origin, trouble, now } = noted
    if (trouble === null) {
      await prisma.staffList.updateMany({ where: { workspaceId, trouble: { not: null } }, data: noTrouble })
      return
    }
    const standing = { originKind: origin.kind, originName: origin.name, standing: true, trouble }
    await prisma.$transaction([
      prisma.staffList.upsert({
        where: { workspaceId },
        create: { workspaceId, ...standing },
        update: standing,
        select: { workspaceId: true },
      }),
      prisma.staffList.updateMany({
        where: { workspaceId, troubleSince: null },
        data: { troubleSince: now },
      }),
    ])
  },

  /** No list is read on the schedule any more: what it said last holds as one that was brought once. */
  async stopReading(workspaceId: string): Promise<void> {
    await prisma.staffList.updateMany({
      where: { workspaceId, standing: true },
      data: { standing: false, ...noTrouble },
    })
  },
})
