import type { Storage } from './engine/storage.ts'
import { jsonText } from './json-text.ts'

type Entry = {
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
  /** Whom or what it was about as people know it: a person's name, or an account's e-mail; null where it was neither. */
  readonly about: string | null
}

/** The log of who did what, when. Only ever appended. */
export function auditRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    async append(entry: {
      readonly workspaceId: string
      readonly at: Date
      readonly actor: string
      readonly action: string
      readonly subject: string
      readonly details: object
    }): Promise<void> {
      await pool.query(
        `INSERT INTO audit_entry (workspace_id, at, actor, action, subject, details) VALUES ($1, $2, $3, $4, $5, $6)`,
        [entry.workspaceId, entry.at, entry.actor, entry.action, entry.subject, jsonText(entry.details)],
      )
    },

    /** The newest entries, the newest first. */
    async recent(workspaceId: string, limit: number): Promise<Entry[]> {
      const { rows } = await pool.query<Entry>(recent, [workspaceId, limit])
      return rows
    },
  }
}

const recent = `
  SELECT e.at, e.actor, e.action, e.subject, coalesce(p.name, a.email) AS about
  FROM (SELECT * FROM audit_entry WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2) e
  LEFT JOIN LATERAL (SELECT name FROM person WHERE workspace_id = $1 AND id = e.subject OFFSET 0) p ON true
  LEFT JOIN LATERAL (
    SELECT email FROM account
    WHERE workspace_id = $1 AND miro_org_id = e.details ->> 'miroOrgId' AND id = e.subject OFFSET 0) a ON true
  ORDER BY e.id DESC`
