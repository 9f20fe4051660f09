import type { AccountClass } from '../domain/account.ts'
import { accountChecks, type CheckId, isAboutLeaver, type Why } from '../domain/check.ts'
import type { FindingFacts } from '../domain/finding-facts.ts'
import { type ClosedAs, unwatchedAs } from '../domain/verdict.ts'
import { fields, flag, instant, int, json, orNull, type RowOf, text, texts } from './engine/columns.ts'
import { one, row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { findingSheet, type Sheet, type Subject } from './finding-sheet-sql.ts'
import { gapsOf } from './gaps-sql.ts'
import { gapsShape } from './json-shapes.ts'

/** `findings`: the open ones first, the soonest due first. */
export type FindingPage = RowOf<typeof groupRow> & { readonly findings: readonly FindingFacts[] }

/** Findings as people look at them: a group page by page, and all that led to one. */
export function findingsRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  return {
    /**
     * A part of a group, from place `from`; null when the workspace has no such group. What is about the person with the
     * Slack id `except` is neither in it nor counted.
     */
    async group(
      workspaceId: string,
      groupId: string,
      { from, limit, except }: { readonly from: number; readonly limit: number; readonly except: string },
    ): Promise<FindingPage | null> {
      const found = await row(pool, group, [workspaceId, groupId, except])
      if (found === null) return null
      const shown = await rows(pool, findings, [workspaceId, groupId, except, from, limit])
      return { ...found, findings: shown.map(findingOf) }
    },

    /** How many are open in a workspace, and how many of them are overdue. */
    openNow: (workspaceId: string, now: Date) => one(pool, openNow, [workspaceId, now]),

    /** Whether a message that stands there is about a finding, or about a group of them. */
    standsIn: async (
      workspaceId: string,
      { channelId, ts }: { readonly channelId: string; readonly ts: string },
      { findingId, groupId }: { readonly findingId: string | null; readonly groupId: string | null },
    ): Promise<boolean> =>
      (await one(pool, standsIn, [workspaceId, channelId, ts, groupId, findingId])).stands,

    /** What a finding is about; null when the workspace has no such finding. */
    subject: (workspaceId: string, findingId: string): Promise<Subject | null> =>
      row(pool, subject, [workspaceId, findingId]),

    /** All that is stored about one check of one account; null when there is neither account nor finding. */
    sheet: (workspaceId: string, asked: Subject): Promise<Sheet | null> =>
      findingSheet({ pool, prisma }, workspaceId, asked),
  }
}

const findingColumns = {
  ...{ id: text(), groupId: text(), checkId: text<CheckId>(), subjectId: text(), why: text<Why>() },
  ...{ openedAt: instant(), clockAt: instant(), endAt: orNull(instant()), dueAt: instant() },
  ...{ closedAt: orNull(instant()), closedAs: orNull(text<ClosedAs>()), closedBy: orNull(text()) },
}

/** A finding with its account (where `role` is not null) and its person (where `personId` is not null). */
export const findingRow = {
  ...findingColumns,
  ...{ email: orNull(text()), role: orNull(text()), license: text(), lastActivityAt: orNull(instant()) },
  adminRoles: texts(),
  ...{ class: orNull(text<AccountClass>()), authorises: flag(), cameBack: flag() },
  ...{ personId: orNull(text()), personName: text(), slackUserId: orNull(text()) },
  ...{ leftKnownAt: orNull(instant()), lastDay: orNull(text()) },
}

export function findingOf(row: RowOf<typeof findingRow>): FindingFacts {
  const { groupId, checkId, email, role, license, lastActivityAt, class: kind, authorises, ...more } = row
  const { adminRoles, ...rest } = more
  const { personId, personName, slackUserId, leftKnownAt, lastDay, ...finding } = rest
  const account = {
    ...{ id: row.subjectId, email, license, lastActivityAt, authorises },
    ...(adminRoles.length > 0 && { adminRoles }),
  }
  return {
    ...finding,
    account: role === null ? null : { ...account, role, ...(kind !== null && { class: kind }) },
    person: personId === null ? null : { id: personId, name: personName, slackUserId, leftKnownAt, lastDay },
  }
}

const unwatched = `closed_as IN (${unwatchedAs.map(closedAs => `'${closedAs}'`).join(', ')})`

/** How many of some findings are not put right, though closed. */
export const unwatchedCount = `count(*) FILTER (WHERE ${unwatched})::int`

/** The open ones first, then what nobody watches any more, the soonest due first. */
const byUrgency = (of: 'f.' | '' = ''): string =>
  `${of}closed_at IS NOT NULL, (${of}${unwatched}) IS NOT TRUE, ${of}due_at, ${of}subject_id`

