import type pg from 'pg'
import { z } from 'zod'
import type { AlertFacts } from '../domain/alert.ts'
import type { CheckId } from '../domain/check.ts'
import { noticeOf, questionNoticeOf } from './alert-notice-shape.ts'
import { instant, int, json, orNull, text } from './engine/columns.ts'
import { row, rows, statement } from './engine/statement.ts'
import { findingOf, findingRow, findingRows, findingsOfGroups, unwatchedCount } from './findings-sql.ts'
import { gapsOf } from './gaps-sql.ts'
import { gapsShape } from './json-shapes.ts'
import { isStep, stepOf } from './ladder-sql.ts'
import { knownQuestion, one as oneQuestion } from './questions-sql.ts'

/** All a message may say now, or null when it or its connection is gone. */
export const alertFacts =
  (pool: pg.Pool) =>
  async (workspaceId: string, id: string): Promise<AlertFacts | null> => {
    const found = await row(pool, alert, [workspaceId, id])
    if (found === null) return null
    const { kind, facts, miroOrgId, organizationName, unknown, gaps } = found
    if (kind === 'question' || kind === 'answer') return questionFacts(pool, workspaceId, facts)
    if (isStep(kind)) return stepFacts(pool, workspaceId, facts)
    if (kind !== 'summary' && kind !== 'findings') return noticeOf(facts)
    if (miroOrgId === null || organizationName === null) return null
    const told = await rows(pool, groups, [workspaceId, id])
    const shown = await rows(pool, findings, [workspaceId, id])
    const of = (groupId: string) => shown.filter(finding => finding.groupId === groupId).map(findingOf)
    return {
      kind,
      organizationName,
      miroOrgId,
      firstAccounts: kind === 'summary' ? summaryFacts.parse(facts ?? {}).accounts : 0,
      unknown,
      gaps,
      groups: told.map(group => ({ ...group, findings: of(group.id) })),
    }
  }

/** The row names the question; what became of it is read when it is rendered. */
async function questionFacts(
  pool: pg.Pool,
  workspaceId: string,
  stored: unknown,
): Promise<AlertFacts | null> {
  const notice = questionNoticeOf(stored)
  // Whether the person has left by now is not said, so the time does not matter.
  const asked = await row(pool, oneQuestion, [workspaceId, null, notice.questionId])
  if (asked === null) return null
  const { question } = knownQuestion(asked)
  return notice.kind === 'answer'
    ? { kind: 'answer', question }
    : { kind: 'question', again: notice.again, question }
}

/** The row names the findings; what they are is read when it is rendered. Of those that are closed nothing is said. */
async function stepFacts(pool: pg.Pool, workspaceId: string, stored: unknown): Promise<AlertFacts> {
  const { lines, ...step } = stepOf(stored)
  const ids = lines.map(({ id }) => id)
  const found = ids.length === 0 ? [] : await rows(pool, findingsNamed, [workspaceId, ids])
  const findings = lines.flatMap(({ id, to }) =>
    found
      .filter(row => row.id === id && row.closedAt === null)
      .map(({ organizationName, ...row }) => ({
        ...findingOf(row),
        checkId: row.checkId,
        organizationName,
        to,
      })),
  )
  return { ...step, findings }
}

/** What a summary keeps of the time when it was made. */
const summaryFacts = z.object({ accounts: z.number().default(0) })

const alertRow = {
  ...{ kind: text(), facts: json(z.unknown()), miroOrgId: orNull(text()), organizationName: orNull(text()) },
  ...{ unknown: int(), gaps: json(gapsShape) },
}

const groupRow = {
  ...{ id: text(), checkId: text<CheckId>(), openedAt: instant() },
  ...{ open: int(), closed: int(), unwatched: int() },
}

// $1 workspace, $2 message in all of these.

export const alert = statement(alertRow)`
  SELECT a.kind, a.facts, a.miro_org_id AS "miroOrgId", c.organization_name AS "organizationName", (
    SELECT count(*)::int
    FROM assessment judged JOIN account ON account.workspace_id = $1
      AND account.miro_org_id = judged.miro_org_id AND account.id = judged.account_id
    WHERE judged.workspace_id = $1 AND judged.miro_org_id = a.miro_org_id
      AND judged.results @? '$.*.verdict ? (@ == "unknown")'
      AND removed_at IS NULL AND active IS NOT FALSE AND a.kind = 'summary') AS unknown, ${gapsOf('a.miro_org_id')} AS gaps
  FROM alert a LEFT JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = a.miro_org_id
  WHERE a.workspace_id = $1 AND a.id = $2`

// What closed before the summary was first posted was never open for anybody who reads it.
export const groups = statement(groupRow)`
  SELECT g.id, g.check_id AS "checkId", g.opened_at AS "openedAt", n.open, n.closed, n.unwatched
  FROM finding_group g CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE closed_at IS NULL)::int AS open,
      count(*) FILTER (WHERE closed_at IS NOT NULL)::int AS closed, max(closed_at) AS "closedAt",
      ${unwatchedCount} AS unwatched
    FROM (SELECT * FROM finding WHERE group_id = g.id OFFSET 0) f
    WHERE f.workspace_id = $1 AND f.miro_org_id = g.miro_org_id) n
  JOIN alert a ON a.workspace_id = $1 AND a.id = g.alert_id
  WHERE g.workspace_id = $1 AND g.alert_id = $2
    AND (a.kind <> 'summary' OR n.open > 0 OR n."closedAt" >= to_timestamp(a.ts::double precision))
  ORDER BY g.opened_at, g.check_id, g.id`

// As many as a message has room for: the open ones first, then the unwatched, the soonest due first.
export const findings = findingsOfGroups('g.alert_id = $2', 'LIMIT 20')

/** $2 ids of findings */
export const findingsNamed = statement({ ...findingRow, organizationName: text() })`
  SELECT named.*, organization.organization_name AS "organizationName"
  FROM (${findingRows('(SELECT * FROM finding WHERE workspace_id = $1 AND id = ANY($2::text[])) f')}) named
  JOIN finding of ON of.workspace_id = $1 AND of.id = named.id
  JOIN connection organization ON organization.workspace_id = $1 AND organization.miro_org_id = of.miro_org_id`
