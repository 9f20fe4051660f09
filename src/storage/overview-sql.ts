import type { AccountClass } from '../domain/account.ts'
import type { AccountCheckId, CheckId, Why } from '../domain/check.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { FindingFacts } from '../domain/finding-facts.ts'
import type { Verdict } from '../domain/verdict.ts'
import { flag, instant, int, json, orNull, type RowOf, text, texts } from './engine/columns.ts'
import { row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { findingOf, findingRow, findingRows } from './findings-sql.ts'
import { resultsShape } from './json-shapes.ts'
import { likePattern } from './sql-values.ts'
import { ours, tenant, whoseName } from './tenant-sql.ts'

type Counts = Record<Verdict, number>

export type Overview = {
  /** Accounts that give access today. */
  readonly accounts: number
  readonly administering: number
  /** Verdicts of the last evaluation, gone accounts included. */
  readonly counts: { readonly [Id in AccountCheckId]?: Counts }
  /** Accounts with access that nobody has identified. */
  readonly unidentified: number
  readonly open: Omit<Open, 'openThen'>[]
  /** How many were open at the moment asked about; null when nothing had been read by then. */
  readonly openThen: Closed[] | null
  readonly lastEvaluatedAt: Date | null
  /** Version of the rule that evaluation went by; 0 without one. */
  readonly judgedRule: number
  /** Of each row that the last complete sync could not read: an address, else an id, else nothing. */
  readonly unread: readonly string[]
}

type Behind = {
  readonly checkId: CheckId
  readonly verdict: Verdict
  readonly afterId: string | null
  readonly limit: number
}

/** What people look at: numbers and short lists of what is stored about one connection. */
export function overviewRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** How many accounts there are of each class; those without access and those not judged yet left out. */
    classes: (key: ConnectionKey) => rows(pool, classes, tenant(key)),

    /** Version of the rule by which every account was judged last; 0 without one. */
    judgedRule: async (key: ConnectionKey): Promise<number> =>
      (await row(pool, judgedRule, tenant(key)))?.version ?? 0,

    /** What is open now, in numbers. */
    openByCheck: async (key: ConnectionKey): Promise<Overview['open']> =>
      (await rows(pool, openByCheck, [...tenant(key), null])).map(({ openThen: _, ...open }) => open),

    /** `then`: the moment to compare with. */
    async checks(key: ConnectionKey, then: Date): Promise<Overview> {
      const found = await row(pool, state, tenant(key))
      const open = await rows(pool, openByCheck, [...tenant(key), then])
      const verdicts = await rows(pool, checkCounts, tenant(key))
      const known = found?.firstSyncAt != null && found.firstSyncAt <= then
      return {
        accounts: found?.accounts ?? 0,
        administering: found?.administering ?? 0,
        counts: countsOf(verdicts),
        unidentified:
          verdicts.find(({ checkId, verdict }) => checkId === 'identified' && verdict === 'fail')
            ?.unidentified ?? 0,
        open: open.map(({ openThen: _, ...row }) => row),
        openThen: known ? addUp(open, await rows(pool, closedSince, [...tenant(key), then])) : null,
        lastEvaluatedAt: found?.lastEvaluatedAt ?? null,
        judgedRule: found?.judgedRule ?? 0,
        unread: found?.unread ?? [],
      }
    },

    /** Accounts with one verdict in one check, in order of their id. The check of the system has none. */
    async behind(key: ConnectionKey, { checkId, verdict, afterId, limit }: Behind) {
      const found = await rows(pool, accountsBehind, [...tenant(key), checkId, verdict, afterId, limit + 1])
      return { rows: found.slice(0, limit), more: found.length > limit }
    },

    /** Of each check the first ones open, the soonest due first. */
    async findingsFirst(
      key: ConnectionKey,
      checkIds: readonly CheckId[],
      ofEach: number,
    ): Promise<(FindingFacts & { checkId: CheckId })[]> {
      const found = await rows(pool, findingsFirst, [...tenant(key), checkIds, ofEach])
      return found.map(row => ({ ...findingOf(row), checkId: row.checkId }))
    },

    /** The accounts that are somebody's own in every organization, as the last sync saw them. */
    accountsOwn: (workspaceId: string, slackUserId: string) =>
      rows(pool, accountsOwn, [workspaceId, slackUserId]),

    /** How many accounts are not gone. */
    present: async (key: ConnectionKey): Promise<number> =>
      (await row(pool, present, tenant(key)))?.count ?? 0,

    /** Roles of the accounts that are not gone, the most frequent first. */
    roles: (key: ConnectionKey) => rows(pool, roleCounts, tenant(key)),

    /** What accounts that are not gone may administer beside their role, the most frequent first. */
    adminRights: (key: ConnectionKey) => rows(pool, rightCounts, tenant(key)),

    /** Accounts that are not gone whose address, or whose owner's name, contains `text`. */
    findAccounts: (key: ConnectionKey, text: string, limit: number) =>
      rows(pool, foundAccounts, [...tenant(key), likePattern(text), limit]),
  }
}

