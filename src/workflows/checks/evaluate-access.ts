import { planAlerts } from '../../domain/alert.ts'
import type { Deadline } from '../../domain/deadline.ts'
import { evaluateBatch, evaluateSystem } from '../../domain/evaluate.ts'
import type { OpenFinding, Reconciled } from '../../domain/finding.ts'
import { freshness } from '../../domain/freshness.ts'
import type { SavedRule } from '../../domain/rule.ts'
import { longestGap, type Schedule } from '../../domain/schedule.ts'
import type { Assessment, Frame, Snapshot } from '../../domain/snapshot.ts'
import type { ConnectionKey } from '../connection-key.ts'

/** What is stored about one connection and its workspace that every account's evaluation needs. */
export type EvaluationFacts = {
  readonly critical: boolean
  readonly rule: SavedRule | null
  readonly roles: readonly string[]
  /** Ids of the user groups Slack has, and when it was asked. */
  readonly groups: readonly string[] | null
  readonly groupsReadAt: Date | null
  readonly equalDomains: readonly string[]
  readonly removalDeadline: Deadline
  readonly otherDeadline: Deadline
  /** What the workspace chose; null: what the bot was started with. */
  readonly timeZone: string | null
  readonly schedule: Schedule | null
  readonly lastCompleteSyncAt: Date | null
  /** Of the sources that are read on the schedule, the one that lags behind. */
  readonly staffReadAt: Date | null
  readonly systemFinding: OpenFinding | null
}

export type Saved = {
  evaluationId: string
  now: Date
  assessments: readonly Assessment[]
  reconciled: Reconciled
}

/** What the bot was started with, and what counts where a workspace chose nothing else. */
export type Defaults = {
  /** Longest time between two scheduled reads, in milliseconds. */
  readonly intervals: { readonly accounts: number; readonly staff: number }
  readonly timeZone: string
}

export type EvaluationNeeds = Defaults & {
  readonly clock: () => Date
  readonly evaluation: {
    begin(key: ConnectionKey, of: 'all' | 'some'): Promise<number>
    facts(key: ConnectionKey): Promise<EvaluationFacts | null>
    save(key: ConnectionKey, fence: number, saved: Saved): Promise<boolean>
  }
  readonly alerts: {
    publishFacts(
      key: ConnectionKey,
      now: Date,
      only: string | null,
    ): Promise<Parameters<typeof planAlerts>[0]>
    publish(
      key: ConnectionKey,
      fence: number,
      plan: ReturnType<typeof planAlerts>,
      now: Date,
    ): Promise<boolean>
  }
}

type Needs = EvaluationNeeds & {
  /** Lets everybody else have a turn, and people who wait for an answer some more. */
  readonly makeWay: () => Promise<void>
  readonly evaluation: {
    batch(key: ConnectionKey, afterId: string | null, size: number): Promise<Omit<Snapshot, keyof Frame>>
    /** The number to go on with when a write was refused because some accounts were evaluated apart; else null. */
    goOn(key: ConnectionKey, begunWith: number): Promise<number | null>
    /** By what every account was judged, and when. */
    finish(
      key: ConnectionKey,
      fence: number,
      by: Pick<EvaluationFacts, 'critical' | 'rule'>,
      now: Date,
    ): Promise<boolean>
  }
}

export type Evaluated =
  | {
      readonly outcome: 'done'
      readonly accounts: number
      /** Accounts that some check cannot judge. */
      readonly unknown: number
      readonly opened: number
      readonly closed: number
      /** Nobody was told of a first look, and there is one by now. */
      readonly first: boolean
    }
  /** A newer evaluation took over, or the connection is gone. */
  | { readonly outcome: 'superseded' }
  /** No complete sync yet: there is nothing to judge. */
  | { readonly outcome: 'too_early' }

/** Accounts looked at together: what is in memory at once, however large the organisation. */
export const batchSize = 2_000

/**
 * Runs the four checks on stored facts, batch by batch, and stores what changed: verdicts, findings, and which
 * messages have something new to say. Safe to repeat; a second run on the same facts changes nothing. Where some
 * accounts are evaluated apart meanwhile, it reads again what it may have read before that.
 */
