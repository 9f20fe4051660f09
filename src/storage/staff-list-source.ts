import type pg from 'pg'
import type { ListTrouble } from '../domain/source-notice.ts'
import type { StaffFileOrigin } from '../domain/staff-record.ts'

type Source = {
  readonly origin: StaffFileOrigin
  /** It is read on the schedule. */
  readonly standing: boolean
  /** When the list in force was read; null: none was yet. */
  readonly readAt: Date | null
  readonly trouble: ListTrouble | null
  readonly troubleSince: Date | null
}

/** Where a workspace's staff list is from, and how that is. */
export const staffListSource = (pool: pg.Pool) => ({
  /** Null: nobody brought one. */
  async source(workspaceId: string): Promise<Source | null> {
    return (await pool.query<Source>(source, [workspaceId])).rows[0] ?? null
  },

  /** The list read on the schedule cannot be used, or (`trouble` null) can. What it said last stays in force. */
  async noteTrouble(
    workspaceId: string,
    noted: { readonly origin: StaffFileOrigin; readonly trouble: ListTrouble | null; readonly now: Date },
  ): Promise<void> {
    const { origin, trouble, now } = noted
    if (trouble === null) await pool.query(clearTrouble, [workspaceId])
    else await pool.query(noteTrouble, [workspaceId, origin.kind, origin.name, trouble, now])
  },

  /** No list is read on the schedule any more: what it said last holds as one that was brought once. */
  async stopReading(workspaceId: string): Promise<void> {
    await pool.query(stopReading, [workspaceId])
  },
})

const source = `
  SELECT json_build_object('kind', origin_kind, 'name', origin_name) AS origin, standing, read_at AS "readAt", trouble,
    trouble_since AS "troubleSince"
  FROM staff_list WHERE workspace_id = $1`

const noteTrouble = `
  INSERT INTO staff_list (workspace_id, origin_kind, origin_name, standing, trouble, trouble_since)
  VALUES ($1, $2, $3, true, $4, $5)
  ON CONFLICT (workspace_id) DO UPDATE SET origin_kind = excluded.origin_kind, origin_name = excluded.origin_name,
    standing = true, trouble = excluded.trouble,
    trouble_since = coalesce(staff_list.trouble_since, excluded.trouble_since)`

const clearTrouble = `
  UPDATE staff_list SET trouble = NULL, trouble_since = NULL WHERE workspace_id = $1 AND trouble IS NOT NULL`

const stopReading = `
  UPDATE staff_list SET standing = false, trouble = NULL, trouble_since = NULL WHERE workspace_id = $1 AND standing`