/** Findings with their accounts and people. `from` yields rows of `finding` as f; $1 is the workspace. */
export const findingRows = (from: string): string => `
  SELECT ${fields(findingColumns, 'f')}, a.email, a.role, a.license,
    a.last_activity_at AS "lastActivityAt", coalesce(a.admin_roles, '{}') AS "adminRoles", a.class, coalesce(f.subject_id = c.miro_user_id, false) AS authorises,
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

const leaverChecks = accountChecks.filter(({ id }) => isAboutLeaver(id)).map(({ id }) => `'${id}'`)

/** SQL: the row `of` of `finding` is about the person with that Slack id, who does not only answer for the account. */
const isAboutPerson = (of: string, slackUserId: string): string => `EXISTS (
  SELECT FROM person p
  WHERE p.workspace_id = $1 AND p.id = ${of}.person_id AND p.slack_user_id = ${slackUserId}
    AND (${of}.check_id IN (${leaverChecks.join(', ')}) OR EXISTS (
      SELECT FROM assessment s
      WHERE s.workspace_id = $1 AND s.miro_org_id = ${of}.miro_org_id AND s.account_id = ${of}.subject_id
        AND s.class = 'staff')))`

/** Of each group for which `which` holds the part that `part` says; $1 is the workspace. `but`: which of them not. */
export const findingsOfGroups = (which: string, part: string, but = 'false') =>
  statement(findingRow)`
  ${findingRows(`finding_group g
  CROSS JOIN LATERAL (
    SELECT * FROM (SELECT * FROM finding WHERE group_id = g.id OFFSET 0) of_group
    WHERE workspace_id = $1 AND miro_org_id = g.miro_org_id AND NOT ${but}
    ORDER BY ${byUrgency()} ${part}) f`)}
  WHERE g.workspace_id = $1 AND ${which}
  ORDER BY ${byUrgency('f.')}`

/** $2 group, $3 Slack id of whom they are not about, $4 from which, $5 how many */
export const findings = findingsOfGroups('g.id = $2', 'OFFSET $4 LIMIT $5', isAboutPerson('of_group', '$3'))

const groupRow = {
  ...{ id: text(), miroOrgId: text(), checkId: text<CheckId>(), organizationName: text() },
  ...{ open: int(), closed: int() },
  /** What is not read at present. */
  gaps: json(gapsShape),
}

/** $1 workspace, $2 group, $3 Slack id of whom they are not about */
export const group = statement(groupRow)`
  SELECT g.id, g.miro_org_id AS "miroOrgId", g.check_id AS "checkId", c.organization_name AS "organizationName",
    n.open, n.closed, ${gapsOf('g.miro_org_id')} AS gaps
  FROM finding_group g
  JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = g.miro_org_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE closed_at IS NULL)::int AS open,
      count(*) FILTER (WHERE closed_at IS NOT NULL)::int AS closed
    FROM (SELECT * FROM finding WHERE group_id = g.id OFFSET 0) f
    WHERE f.workspace_id = $1 AND f.miro_org_id = g.miro_org_id AND NOT ${isAboutPerson('f', '$3')}) n
  WHERE g.workspace_id = $1 AND g.id = $2`

/** $1 workspace, $2 now */
export const openNow = statement({ open: int(), overdue: int() })`
  SELECT count(*)::int AS open, count(*) FILTER (WHERE due_at <= $2)::int AS overdue
  FROM finding WHERE workspace_id = $1 AND closed_at IS NULL`

/** $1 workspace, $2 channel, $3 ts, $4 group or null, $5 finding or null */
export const standsIn = statement({ stands: flag() })`
  SELECT EXISTS (
    SELECT FROM alert a JOIN finding_group g ON g.workspace_id = $1 AND g.alert_id = a.id
    WHERE a.workspace_id = $1 AND a.channel_id = $2 AND a.ts = $3
      AND (g.id = $4 OR EXISTS (
        SELECT FROM finding f
        WHERE f.workspace_id = $1 AND f.miro_org_id = g.miro_org_id AND f.group_id = g.id AND f.id = $5))) AS stands`

/** $1 workspace, $2 finding */
export const subject = statement({
  miroOrgId: text(),
  checkId: text<CheckId>(),
  subjectId: text(),
  findingId: text(),
})`
  SELECT miro_org_id AS "miroOrgId", check_id AS "checkId", subject_id AS "subjectId", id AS "findingId"
  FROM finding WHERE workspace_id = $1 AND id = $2`
