import type pg from 'pg'
import type { AlertFacts, FindingFacts, GroupFacts } from '../domain/alert.ts'
import type { AccountClass } from '../domain/snapshot.ts'
import { noticeOf } from './alert-notice-shape.ts'

type AlertRow = {
  kind: string
  facts: unknown
  miroOrgId: string
  organizationName: string | null
  accounts: number
  unknown: number
}
type FindingRow = Omit<FindingFacts, 'account' | 'person'> & {
  readonly groupId: string
  readonly email: string | null
  readonly role: string | null
  readonly license: string
  readonly lastActivityAt: Date | null
  readonly class: AccountClass | null
  readonly authorises: boolean
  readonly personId: string | null
  readonly personName: string
  readonly slackUserId: string | null
}

/** All a message may say now, or null when it or its connection is gone. */
export const alertFacts =
  (pool: pg.Pool) =>
  async (workspaceId: string, id: string): Promise<AlertFacts | null> => {
    const { rows } = await pool.query<AlertRow>(alert, [workspaceId, id])
    const [row] = rows
    if (row === undefined) return null
    const { kind, miroOrgId, organizationName, accounts, unknown } = row
    if (kind !== 'summary' && kind !== 'findings') return noticeOf(row.facts)
    if (organizationName === null) return null
    const found = await pool.query<Omit<GroupFacts, 'findings'>>(groups, [workspaceId, id])
    const shown = await pool.query<FindingRow>(findings, [workspaceId, id])
    const of = (groupId: string) => shown.rows.filter(finding => finding.groupId === groupId).map(findingOf)
    return {
      kind,
      organizationName,
      miroOrgId,
      accounts,
      unknown,
      groups: found.rows.map(group => ({ ...group, findings: of(group.id) })),
    }
  }

const findingOf = (row: FindingRow): FindingFacts => ({
  id: row.id,
  subjectId: row.subjectId,
  why: row.why,
  account:
    row.role === null
      ? null
      : {
          id: row.subjectId,
          email: row.email,
          role: row.role,
          license: row.license,
          lastActivityAt: row.lastActivityAt,
          ...(row.class === null ? {} : { class: row.class }),
          authorises: row.authorises,
        },
  person:
    row.personId === null ? null : { id: row.personId, name: row.personName, slackUserId: row.slackUserId },
  openedAt: row.openedAt,
  clockAt: row.clockAt,
  endAt: row.endAt,
  dueAt: row.dueAt,
  closedAt: row.closedAt,
  closedAs: row.closedAs,
  cameBack: row.cameBack,
})

const alert = `
  SELECT a.kind, a.facts, a.miro_org_id AS "miroOrgId", c.organization_name AS "organizationName", (
    SELECT count(*)::int FROM account
    WHERE account.workspace_id = $1 AND account.miro_org_id = a.miro_org_id
      AND removed_at IS NULL AND missing_since IS NULL AND active) AS accounts, (
    SELECT count(*)::int
    FROM assessment judged JOIN account ON account.workspace_id = $1
      AND account.miro_org_id = judged.miro_org_id AND account.id = judged.account_id
    WHERE judged.workspace_id = $1 AND judged.miro_org_id = a.miro_org_id
      AND 'unknown' IN (judged.identified, judged.removed, judged.valid)
      AND removed_at IS NULL AND active IS NOT FALSE AND a.kind = 'summary') AS unknown
  FROM alert a LEFT JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = a.miro_org_id
  WHERE a.workspace_id = $1 AND a.id = $2`

const groups = `
  SELECT g.id, g.check_id AS "checkId", g.opened_at AS "openedAt", n.open, n.closed
  FROM finding_group g CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE closed_at IS NULL)::int AS open,
      count(*) FILTER (WHERE closed_at IS NOT NULL)::int AS closed
    FROM (SELECT * FROM finding WHERE group_id = g.id OFFSET 0) f
    WHERE f.workspace_id = $1 AND f.miro_org_id = g.miro_org_id) n
  WHERE g.workspace_id = $1 AND g.alert_id = $2
  ORDER BY g.opened_at, g.check_id, g.id`

// As many as a message has room for: the open ones first, the soonest due first.
const findings = `
  SELECT f.id, f.group_id AS "groupId", f.subject_id AS "subjectId", f.why, f.opened_at AS "openedAt",
    f.clock_at AS "clockAt", f.end_at AS "endAt", f.due_at AS "dueAt", f.closed_at AS "closedAt",
    f.closed_as AS "closedAs", a.email, a.role, a.license, a.last_activity_at AS "lastActivityAt",
    a.class, coalesce(f.subject_id = c.miro_user_id, false) AS authorises,
    coalesce(a.came_back_at > previous.closed_at AND a.came_back_at <= f.opened_at, false) AS "cameBack",
    p.id AS "personId", p.name AS "personName", p.slack_user_id AS "slackUserId"
  FROM finding_group g
  CROSS JOIN LATERAL (
    SELECT * FROM (SELECT * FROM finding WHERE group_id = g.id OFFSET 0) of_group
    WHERE workspace_id = $1 AND miro_org_id = g.miro_org_id
    ORDER BY closed_at IS NOT NULL, due_at, subject_id LIMIT 20) f
  LEFT JOIN LATERAL (
    SELECT *, (
      SELECT class FROM assessment
      WHERE workspace_id = $1 AND miro_org_id = g.miro_org_id AND account_id = f.subject_id) AS class
    FROM account WHERE workspace_id = $1 AND miro_org_id = g.miro_org_id AND id = f.subject_id OFFSET 0) a
    ON true
  LEFT JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = g.miro_org_id
  LEFT JOIN LATERAL (
    SELECT closed_at FROM finding
    WHERE workspace_id = $1 AND miro_org_id = g.miro_org_id AND id = f.previous_id OFFSET 0) previous ON true
  LEFT JOIN LATERAL (
    SELECT * FROM person WHERE workspace_id = $1 AND id = f.person_id OFFSET 0) p ON true
  WHERE g.workspace_id = $1 AND g.alert_id = $2
  ORDER BY f.closed_at IS NOT NULL, f.due_at, f.subject_id`