/** What is open since before that moment, and what was closed after it. */
function addUp(open: readonly Open[], closed: readonly Closed[]): Closed[] {
  const then = new Map(open.map(({ checkId, openThen }) => [checkId, openThen]))
  for (const { checkId, count } of closed) then.set(checkId, (then.get(checkId) ?? 0) + count)
  return [...then].flatMap(([checkId, count]) => (count === 0 ? [] : [{ checkId, count }]))
}

function countsOf(rows: readonly RowOf<typeof verdictRow>[]): Overview['counts'] {
  const counts: { [Id in AccountCheckId]?: Counts } = {}
  for (const { checkId, verdict, count } of rows) {
    const of = counts[checkId] ?? { pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }
    of[verdict] = count
    counts[checkId] = of
  }
  return counts
}

// $1 workspace, $2 organisation in all of these but the last.

// Check 1 does not apply to accounts that are deactivated or gone.
export const classes = statement({ class: text<AccountClass>(), count: int() })`
  SELECT class, sum(accounts)::int AS count FROM verdict_count
  WHERE ${ours} AND check_id = 'identified' AND verdict <> 'not_applicable' AND accounts > 0
  GROUP BY class`
export const judgedRule = statement({ version: int() })`
  SELECT judged_rule AS version FROM connection WHERE ${ours}`

const stateRow = {
  ...{ lastEvaluatedAt: orNull(instant()), judgedRule: int(), accounts: int() },
  /** Accounts with access, as far as Miro says, and admin rights beside their role. */
  administering: int(),
  firstSyncAt: orNull(instant()),
  unread: texts(),
}

export const state = statement(stateRow)`
  SELECT last_evaluated_at AS "lastEvaluatedAt", judged_rule AS "judgedRule", (
    SELECT coalesce(sum(live), 0)::int FROM role_count WHERE ${ours}) AS accounts, (
    SELECT count(*)::int FROM account
    WHERE ${ours} AND cardinality(admin_roles) > 0 AND removed_at IS NULL AND active) AS administering, (
    SELECT finished_at FROM sync_run
    WHERE workspace_id = $1 AND source = 'miro' AND source_id = $2 AND state = 'complete'
    ORDER BY started_at LIMIT 1) AS "firstSyncAt",
    ARRAY(SELECT unnest(unread) FROM sync_run
      WHERE workspace_id = $1 AND id = connection.last_complete_run_id) AS unread
  FROM connection WHERE ${ours}`

const closedRow = { checkId: text<CheckId>(), count: int() }
type Closed = RowOf<typeof closedRow>

const openRow = { ...closedRow, oldestOpenedAt: instant(), soonestDueAt: instant(), openThen: int() }
type Open = RowOf<typeof openRow>

/**
 * $3 a moment: how many of those open now were open then too. One that goes on where an earlier one was given up, as
 * when Miro was disconnected meanwhile, is as old as that one: with the same clock it is due at the same time.
 */
export const openByCheck = statement(openRow)`
  SELECT check_id AS "checkId", count(*)::int AS count, min(coalesce(first, opened_at)) AS "oldestOpenedAt",
    min(due_at) AS "soonestDueAt", (count(*) FILTER (WHERE opened_at <= $3::timestamptz))::int AS "openThen"
  FROM finding f
  LEFT JOIN LATERAL (
    SELECT min(earlier.opened_at) AS first FROM (
      SELECT * FROM finding WHERE subject_id = f.subject_id AND check_id = f.check_id OFFSET 0) earlier
    WHERE earlier.workspace_id = $1 AND earlier.miro_org_id = $2 AND earlier.clock_at = f.clock_at
      AND earlier.due_at = f.due_at) goes_on ON f.previous_id IS NOT NULL
  WHERE f.workspace_id = $1 AND f.miro_org_id = $2 AND f.closed_at IS NULL
  GROUP BY check_id ORDER BY check_id`

/** $3 a moment: what was open then and was closed since. What was closed long ago is not read. */
export const closedSince = statement(closedRow)`
  SELECT check_id AS "checkId", count(*)::int AS count
  FROM finding WHERE ${ours} AND closed_at > $3 AND opened_at <= $3
  GROUP BY check_id`

/** `unidentified`: those of them that nobody has identified. */
const verdictRow = {
  ...{ checkId: text<AccountCheckId>(), verdict: text<Verdict>(), count: int(), unidentified: int() },
}

export const checkCounts = statement(verdictRow)`
  SELECT check_id AS "checkId", verdict, sum(accounts)::int AS count,
    coalesce(sum(accounts) FILTER (WHERE class = 'unidentified'), 0)::int AS unidentified
  FROM verdict_count WHERE ${ours} AND accounts > 0 GROUP BY check_id, verdict`

