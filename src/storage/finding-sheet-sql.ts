import type { AccountClass, MatchedBy } from '../domain/account.ts'
import { type CheckId, isAboutSystem, type Why } from '../domain/check.ts'
import type { SavedRule } from '../domain/rule.ts'
import type { PersonKind } from '../domain/staff.ts'
import type { TraceFacts } from '../domain/trace.ts'
import type { ClosedAs } from '../domain/verdict.ts'
import { fields, flag, instant, json, orNull, text, texts } from './engine/columns.ts'
import { row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { gapsOf } from './gaps-sql.ts'
import { gapsShape, resultsShape } from './json-shapes.ts'
import { currentRule } from './rules-sql.ts'
import { ours, tenant } from './tenant-sql.ts'

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

/** A handful of look-ups by key: the same cost in a large organisation. */
export async function findingSheet(
  { pool, prisma }: Pick<Storage, 'pool' | 'prisma'>,
  workspaceId: string,
  { miroOrgId, checkId, subjectId, findingId }: Subject,
): Promise<Sheet | null> {
  const key = { workspaceId, miroOrgId }
  const of = [workspaceId, miroOrgId, subjectId]
  const common = await row(pool, connection, tenant(key))
  if (common === null) return null
  const { miroUserId, ...read } = common
  const found = await row(pool, finding, [...tenant(key), checkId, subjectId, findingId])
  const known = await row(pool, account, of)
  if (found === null && known === null && !isAboutSystem(checkId)) return null
  const judged = await row(pool, assessment, of)
  const personId = found?.personId ?? judged?.personId ?? null
  return {
    ...read,
    miroOrgId,
    checkId,
    subjectId,
    finding: found,
    result: judged === null ? null : (new Map(Object.entries(judged.results)).get(checkId) ?? null),
    account: known,
    class: judged?.class ?? null,
    authorises: subjectId === miroUserId,
    person: personId === null ? null : await row(pool, person, [workspaceId, personId]),
    matchedBy: judged?.matchedBy ?? null,
    carriers: await rows(pool, carriers, [workspaceId, known?.address ?? null]),
    decision: await row(pool, decision, of),
    rule: await currentRule(prisma, key),
    approval: await row(pool, approval, of),
    exception: await row(pool, exception, [...of, checkId]),
  }
}

// $1 workspace, $2 organisation, $3 account where nothing else is said.

const connectionRow = {
  ...{ organizationName: text(), miroUserId: text(), lastCompleteSyncAt: orNull(instant()) },
  ...{ evaluatedAt: orNull(instant()), staffReadAt: orNull(instant()) },
  gaps: json(gapsShape),
}

export const connection = statement(connectionRow)`
  SELECT c.organization_name AS "organizationName", c.miro_user_id AS "miroUserId",
    c.last_complete_sync_at AS "lastCompleteSyncAt", c.last_evaluated_at AS "evaluatedAt",
    w.staff_read_at AS "staffReadAt", ${gapsOf('$2')} AS gaps
  FROM connection c JOIN workspace w ON w.id = c.workspace_id
  WHERE c.workspace_id = $1 AND c.miro_org_id = $2`

const findingRow = {
  ...{ id: text(), why: text<Why>(), personId: orNull(text()), openedAt: instant(), clockAt: instant() },
  ...{ endAt: orNull(instant()), dueAt: instant(), closedAt: orNull(instant()) },
  ...{ closedAs: orNull(text<ClosedAs>()), closedBy: orNull(text()) },
}

/** $3 check, $4 account, $5 finding or null */
export const finding = statement(findingRow)`
  SELECT ${fields(findingRow)}
  FROM (SELECT * FROM finding WHERE subject_id = $4 AND check_id = $3 OFFSET 0) f
  WHERE ${ours} AND ($5::text IS NULL OR id = $5)
  ORDER BY closed_at IS NOT NULL, opened_at DESC LIMIT 1`

const accountRow = {
  ...{
    email: orNull(text()),
    address: orNull(text()),
    role: text(),
    license: text(),
    adminRoles: texts(),
    active: orNull(flag()),
  },
  ...{ lastActivityAt: orNull(instant()), missingSince: orNull(instant()), removedAt: orNull(instant()) },
  lookedAt: orNull(instant()),
}

export const account = statement(
  accountRow,
)`SELECT ${fields(accountRow)} FROM account WHERE ${ours} AND id = $3`

const assessmentRow = {
  ...{ class: text<AccountClass>(), personId: orNull(text()), matchedBy: orNull(text<MatchedBy>()) },
  results: json(resultsShape),
}

export const assessment = statement(assessmentRow)`
  SELECT ${fields(assessmentRow)} FROM assessment WHERE ${ours} AND account_id = $3`

const personRow = {
  ...{ id: text(), name: text(), slackUserId: orNull(text()), kind: text<PersonKind>(), deactivated: flag() },
  ...{ lastDay: orNull(text()), endAt: orNull(instant()), leftKnownAt: orNull(instant()), onLeave: flag() },
  unlistedAt: orNull(instant()),
}

/** $2 person */
export const person = statement(
  personRow,
)`SELECT ${fields(personRow)} FROM person WHERE workspace_id = $1 AND id = $2`

/** $2 address */
export const carriers = statement({ personId: text(), name: text(), since: instant() })`
  SELECT p.id AS "personId", p.name, held.since
  FROM person_address held JOIN person p ON p.workspace_id = $1 AND p.id = held.person_id
  WHERE held.workspace_id = $1 AND held.address = $2
  ORDER BY p.name, p.id LIMIT 5`

const decisionRow = { class: text(), reason: orNull(text()), decidedBy: text(), decidedAt: instant() }

export const decision = statement(decisionRow)`
  SELECT ${fields(decisionRow)} FROM classification WHERE ${ours} AND account_id = $3`

const approvalRow = { role: text(), approvedBy: text(), approvedAt: instant() }

export const approval = statement(approvalRow)`
  SELECT ${fields(approvalRow)} FROM approval WHERE ${ours} AND account_id = $3`

const exceptionRow = { reason: text(), approvedBy: text(), expiresAt: instant() }

/** $4 check */
export const exception = statement(exceptionRow)`
  SELECT ${fields(exceptionRow)}
  FROM exception WHERE ${ours} AND account_id = $3 AND check_id = $4 AND revoked_at IS NULL`
