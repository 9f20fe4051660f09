import { type CheckId, isOn, type Status, statusOf, type Why } from '../../domain/check.ts'
import { checks } from '../../domain/checks/index.ts'
import type { ConnectionKey, ConnectionState } from '../../domain/connection-key.ts'
import { evaluateSystem } from '../../domain/evaluate.ts'
import { checked } from '../../domain/freshness.ts'
import { type Gaps, knownUntil } from '../../domain/gap.ts'
import type { SavedRule } from '../../domain/rule.ts'
import type { Verdict } from '../../domain/verdict.ts'
import type { Change } from '../sync/run.ts'
import type { Answer, Uses } from '../uses.ts'
import { type Framing, frameOf, gapsNow } from './evaluate-access.ts'

export type Counts = Readonly<Record<Verdict, number>>

export type CheckReport = {
  readonly id: CheckId
  readonly status: Status
  readonly counts: Counts
  readonly open: number
  /** Since when the oldest open finding stands. */
  readonly since: Date | null
  readonly soonestDueAt: Date | null
  /** How many findings were open a week ago; null when nothing was known then. */
  readonly openAWeekAgo: number | null
  /** Of the check of the system: what it says. */
  readonly why: Why | null
  /** The checks have not run since the rule was saved that it goes by, so its counts are about the one before. */
  readonly beforeRule: boolean
  /** What its failing accounts come to, in words. */
  readonly sum: string | null
}

/** The state of one connection, read from what is stored; Miro is not asked. */
export type ChecksReport = {
  readonly key: ConnectionKey
  readonly organizationName: string
  readonly connectionState: ConnectionState
  readonly lastCompleteSyncAt: Date | null
  /**
   * A read of the accounts that failed since the last complete one, or one of the staff that the bot's own trouble ended.
   * `reason`: a FailReason. `because`: what of the bot's own it was, in words.
   */
  readonly lastFailure: {
    readonly at: Date
    readonly reason: string | null
    readonly because: string | null
  } | null
  readonly staffReadAt: Date | null
  readonly lastEvaluatedAt: Date | null
  /** What is not read at present. */
  readonly gaps: Gaps
  /** False also when the checks did not run on the accounts that were read last. */
  readonly accountsFresh: boolean
  readonly staffFresh: boolean
  /** Up to when it is known what is open. What rests on old data does not grow worse by time alone. */
  readonly knownUntil: Date
  /** Live accounts. */
  readonly accounts: number
  /** Of those: with admin rights beside their role. */
  readonly administering: number
  readonly people: number
  /** Of the accounts: nobody has identified them, so the rule cannot judge them. */
  readonly unidentified: number
  readonly checks: readonly CheckReport[]
  /** Unidentified accounts with one clear suggestion whose they are. */
  readonly suggestions: number
  readonly held: { readonly runId: string; readonly change: Change } | null
  /** Of each row of Miro's list that the last sync could not read: an address, else an id, else nothing. */
  readonly unread: readonly string[]
  readonly rule: SavedRule | null
}

type Overview = Answer<'overview.checks'>
type Connection = Answer<'connections.list'>[number]

type Reporting = Framing &
  Uses<
    | 'clock'
    | 'connections.list'
    | 'evaluation.facts'
    | 'overview.checks'
    | 'suggestions.counts'
    | 'runs.lastHeld'
    | 'runs.lastFailed'
  >

const none: Counts = { pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }

const week = 7 * 86_400_000

export async function readChecks(world: Reporting, workspaceId: string): Promise<ChecksReport[]> {
  const connections = await world.connections.list(workspaceId)
  const reports = await Promise.all(connections.map(connection => report(world, connection)))
  return reports.flatMap(one => one ?? [])
}