export async function evaluateAccess(
  needs: Needs,
  key: ConnectionKey,
  evaluationId: string,
): Promise<Evaluated> {
  const begun = await needs.evaluation.begin(key, 'all')
  let fence = begun
  const goOn = async (): Promise<boolean> => {
    const current = await needs.evaluation.goOn(key, begun)
    if (current === null || current === fence) return false
    fence = current
    return true
  }
  /** Writes what does not depend on single accounts. False: a newer evaluation took over. */
  const write = async (attempt: () => Promise<boolean>): Promise<boolean> => {
    while (!(await attempt())) if (!(await goOn())) return false
    return true
  }
  const facts = await needs.evaluation.facts(key)
  if (facts === null) return { outcome: 'superseded' }
  if (facts.lastCompleteSyncAt === null) return { outcome: 'too_early' }
  const now = needs.clock()
  const frame = frameOf(needs, facts, evaluationId, now)
  const system = evaluateSystem(frame, facts.systemFinding)
  const ofSystem = { evaluationId, now, assessments: [], reconciled: system.reconciled }
  if (!isEmpty(system.reconciled) && !(await write(() => needs.evaluation.save(key, fence, ofSystem))))
    return { outcome: 'superseded' }

  const total = {
    accounts: 0,
    unknown: 0,
    opened: system.reconciled.opened.length,
    closed: system.reconciled.closed.length,
  }
  const read = (after: string | null) => {
    const batch = needs.evaluation.batch(key, after, batchSize)
    // Awaited one turn later; until then its failure must not count as unhandled.
    batch.catch(() => {})
    return batch
  }
  let after: string | null = null
  for (let coming = read(null); ; ) {
    const batch = await coming
    const last = batch.accountsInBatch.at(-1)
    if (last === undefined) break
    // The next batch is read while this one is judged and stored.
    coming = read(last.id)
    await needs.makeWay()
    const { assessments, changed, reconciled } = evaluateBatch({ ...frame, ...batch })
    const saved = { evaluationId, now, assessments: changed, reconciled }
    const news = changed.length > 0 || !isEmpty(reconciled)
    if (news && !(await needs.evaluation.save(key, fence, saved))) {
      if (!(await goOn())) return { outcome: 'superseded' }
      coming = read(after)
      continue
    }
    after = last.id
    total.accounts += batch.accountsInBatch.length
    total.unknown += assessments.filter(isUnknown).length
    total.opened += reconciled.opened.length
    total.closed += reconciled.closed.length
  }

  let first = false
  const publish = async (): Promise<boolean> => {
    const pending = await needs.alerts.publishFacts(key, now, null)
    const plan = planAlerts(pending, { ...frame, looked: total.accounts })
    first = !pending.everLooked && (pending.everAlerted || plan.create.length > 0)
    return needs.alerts.publish(key, fence, plan, now)
  }
  if (!(await write(publish))) return { outcome: 'superseded' }
  await write(() => needs.evaluation.finish(key, fence, facts, now))
  return { outcome: 'done', ...total, first }
}

const isUnknown = ({ identified, removed, valid }: Assessment): boolean =>
  identified.verdict === 'unknown' || removed.verdict === 'unknown' || valid.verdict === 'unknown'

export const isEmpty = (reconciled: Reconciled): boolean =>
  reconciled.opened.length + reconciled.changed.length + reconciled.closed.length === 0

/** The part of a snapshot that is the same for every batch. */
export function frameOf(needs: Defaults, facts: EvaluationFacts, evaluationId: string, now: Date): Frame {
  const interval = facts.schedule === null ? needs.intervals.accounts : longestGap(facts.schedule)
  const accounts = freshness(facts.lastCompleteSyncAt, interval, now)
  return {
    now,
    evaluationId,
    accounts: accounts === 'fresh' ? 'fresh' : 'stale',
    staff: freshness(facts.staffReadAt, needs.intervals.staff, now),
    critical: facts.critical,
    rule: facts.rule,
    roles: facts.roles,
    groups: freshness(facts.groupsReadAt, needs.intervals.staff, now) === 'fresh' ? facts.groups : null,
    equalDomains: facts.equalDomains,
    removalDeadline: facts.removalDeadline,
    otherDeadline: facts.otherDeadline,
    timeZone: facts.timeZone ?? needs.timeZone,
  }
}