/** `authorises`: the connection was authorised with it. */
const behindRow = {
  ...{ id: text(), email: orNull(text()), role: text(), license: text(), lastActivityAt: orNull(instant()) },
  ...{ class: text<AccountClass>(), personName: orNull(text()), why: text<Why>(), authorises: flag() },
}

/** $3 check, $4 verdict, $5 the last id of the page before or null, $6 how many */
export const accountsBehind = statement(behindRow)`
  SELECT a.id, a.email, a.role, a.license, a.last_activity_at AS "lastActivityAt", s.class, p.name AS "personName",
    s.why, coalesce(s.account_id = c.miro_user_id, false) AS authorises
  FROM (
    SELECT account_id, class, person_id, results->$3::text->>'why' AS why FROM assessment
    WHERE ${ours} AND results->$3::text->>'verdict' = $4 AND account_id > coalesce($5::text, '')
    ORDER BY account_id LIMIT $6) s
  CROSS JOIN LATERAL (SELECT * FROM account WHERE ${ours} AND id = s.account_id OFFSET 0) a
  LEFT JOIN LATERAL (SELECT name FROM person WHERE workspace_id = $1 AND id = s.person_id OFFSET 0) p ON true
  LEFT JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = $2
  ORDER BY s.account_id`

export const present = statement({ count: int() })`
  SELECT coalesce(sum(present), 0)::int AS count FROM role_count WHERE ${ours}`

export const roleCounts = statement({ role: text(), count: int() })`
  SELECT role, present AS count FROM role_count WHERE ${ours} AND present > 0 ORDER BY present DESC, role`

export const rightCounts = statement({ right: text(), count: int() })`
  SELECT admin_right AS "right", count(DISTINCT id)::int AS count FROM account, unnest(admin_roles) AS admin_right
  WHERE ${ours} AND removed_at IS NULL AND cardinality(admin_roles) > 0
  GROUP BY admin_right ORDER BY count DESC, admin_right`

const foundRow = { id: text(), email: orNull(text()), role: text(), name: orNull(text()) }

/** $3 pattern, $4 how many. By address, and by the name of the staff member whose account it is. */
export const foundAccounts = statement(foundRow)`
  SELECT a.id, a.email, a.role, whose.name
  FROM ((
    SELECT id FROM account WHERE ${ours} AND removed_at IS NULL AND email ILIKE $3 ORDER BY email, id LIMIT $4)
    UNION (
    SELECT s.account_id AS id
    FROM (SELECT id FROM person WHERE workspace_id = $1 AND name ILIKE $3) p
    CROSS JOIN LATERAL (SELECT * FROM assessment WHERE person_id = p.id OFFSET 0) s
    WHERE s.workspace_id = $1 AND s.miro_org_id = $2 AND s.class = 'staff' ORDER BY s.account_id LIMIT $4)) found
  JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = found.id AND a.removed_at IS NULL
  ${whoseName}
  ORDER BY a.email, a.id LIMIT $4`

// Findings of one evaluation are due at the same moment: their ids are compared as bytes, which costs a tenth.
const soonest = (of: 'f.' | ''): string => `${of}due_at, ${of}subject_id COLLATE "C", ${of}id`

/** $3 checks, $4 how many of each. The soonest due first. */
export const findingsFirst = statement(findingRow)`
  ${findingRows(`unnest($3::text[]) wanted CROSS JOIN LATERAL (
    SELECT * FROM finding WHERE ${ours} AND check_id = wanted AND closed_at IS NULL
    ORDER BY ${soonest('')} LIMIT $4) f`)}
  ORDER BY ${soonest('f.')}`

const ownRow = {
  ...{ miroOrgId: text(), id: text(), email: orNull(text()), role: text(), license: text() },
  ...{ active: orNull(flag()), lastActivityAt: orNull(instant()), results: json(resultsShape) },
}

/** $1 workspace, $2 a Slack user id: the accounts that are this person's own, those that are gone left out. */
export const accountsOwn = statement(ownRow)`
  SELECT s.miro_org_id AS "miroOrgId", a.id, a.email, a.role, a.license, a.active,
    a.last_activity_at AS "lastActivityAt", s.results
  FROM person p
  CROSS JOIN LATERAL (SELECT * FROM assessment WHERE person_id = p.id OFFSET 0) s
  CROSS JOIN LATERAL (
    SELECT * FROM account WHERE workspace_id = $1 AND miro_org_id = s.miro_org_id AND id = s.account_id OFFSET 0) a
  WHERE p.workspace_id = $1 AND p.slack_user_id = $2 AND s.workspace_id = $1 AND s.class = 'staff'
    AND a.removed_at IS NULL
  ORDER BY s.miro_org_id, a.email, a.id LIMIT 50`