async function report(world: Reporting, connection: Connection): Promise<ChecksReport | null> {
  const { key } = connection
  const facts = await world.evaluation.facts(key)
  if (facts === null) return null
  const suggestions = await world.suggestions.counts(key)
  const now = world.clock()
  const overview = await world.overview.checks(key, new Date(now.getTime() - week))
  const held = await world.runs.lastHeld(key.workspaceId, 'miro', key.miroOrgId)
  const asRead = frameOf(world, facts, 'report', now)
  const gaps = gapsNow(world, facts, now)
  const system = evaluateSystem(asRead, facts.systemFinding).result
  const { lastEvaluatedAt } = overview
  const ran =
    checked({ lastEvaluatedAt, readAt: facts.lastCompleteSyncAt }, now) &&
    checked({ lastEvaluatedAt, readAt: facts.staffReadAt }, now)
  const known = ran && facts.lastCompleteSyncAt !== null
  const frame = known ? asRead : { ...asRead, accounts: 'stale' as const }
  const ruled = facts.rule !== null && lastEvaluatedAt !== null && facts.rule.version !== overview.judgedRule
  const reports = checks.map((check): CheckReport => {
    const { id } = check
    if (!isOn(check, facts.chosen)) return { ...switchedOff, id }
    const ofSystem = check.about === 'system'
    const beforeRule = !ofSystem && check.byRule === true && ruled
    const counts = ofSystem ? { ...none, [system.verdict]: 1 } : (overview.counts[check.id] ?? none)
    const open = overview.open.find(({ checkId }) => checkId === id)
    return {
      id,
      status: statusOf(id, counts, beforeRule ? { ...frame, accounts: 'stale' } : frame),
      counts,
      open: open?.count ?? 0,
      since: open?.oldestOpenedAt ?? null,
      soonestDueAt: open?.soonestDueAt ?? null,
      openAWeekAgo: countThen(overview, id),
      why: ofSystem ? system.why : null,
      sum: check.sum?.(counts.fail, facts.chosen[id]) ?? null,
      beforeRule,
    }
  })
  return {
    key,
    organizationName: connection.organizationName,
    connectionState: connection.state,
    lastCompleteSyncAt: facts.lastCompleteSyncAt,
    lastFailure: await failedSince(world, key, facts),
    staffReadAt: facts.staffReadAt,
    lastEvaluatedAt,
    accountsFresh: frame.accounts === 'fresh',
    staffFresh: frame.staff === 'fresh',
    gaps,
    knownUntil: knownUntil(gaps, now),
    accounts: overview.accounts,
    administering: overview.administering,
    people: facts.staffPeople,
    unidentified: overview.unidentified,
    checks: reports,
    suggestions: suggestions.reduce((sum, { count }) => sum + count, 0),
    held: held === null || held.change === null ? null : { runId: held.id, change: held.change },
    unread: overview.unread,
    rule: facts.rule,
  }
}

/** Nothing counts, also while what it said before is still stored. */
const switchedOff: Omit<CheckReport, 'id'> = {
  ...{ status: 'off', counts: none, open: 0, since: null, soonestDueAt: null },
  ...{ openAWeekAgo: null, why: null, beforeRule: false, sum: null },
}

async function failedSince(
  { runs }: Uses<'runs.lastFailed'>,
  { workspaceId, miroOrgId }: ConnectionKey,
  { lastCompleteSyncAt, staffReadAt }: { lastCompleteSyncAt: Date | null; staffReadAt: Date | null },
): Promise<ChecksReport['lastFailure']> {
  const since = (failed: Answer<'runs.lastFailed'> | null, completeAt: Date | null) => {
    const at = failed?.finishedAt ?? null
    if (failed === null || at === null || (completeAt !== null && at <= completeAt)) return null
    return { at, reason: failed.reason, because: failed.because }
  }
  const accounts = since(await runs.lastFailed(workspaceId, 'miro', miroOrgId), lastCompleteSyncAt)
  if (accounts !== null) return accounts
  const staff = since(await runs.lastFailed(workspaceId, 'slack', workspaceId), staffReadAt)
  return staff?.because == null ? null : staff
}

const countThen = ({ openThen }: Overview, id: CheckId): number | null =>
  openThen === null ? null : (openThen.find(({ checkId }) => checkId === id)?.count ?? 0)

/** How many accounts a page shows. */
const perPage = 25

/** The accounts behind a count of `/miro checks`, from after this one. */
export const readBehind = (
  { overview }: Uses<'overview.behind'>,
  {
    key,
    ...asked
  }: {
    readonly key: ConnectionKey
    readonly checkId: CheckId
    readonly verdict: Verdict
    readonly afterId: string | null
  },
): Promise<Answer<'overview.behind'>> => overview.behind(key, { ...asked, limit: perPage })

export type BehindRow = Answer<'overview.behind'>['rows'][number]
