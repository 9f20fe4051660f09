import { jsonText } from './json-text.ts'
import type { Storage } from './storage.ts'

type Entry = {
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
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
      const { rows } = await pool.query<Entry>(
        `SELECT at, actor, action, subject FROM audit_entry
         WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2`,
        [workspaceId, limit],
      )
      return rows
    },
  }
}
