import type { AccountClass } from '../domain/account.ts'
import type { FindingFacts } from '../domain/alert.ts'
import type { AccountCheckId, CheckId, Results, Why } from '../domain/check.ts'
import type { Verdict } from '../domain/verdict.ts'
import { accountSortsRepository } from './account-sorts.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Storage } from './engine/storage.ts'
import { type FindingRow, findingOf } from './finding-rows.ts'
import { likePattern } from './like-pattern.ts'
import {
  accountsBehind,
  accountsOwn,
  checkCounts,
  closedSince,
  findingsOpen,
  foundAccounts,
  openByCheck,
  roleCounts,
  state,
} from './overview-sql.ts'
import { resultsOf } from './results.ts'

type Counts = Record<Verdict, number>
type OpenCheck = {
  readonly checkId: CheckId
  readonly count: number
  readonly oldestOpenedAt: Date
  readonly soonestDueAt: Date
}

export type Overview = {
  /** Accounts that give access today. */
  readonly accounts: number
  /** Verdicts of the last evaluation, gone accounts included. */
  readonly counts: { readonly [Id in AccountCheckId]?: Counts }
  readonly open: OpenCheck[]
  /** How many were open at the moment asked about; null when nothing had been read by then. */
  readonly openThen: { readonly checkId: CheckId; readonly count: number }[] | null
  readonly lastEvaluatedAt: Date | null
  /** Version of the rule that evaluation went by; 0 without one. */
  readonly judgedRule: number
}

type BehindRow = {
  readonly id: string
  readonly email: string | null
  readonly role: string
  readonly license: string
  readonly lastActivityAt: Date | null
  readonly class: AccountClass
  readonly personName: string | null
  readonly why: Why
  /** The connection was authorised with it. */
  readonly authorises: boolean
}

type OwnRow = {
  readonly miroOrgId: string
  readonly id: string
  readonly email: string | null
  readonly role: string
  readonly license: string
  readonly active: boolean | null
  readonly lastActivityAt: Date | null
  readonly results: Results
}

type Behind = {
  readonly checkId: CheckId
  readonly verdict: Verdict
  readonly afterId: string | null
  readonly limit: number
}

/** What people look at: numbers and short lists of what is stored about one connection. */
export function overviewRepository({ pool }: Pick<Storage, 'pool'>) {
  const openOf = async (key: ConnectionKey, then: Date | null) =>
    (await pool.query<OpenRow>(openByCheck, [key.workspaceId, key.miroOrgId, then])).rows
  return {
    ...accountSortsRepository({ pool }),

    /** What is open now, in numbers. */
    openByCheck: async (key: ConnectionKey): Promise<OpenCheck[]> =>
      (await openOf(key, null)).map(({ openThen: _, ...open }) => open),

    /** `then`: the moment to compare with. */
    async checks(key: ConnectionKey, then: Date): Promise<Overview> {
      const values = [key.workspaceId, key.miroOrgId]
      const [row] = (await pool.query<StateRow>(state, values)).rows
      const open = await openOf(key, then)
      const verdicts = (await pool.query<VerdictRow>(checkCounts, values)).rows
      const known = row?.firstSyncAt != null && row.firstSyncAt <= then
      return {
        accounts: row?.accounts ?? 0,
        counts: countsOf(verdicts),
        open: open.map(({ openThen: _, ...row }) => row),
        openThen: known ? addUp(open, (await pool.query<Closed>(closedSince, [...values, then])).rows) : null,
        lastEvaluatedAt: row?.lastEvaluatedAt ?? null,
        judgedRule: row?.judgedRule ?? 0,
      }
    },

    /** Accounts with one verdict in one check, in order of their id. The check of the system has none. */
    async behind(
      key: ConnectionKey,
      { checkId, verdict, afterId, limit }: Behind,
    ): Promise<{ rows: BehindRow[]; more: boolean }> {
      const values = [key.workspaceId, key.miroOrgId, checkId, verdict, afterId, limit + 1]
      const { rows } = await pool.query<BehindRow>(accountsBehind, values)
      return { rows: rows.slice(0, limit), more: rows.length > limit }
    },

    /** A page of what is open, the soonest due first. */
    async findingsOpen(
      key: ConnectionKey,
      from: number,
      limit: number,
    ): Promise<(FindingFacts & { checkId: CheckId })[]> {
      const values = [key.workspaceId, key.miroOrgId, from, limit]
      const { rows } = await pool.query<FindingRow>(findingsOpen, values)
      return rows.map(row => ({ ...findingOf(row), checkId: row.checkId }))
    },

    /** The accounts that are somebody's own in every organization, as the last sync saw them. */
    accountsOwn: async (workspaceId: string, slackUserId: string): Promise<OwnRow[]> =>
      (await pool.query<StoredOwn>(accountsOwn, [workspaceId, slackUserId])).rows.map(row => ({
        ...row,
        results: resultsOf(row.results),
      })),

    /** Roles of the accounts that are not gone, the most frequent first. */
    async roles(key: ConnectionKey): Promise<{ role: string; count: number }[]> {
      const values = [key.workspaceId, key.miroOrgId]
      return (await pool.query<{ role: string; count: number }>(roleCounts, values)).rows
    },

    /** Accounts that are not gone whose address contains `text`. */
    async findAccounts(
      key: ConnectionKey,
      text: string,
      limit: number,
    ): Promise<{ id: string; email: string | null; role: string }[]> {
      const values = [key.workspaceId, key.miroOrgId, likePattern(text), limit]
      return (await pool.query<{ id: string; email: string | null; role: string }>(foundAccounts, values))
        .rows
    },
  }
}

type StateRow = Pick<Overview, 'accounts' | 'lastEvaluatedAt' | 'judgedRule'> & { firstSyncAt: Date | null }
type OpenRow = OpenCheck & { readonly openThen: number }
type Closed = { readonly checkId: CheckId; readonly count: number }
type VerdictRow = { readonly checkId: AccountCheckId; readonly verdict: Verdict; readonly count: number }
type StoredOwn = Omit<OwnRow, 'results'> & { readonly results: unknown }

/** What is open since before that moment, and what was closed after it. */
function addUp(open: readonly OpenRow[], closed: readonly Closed[]): NonNullable<Overview['openThen']> {
  const then = new Map(open.map(({ checkId, openThen }) => [checkId, openThen]))
  for (const { checkId, count } of closed) then.set(checkId, (then.get(checkId) ?? 0) + count)
  return [...then].flatMap(([checkId, count]) => (count === 0 ? [] : [{ checkId, count }]))
}

function countsOf(rows: readonly VerdictRow[]): Overview['counts'] {
  const counts: { [Id in AccountCheckId]?: Counts } = {}
  for (const { checkId, verdict, count } of rows) {
    const of = counts[checkId] ?? none()
    of[verdict] = count
    counts[checkId] = of
  }
  return counts
}

const none = (): Counts => ({ pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 })
