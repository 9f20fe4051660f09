import type { AccountClass } from '../domain/account.ts'
import type { FindingFacts } from '../domain/alert.ts'
import type { CheckId } from '../domain/check.ts'
import { unwatchedAs } from '../domain/verdict.ts'

export type FindingRow = Omit<FindingFacts, 'account' | 'person'> & {
  readonly groupId: string
  readonly checkId: CheckId
  readonly email: string | null
  readonly role: string | null
  readonly license: string
  readonly lastActivityAt: Date | null
  readonly class: AccountClass | null
  readonly authorises: boolean
  readonly personId: string | null
  readonly personName: string
  readonly slackUserId: string | null
  readonly leftKnownAt: Date | null
  readonly lastDay: string | null
}

const unwatched = `closed_as IN (${unwatchedAs.map(closedAs => `'${closedAs}'`).join(', ')})`

/** How many of some findings are not put right, though closed. */
export const unwatchedCount = `count(*) FILTER (WHERE ${unwatched})::int`

/** The open ones first, then what nobody watches any more, the soonest due first. */
export const byUrgency = (of: 'f.' | '' = ''): string =>
  `${of}closed_at IS NOT NULL, (${of}${unwatched}) IS NOT TRUE, ${of}due_at, ${of}subject_id`

/** Findings with their accounts and people. `from` yields rows of `finding` as f; $1 is the workspace. */
export const findingRows = (from: string): string => `
  SELECT f.id, f.group_id AS "groupId", f.check_id AS "checkId", f.subject_id AS "subjectId", f.why,
    f.opened_at AS "openedAt", f.clock_at AS "clockAt", f.end_at AS "endAt", f.due_at AS "dueAt",
    f.closed_at AS "closedAt", f.closed_as AS "closedAs", f.closed_by AS "closedBy", a.email, a.role, a.license,
    a.last_activity_at AS "lastActivityAt", a.class, coalesce(f.subject_id = c.miro_user_id, false) AS authorises,
    coalesce(a.came_back_at > previous.closed_at AND a.came_back_at <= f.opened_at, false) AS "cameBack",
    p.id AS "personId", p.name AS "personName", p.slack_user_id AS "slackUserId", p.left_known_at AS "leftKnownAt",
    CASE WHEN p.end_at = f.end_at THEN p.last_day END AS "lastDay"
  FROM ${from}
  LEFT JOIN LATERAL (
    SELECT *, (
      SELECT class FROM assessment
      WHERE workspace_id = $1 AND miro_org_id = f.miro_org_id AND account_id = f.subject_id) AS class
    FROM account WHERE workspace_id = $1 AND miro_org_id = f.miro_org_id AND id = f.subject_id OFFSET 0) a
    ON true
  LEFT JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = f.miro_org_id
  LEFT JOIN LATERAL (
    SELECT closed_at FROM finding
    WHERE workspace_id = $1 AND miro_org_id = f.miro_org_id AND id = f.previous_id OFFSET 0) previous ON true
  LEFT JOIN LATERAL (
    SELECT * FROM person WHERE workspace_id = $1 AND id = f.person_id OFFSET 0) p ON true`

export const findingOf = (row: FindingRow): FindingFacts => ({
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
    row.personId === null
      ? null
      : {
          id: row.personId,
          name: row.personName,
          slackUserId: row.slackUserId,
          leftKnownAt: row.leftKnownAt,
          lastDay: row.lastDay,
        },
  openedAt: row.openedAt,
  clockAt: row.clockAt,
  endAt: row.endAt,
  dueAt: row.dueAt,
  closedAt: row.closedAt,
  closedAs: row.closedAs,
  closedBy: row.closedBy,
  cameBack: row.cameBack,
})
