import { instant, orNull, statement, text } from './engine/statement.ts'

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
