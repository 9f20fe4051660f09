import type { FindingFacts } from '../domain/alert.ts'
import type { CheckId } from '../domain/check.ts'
import type { Storage } from './engine/storage.ts'
import { byUrgency, type FindingRow, findingOf, findingRows } from './finding-rows.ts'
import { findingSheet, type Sheet, type Subject } from './finding-sheet.ts'

export type FindingPage = {
  readonly id: string
  readonly miroOrgId: string
  readonly organizationName: string
  readonly checkId: CheckId
  readonly open: number
  readonly closed: number
  /** The open ones first, the soonest due first. */
  readonly findings: readonly FindingFacts[]
}

/** Findings as people look at them: a group page by page, and all that led to one. */
export function findingsRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  return {
    /** A part of a group, from place `from`; null when the workspace has no such group. */
    async group(
      workspaceId: string,
      groupId: string,
      from: number,
      limit: number,
    ): Promise<FindingPage | null> {
      const { rows } = await pool.query<Omit<FindingPage, 'findings'>>(group, [workspaceId, groupId])
      const [found] = rows
      if (found === undefined) return null
      const shown = await pool.query<FindingRow>(findings, [workspaceId, groupId, from, limit])
      return { ...found, findings: shown.rows.map(findingOf) }
    },

    /** What a finding is about; null when the workspace has no such finding. */
    async subject(workspaceId: string, findingId: string): Promise<Subject | null> {
      const { rows } = await pool.query<Subject>(subject, [workspaceId, findingId])
      return rows[0] ?? null
    },

    /** All that is stored about one check of one account; null when there is neither account nor finding. */
    sheet: (workspaceId: string, asked: Subject): Promise<Sheet | null> =>
      findingSheet({ pool, prisma }, workspaceId, asked),
  }
}

const group = `
  SELECT g.id, g.miro_org_id AS "miroOrgId", g.check_id AS "checkId", c.organization_name AS "organizationName",
    n.open, n.closed
  FROM finding_group g
  JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = g.miro_org_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE closed_at IS NULL)::int AS open,
      count(*) FILTER (WHERE closed_at IS NOT NULL)::int AS closed
    FROM (SELECT * FROM finding WHERE group_id = g.id OFFSET 0) f
    WHERE f.workspace_id = $1 AND f.miro_org_id = g.miro_org_id) n
  WHERE g.workspace_id = $1 AND g.id = $2`

const findings = `
  ${findingRows(`finding_group g
  CROSS JOIN LATERAL (
    SELECT * FROM (SELECT * FROM finding WHERE group_id = g.id OFFSET 0) of_group
    WHERE workspace_id = $1 AND miro_org_id = g.miro_org_id
    ORDER BY ${byUrgency()} OFFSET $3 LIMIT $4) f`)}
  WHERE g.workspace_id = $1 AND g.id = $2
  ORDER BY ${byUrgency('f.')}`

const subject = `
  SELECT miro_org_id AS "miroOrgId", check_id AS "checkId", subject_id AS "subjectId", id AS "findingId"
  FROM finding WHERE workspace_id = $1 AND id = $2`
