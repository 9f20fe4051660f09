import { recent } from './audit-sql.ts'
import { rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import type { AuditEntry } from './generated/client.ts'
import { jsonValue } from './json-text.ts'

type NewEntry = Omit<AuditEntry, 'id' | 'details'> & { readonly details: object }

/** The log of who did what, when. Only ever appended. */
export function auditRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  return {
    async append({ workspaceId, at, actor, action, subject, details }: NewEntry): Promise<void> {
      const data = { workspaceId, at, actor, action, subject, details: jsonValue(details) }
      await prisma.auditEntry.createMany({ data })
    },

    /** The newest entries, the newest first. */
    recent: (workspaceId: string, limit: number) => rows(pool, recent, [workspaceId, limit]),
  }
}
