import { z } from 'zod'
import type { AccountClass, MatchedBy } from '../domain/account.ts'
import type { AccountCard, CardDecision } from '../domain/account-card.ts'
import { accountChecks, accountChecksOff, type CheckId, type Why } from '../domain/check.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { ClosedAs } from '../domain/verdict.ts'
import { fields, flag, instant, json, orNull, text, texts } from './engine/columns.ts'
import { row, rows, type Statement, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { gapsOf } from './gaps-sql.ts'
import { chosenShape, gapsShape, resultsShape } from './json-shapes.ts'
import { personColumns, personShape, said } from './person-sql.ts'
import { ours, tenant } from './tenant-sql.ts'

/** Older ones are kept, and not shown. */
const newest = 20

type AccountAddress = { readonly key: ConnectionKey; readonly accountId: string }

/** Everything about one account, and which accounts are whose. */
export function accountCardRepository({ pool }: Pick<Storage, 'pool'>) {
  const addresses = async (
    found: Statement<{ miroOrgId: string; accountId: string }>,
    [workspaceId, ...values]: readonly [string, ...unknown[]],
  ): Promise<AccountAddress[]> =>
    (await rows(pool, found, [workspaceId, ...values])).map(({ miroOrgId, accountId }) => ({
      key: { workspaceId, miroOrgId },
      accountId,
    }))

  return {
    /** null when there is no such account. */
    async card(key: ConnectionKey, accountId: string): Promise<AccountCard | null> {
      const values = [...tenant(key), accountId]
      const found = await row(pool, card, values)
      if (found === null) return null
      const { person, assessment, chosen, decision, approval, ...known } = found
      const { organizationName, disconnectedAt, lastCompleteSyncAt, gaps, ...rest } = known
      const { teamsGranted, boardsGranted, ...account } = rest
      return {
        ...{ organizationName, disconnectedAt, lastCompleteSyncAt, gaps, teamsGranted, boardsGranted },
        ...{ account, person, assessment: assessment && assessmentOf(assessment) },
        off: accountChecksOff(chosen),
        ...{ decision, approval },
        exceptions: await rows(pool, exceptions, values),
        findings: await rows(pool, findings, [...values, newest]),
        logged: await rows(pool, logged, [...values, newest]),
      }
    },

    /** In every connected organization: first the person's own, then those they answer for or whose address is theirs. */
    ofPerson: (workspaceId: string, personId: string, limit: number): Promise<AccountAddress[]> =>
      addresses(accountsOfPerson, [workspaceId, personId, limit]),

    /** Accounts that carry this address, whosever they are. `address` is trimmed and lower case. */
    withAddress: (workspaceId: string, address: string, limit: number): Promise<AccountAddress[]> =>
      addresses(accountsWithAddress, [workspaceId, address, limit]),
  }
}

const accountRow = {
  ...{ id: text(), email: orNull(text()), name: orNull(text()), role: text(), license: text() },
  ...{ licenseAssignedAt: orNull(instant()), adminRoles: texts(), active: orNull(flag()) },
  ...{ lastActivityAt: orNull(instant()), firstSeenAt: instant(), missingSince: orNull(instant()) },
  ...{ setAsideSince: orNull(instant()), removedAt: orNull(instant()), cameBackAt: orNull(instant()) },
}

const word = <Word extends string>() => z.custom<Word>(value => typeof value === 'string')

const assessmentShape = z.object({
  class: word<AccountClass>(),
  matchedBy: word<MatchedBy>().nullable(),
  matchedAddress: z
    .object({
      address: z.string(),
      kind: z.enum(['primary', 'former', 'alias', 'learned']),
      since: z.coerce.date(),
    })
    .nullable(),
  results: resultsShape,
})

const decisionShape: z.ZodType<CardDecision> = z.object({
  class: word<AccountClass>(),
  reason: z.string().nullable(),
  reviewAt: z.coerce.date().nullable(),
  by: z.string(),
  at: z.coerce.date(),
})

const cardRow = {
  ...{ organizationName: text(), disconnectedAt: orNull(instant()), lastCompleteSyncAt: orNull(instant()) },
  gaps: json(gapsShape),
  ...{ teamsGranted: flag(), boardsGranted: flag(), ...accountRow, authorises: flag() },
  ...{ person: orNull(json(personShape)), assessment: orNull(json(assessmentShape)) },
  ...{ chosen: json(chosenShape), decision: orNull(json(decisionShape)) },
  approval: orNull(json(z.object({ role: z.string(), by: z.string(), at: z.coerce.date() }))),
}

const exceptionRow = {
  ...{ checkId: text<CheckId>(), reason: text(), approvedBy: text() },
  ...{ createdAt: instant(), expiresAt: instant(), revokedAt: orNull(instant()) },
}

const findingRow = {
  ...{ id: text(), checkId: text<CheckId>(), why: text<Why>(), openedAt: instant() },
  ...{ clockAt: instant(), dueAt: instant() },
  ...{ closedAt: orNull(instant()), closedAs: orNull(text<ClosedAs>()) },
}

const loggedRow = {
  ...{ at: instant(), actor: text(), action: text() },
  details: json(z.record(z.string(), z.unknown())),
}

const addressRow = { miroOrgId: text(), accountId: text() }

function assessmentOf({ results, ...assessment }: z.infer<typeof assessmentShape>) {
  const checks = accountChecks.flatMap(({ id }) => {
    const result = results[id]
    return result === undefined ? [] : [{ id, ...result }]
  })
  return { ...assessment, checks }
}

// $1 workspace, $2 organisation, $3 account where nothing else is said.

const person = `(SELECT row_to_json(shown) FROM (SELECT ${personColumns}, ${said} AS said) shown)`

/** One row: the account and what is kept once for it. Dates inside objects come as text. */
export const card = statement(cardRow)`
  SELECT c.organization_name AS "organizationName",
    CASE WHEN c.state = 'disconnected' THEN c.state_since END AS "disconnectedAt", c.last_complete_sync_at AS "lastCompleteSyncAt",
    ${gapsOf('$2')} AS gaps,
    coalesce('organizations:teams:read' = ANY (c.scopes), false) AS "teamsGranted",
    coalesce('boards:read' = ANY (c.scopes), false) AS "boardsGranted",
    ${fields(accountRow, 'a')}, a.id = c.miro_user_id AS authorises,
    CASE WHEN p.id IS NOT NULL THEN ${person} END AS person,
    CASE WHEN s.account_id IS NOT NULL THEN json_build_object(
      'class', s.class, 'matchedBy', s.matched_by, 'matchedAddress', m.found,
      'results', s.results) END AS assessment, (
      SELECT checks FROM workspace WHERE id = $1) AS chosen,
    CASE WHEN d.account_id IS NOT NULL THEN json_build_object('class', d.class, 'reason', d.reason,
      'reviewAt', d.review_at, 'by', d.decided_by, 'at', d.decided_at) END AS decision,
    CASE WHEN v.account_id IS NOT NULL THEN json_build_object(
      'role', v.role, 'by', v.approved_by, 'at', v.approved_at) END AS approval
  FROM account a
  JOIN connection c ON c.workspace_id = a.workspace_id AND c.miro_org_id = a.miro_org_id
  LEFT JOIN assessment s ON s.workspace_id = $1 AND s.miro_org_id = $2 AND s.account_id = a.id
  LEFT JOIN classification d ON d.workspace_id = $1 AND d.miro_org_id = $2 AND d.account_id = a.id
  LEFT JOIN approval v ON v.workspace_id = $1 AND v.miro_org_id = $2 AND v.account_id = a.id
  LEFT JOIN person p ON p.workspace_id = $1 AND p.id = coalesce(s.person_id, d.person_id)
  LEFT JOIN LATERAL (
    SELECT json_build_object('address', address, 'kind', kind, 'since', since) AS found FROM person_address
    WHERE workspace_id = $1 AND person_id = s.person_id AND s.class = 'staff'
      AND CASE s.matched_by
        WHEN 'email' THEN address = a.address
        WHEN 'alias' THEN address = a.address
        WHEN 'equal_domain' THEN split_part(address, '@', 1) = split_part(a.address, '@', 1)
        ELSE false END
    ORDER BY kind = 'primary' DESC, address LIMIT 1) m ON true
  WHERE a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = $3`

const connected = `(SELECT miro_org_id FROM connection WHERE workspace_id = $1 AND state <> 'disconnected')`

const withAddress = (address: string): string => `
  FROM account a WHERE a.workspace_id = $1 AND a.address ${address} AND a.miro_org_id IN ${connected}`

export const exceptions = statement(exceptionRow)`
  SELECT ${fields(exceptionRow)} FROM exception WHERE ${ours} AND account_id = $3 ORDER BY check_id`

/** $4 how many. Found by the subject alone: the index on it does not begin with the tenant. */
export const findings = statement(findingRow)`
  SELECT ${fields(findingRow)} FROM (SELECT * FROM finding WHERE subject_id = $3 OFFSET 0) f
  WHERE ${ours} ORDER BY closed_at IS NULL DESC, opened_at DESC, id LIMIT $4`

/** $4 how many. The same id may be an account of another organisation too. */
export const logged = statement(loggedRow)`
  SELECT ${fields(loggedRow)} FROM deed
  WHERE workspace_id = $1 AND subject = $3 AND coalesce(details->>'miroOrgId', $2) = $2
  ORDER BY id DESC LIMIT $4`

/** $1 workspace, $2 person, $3 how many. Also accounts that carry one of their addresses, whosever they are. */
export const accountsOfPerson = statement(addressRow)`
  SELECT "miroOrgId", "accountId" FROM (
    SELECT s.miro_org_id AS "miroOrgId", s.account_id AS "accountId",
      CASE WHEN s.class = 'staff' THEN 0 ELSE 1 END AS place
    FROM assessment s WHERE s.workspace_id = $1 AND s.person_id = $2 AND s.miro_org_id IN ${connected}
    UNION ALL
    SELECT a.miro_org_id, a.id, 1
    ${withAddress('IN (SELECT address FROM person_address WHERE workspace_id = $1 AND person_id = $2)')}) found
  GROUP BY "miroOrgId", "accountId" ORDER BY min(place), "miroOrgId", "accountId" LIMIT $3`

/** $1 workspace, $2 address, $3 how many. Accounts that carry an address, whosever they are. */
export const accountsWithAddress = statement(addressRow)`
  SELECT a.miro_org_id AS "miroOrgId", a.id AS "accountId" ${withAddress('= $2')} ORDER BY 1, 2 LIMIT $3`
