import { instant, orNull, text } from './engine/columns.ts'
import { command, count, type Queryable, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { jsonText } from './sql-values.ts'

type NewEntry = {
  readonly workspaceId: string
  readonly at: Date
  /** A Slack user id, or "bot". */
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details: object
}

/** What is logged of a change, inside its transaction. */
export type LoggedChange = Pick<NewEntry, 'actor' | 'action' | 'subject' | 'details'>

/** Who did what, when: the part of the journal that is written by what is done. */
export function auditRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    async append({ workspaceId, at, ...change }: NewEntry): Promise<void> {
      await logChanges(pool, workspaceId, at, [change])
    },

    /** The newest entries, the newest first. */
    recent: (workspaceId: string, limit: number) => rows(pool, recent, [workspaceId, limit]),
  }
}

/** Logs changes in the transaction that makes them. */
export const logChanges = (
  client: Queryable,
  workspaceId: string,
  at: Date,
  changes: readonly LoggedChange[],
): Promise<number> => count(client, append, [workspaceId, at, jsonText(changes)])

/** $1 workspace, $2 when, $3 entries, in their order */
export const append = command`
  INSERT INTO deed (workspace_id, at, actor, action, subject, details)
  SELECT $1, $2, item ->> 'actor', item ->> 'action', item ->> 'subject', item -> 'details'
  FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS given (item, place) ORDER BY place`

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
  FROM (SELECT * FROM deed WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2) e
  LEFT JOIN LATERAL (SELECT name FROM person WHERE workspace_id = $1 AND id = e.subject OFFSET 0) p ON true
  LEFT JOIN LATERAL (
    SELECT email FROM account
    WHERE workspace_id = $1 AND miro_org_id = e.details ->> 'miroOrgId' AND id = e.subject OFFSET 0) a ON true
  ORDER BY e.id DESC`
