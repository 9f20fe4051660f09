import type { AccountClass, MatchedBy } from '../domain/account.ts'
import { type CheckId, isAboutSystem } from '../domain/check.ts'
import type { SavedRule } from '../domain/rule.ts'
import type { TracedAccount, TracedPerson, TraceFacts } from '../domain/trace.ts'
import type { ClosedAs } from '../domain/verdict.ts'
import type { Storage } from './engine/storage.ts'
import { resultsOf } from './results.ts'
import { currentRule } from './rule-row.ts'

export type Subject = {
  readonly miroOrgId: string
  readonly checkId: CheckId
  readonly subjectId: string
  /** null: the open one, else the newest. */
  readonly findingId: string | null
}

export type Sheet = TraceFacts & {
  readonly miroOrgId: string
  readonly organizationName: string
  readonly subjectId: string
  readonly finding: (TraceFacts['finding'] & { id: string; closedAs: ClosedAs | null }) | null
  readonly class: AccountClass | null
  /** The connection was authorised with this account. */
  readonly authorises: boolean
  readonly rule: SavedRule | null
}

type ConnectionRow = Pick<
  Sheet,
  'organizationName' | 'lastCompleteSyncAt' | 'staffReadAt' | 'evaluatedAt'
> & {
  readonly miroUserId: string
}
type FindingRow = NonNullable<Sheet['finding']> & { readonly personId: string | null }
type AssessmentRow = {
  readonly class: AccountClass
  readonly personId: string | null
  readonly matchedBy: MatchedBy | null
  readonly results: unknown
}

/** A handful of look-ups by key: the same cost in a large organisation. */
export async function findingSheet(
  { pool, prisma }: Pick<Storage, 'pool' | 'prisma'>,
  workspaceId: string,
  { miroOrgId, checkId, subjectId, findingId }: Subject,
): Promise<Sheet | null> {
  const key = { workspaceId, miroOrgId }
  const one = async <Row extends object>(text: string, ...more: unknown[]): Promise<Row | null> =>
    (await pool.query<Row>(text, [workspaceId, ...more])).rows[0] ?? null
  const common = await one<ConnectionRow>(connection, miroOrgId)
  if (common === null) return null
  const { miroUserId, ...read } = common
  const found = await one<FindingRow>(finding, miroOrgId, checkId, subjectId, findingId)
  const known = await one<TracedAccount & { address: string | null }>(account, miroOrgId, subjectId)
  if (found === null && known === null && !isAboutSystem(checkId)) return null
  const judged = await one<AssessmentRow>(assessment, miroOrgId, subjectId)
  const personId = found?.personId ?? judged?.personId ?? null
  const carried = await pool.query<TraceFacts['carriers'][number]>(carriers, [
    workspaceId,
    known?.address ?? null,
  ])
  return {
    ...read,
    miroOrgId,
    checkId,
    subjectId,
    finding: found,
    result:
      judged === null ? null : (new Map(Object.entries(resultsOf(judged.results))).get(checkId) ?? null),
    account: known,
    class: judged?.class ?? null,
    authorises: subjectId === miroUserId,
    person: personId === null ? null : await one<TracedPerson>(person, personId),
    matchedBy: judged?.matchedBy ?? null,
    carriers: carried.rows,
    decision: await one(decision, miroOrgId, subjectId),
    rule: await currentRule(prisma, key),
    approval: await one(approval, miroOrgId, subjectId),
    exception: await one(exception, miroOrgId, subjectId, checkId),
  }
}

const ours = 'workspace_id = $1 AND miro_org_id = $2'

const connection = `
  SELECT c.organization_name AS "organizationName", c.miro_user_id AS "miroUserId",
    c.last_complete_sync_at AS "lastCompleteSyncAt", c.last_evaluated_at AS "evaluatedAt",
    w.staff_read_at AS "staffReadAt"
  FROM connection c JOIN workspace w ON w.id = c.workspace_id
  WHERE c.workspace_id = $1 AND c.miro_org_id = $2`

const finding = `
  SELECT id, why, person_id AS "personId", opened_at AS "openedAt", clock_at AS "clockAt", end_at AS "endAt",
    due_at AS "dueAt", closed_at AS "closedAt", closed_as AS "closedAs", closed_by AS "closedBy"
  FROM (SELECT * FROM finding WHERE subject_id = $4 AND check_id = $3 OFFSET 0) f
  WHERE ${ours} AND ($5::text IS NULL OR id = $5)
  ORDER BY closed_at IS NOT NULL, opened_at DESC LIMIT 1`

const account = `
  SELECT email, address, role, license, active, last_activity_at AS "lastActivityAt",
    missing_since AS "missingSince", removed_at AS "removedAt", looked_at AS "lookedAt"
  FROM account WHERE ${ours} AND id = $3`

const assessment = `
  SELECT class, person_id AS "personId", matched_by AS "matchedBy", results
  FROM assessment WHERE ${ours} AND account_id = $3`

const person = `
  SELECT id, name, slack_user_id AS "slackUserId", kind, deactivated, last_day AS "lastDay", end_at AS "endAt",
    left_known_at AS "leftKnownAt", on_leave AS "onLeave"
  FROM person WHERE workspace_id = $1 AND id = $2`

const carriers = `
  SELECT p.id AS "personId", p.name, held.since
  FROM person_address held JOIN person p ON p.workspace_id = $1 AND p.id = held.person_id
  WHERE held.workspace_id = $1 AND held.address = $2
  ORDER BY p.name, p.id LIMIT 5`

const decision = `
  SELECT class, reason, decided_by AS "decidedBy", decided_at AS "decidedAt"
  FROM classification WHERE ${ours} AND account_id = $3`

const approval = `
  SELECT role, approved_by AS "approvedBy", approved_at AS "approvedAt"
  FROM approval WHERE ${ours} AND account_id = $3`

const exception = `
  SELECT reason, approved_by AS "approvedBy", expires_at AS "expiresAt"
  FROM exception WHERE ${ours} AND account_id = $3 AND check_id = $4 AND revoked_at IS NULL`
