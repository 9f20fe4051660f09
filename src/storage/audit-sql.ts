import { instant, orNull, text } from './engine/columns.ts'
import { rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import type { AuditEntry } from './generated/client.ts'
import { jsonValue } from './sql-values.ts'

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

const entry = {
  at: instant(),
  actor: text(),
  action: text(),
  subject: text(),
  /** Whom or what it was about as people know it: a person's name, or an account's e-mail; null where it was neither. */
  about: orNull(text()),
}

/** $1 workspace, $2 how many */
export const recent = statement(entry)`
  SELECT e.at, e.actor, e.action, e.subject, coalesce(p.name, a.email) AS about
  FROM (SELECT * FROM audit_entry WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2) e
  LEFT JOIN LATERAL (SELECT name FROM person WHERE workspace_id = $1 AND id = e.subject OFFSET 0) p ON true
  LEFT JOIN LATERAL (
    SELECT email FROM account
    WHERE workspace_id = $1 AND miro_org_id = e.details ->> 'miroOrgId' AND id = e.subject OFFSET 0) a ON true
  ORDER BY e.id DESC`
