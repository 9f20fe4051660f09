import { planAlerts, toldOf } from '../../domain/alert.ts'
import type { Frame } from '../../domain/checks/form.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { type Evaluation, evaluateBatch, evaluateSystem } from '../../domain/evaluate.ts'
import { type Gaps, gapOf } from '../../domain/gap.ts'
import { longestGap } from '../../domain/schedule.ts'
import type { Assessment, Reconciled } from '../../domain/snapshot.ts'
import type { Answer, Uses } from '../uses.ts'

/** What is stored about one connection and its workspace that every account's evaluation uses. */
export type EvaluationFacts = Answer<'evaluation.facts'>

/** What a frame is made with. */
export type Framing = Uses<'startedWith.intervals' | 'startedWith.timeZone'>

/** What every evaluation uses, of all accounts or of some. */
export type Evaluating = Framing &
  Uses<
    | 'clock'
    | 'evaluation.begin'
    | 'evaluation.facts'
    | 'evaluation.save'
    | 'alerts.publishFacts'
    | 'alerts.publish'
    | 'alerts.facts'
  >

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
 * Runs the checks on stored facts, batch by batch, and stores what changed: verdicts, findings, and which
 * messages have something new to say. Safe to repeat; a second run on the same facts changes nothing. Where some
 * accounts are evaluated apart meanwhile, it reads again what it may have read before that.
 */
export async function evaluateAccess(
  world: Evaluating & Uses<'makeWay' | 'evaluation.batch' | 'evaluation.goOn' | 'evaluation.finish'>,
  key: ConnectionKey,
  evaluationId: string,
): Promise<Evaluated> {
  const begun = await world.evaluation.begin(key, 'all')
  let fence = begun
  const goOn = async (): Promise<boolean> => {
    const current = await world.evaluation.goOn(key, begun)
    if (current === null || current === fence) return false
    fence = current
    return true
  }
  /** Writes what does not depend on single accounts. False: a newer evaluation took over. */
  const write = async (attempt: () => Promise<boolean>): Promise<boolean> => {
    while (!(await attempt())) if (!(await goOn())) return false
    return true
  }
  const facts = await world.evaluation.facts(key)
  if (facts === null) return { outcome: 'superseded' }
  if (facts.lastCompleteSyncAt === null) return { outcome: 'too_early' }
  const now = world.clock()
  const frame = frameOf(world, facts, evaluationId, now)
  const system = evaluateSystem(frame, facts.systemFinding)
  const ofSystem = { evaluationId, now, assessments: [], reconciled: system.reconciled }
  if (!isEmpty(system.reconciled) && !(await write(() => world.evaluation.save(key, fence, ofSystem))))
    return { outcome: 'superseded' }

  const total = {
    accounts: 0,
    unknown: 0,
    opened: system.reconciled.opened.length,
    closed: system.reconciled.closed.length,
  }
  const read = (after: string | null) => {
    const batch = world.evaluation.batch(key, after, batchSize)
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
    await world.makeWay()
    const judged = await judgeBatch(world, key, fence, frame, batch)
    if (judged === null) {
      if (!(await goOn())) return { outcome: 'superseded' }
      coming = read(after)
      continue
    }
    after = last.id
    total.accounts += batch.accountsInBatch.length
    total.unknown += judged.assessments.filter(isUnknown).length
    total.opened += judged.reconciled.opened.length
    total.closed += judged.reconciled.closed.length
  }

  let first = false
  const publish = async (): Promise<boolean> => {
    const stored = await world.alerts.publishFacts(key, now, null)
    const pending = { ...stored, outdatedAlerts: await outdated(world, key, stored) }
    const plan = planAlerts(pending, { ...frame, looked: total.accounts })
    first = !pending.everLooked && (pending.everAlerted || plan.create.length > 0)
    return world.alerts.publish(key, fence, plan, now)
  }
  if (!(await write(publish))) return { outcome: 'superseded' }
  await write(() => world.evaluation.finish(key, fence, facts, now))
  return { outcome: 'done', ...total, first }
}

/** A role, a licence or a name may change while the finding stays: the messages that print it follow. */
async function outdated(
  { alerts }: Uses<'alerts.facts'>,
  { workspaceId }: ConnectionKey,
  { standing }: Pick<Answer<'alerts.publishFacts'>, 'standing'>,
): Promise<string[]> {
  const changed: string[] = []
  for (const { id, told } of standing) {
    const facts = await alerts.facts(workspaceId, id)
    if (facts !== null && toldOf(facts) !== told) changed.push(id)
  }
  return changed
}

const isUnknown = ({ results }: Assessment): boolean =>
  Object.values(results).some(({ verdict }) => verdict === 'unknown')

const isEmpty = (reconciled: Reconciled): boolean =>
  reconciled.opened.length + reconciled.changed.length + reconciled.closed.length === 0

/** Judges a batch and stores what changed. Null: it may not be stored, as somebody else began. */
async function judgeBatch(
  world: Evaluating,
  key: ConnectionKey,
  fence: number,
  { verifiedBy = null, ...frame }: Frame & { readonly verifiedBy?: string | null },
  batch: Answer<'evaluation.batch'>,
): Promise<Evaluation | null> {
  const { evaluationId, now } = frame
  const evaluation = evaluateBatch({ ...frame, ...batch })
  const { changed, reconciled } = evaluation
  if (changed.length === 0 && isEmpty(reconciled)) return evaluation
  const saved = { evaluationId, now, verifiedBy, assessments: changed, reconciled }
  return (await world.evaluation.save(key, fence, saved)) ? evaluation : null
}

export type EvaluatedApart =
  | { readonly outcome: 'done'; readonly opened: number; readonly closed: number }
  /** superseded: others kept taking over. */
  | Exclude<Evaluated, { outcome: 'done' }>

/** Somebody else may begin in between; each time everything is read again. */
const tries = 10

/**
 * Runs the checks on some accounts, apart from an evaluation of all, by the same rules for findings, groups and
 * messages. One of all that is under way goes on and reads again what it may have read before. Safe to repeat under
 * the same id.
 */
export async function evaluateAccounts(
  world: Evaluating & Uses<'evaluation.batchOf'>,
  key: ConnectionKey,
  evaluationId: string,
  accountIds: readonly string[],
  /** Slack id of who asked Miro about them: what closes is closed by that. */
  verifiedBy: string | null = null,
): Promise<EvaluatedApart> {
  for (let left = tries; left > 0; left -= 1) {
    const ended = await attempt()
    if (ended !== null) return ended
  }
  return { outcome: 'superseded' }

  /** Null: somebody else began meanwhile. */
  async function attempt(): Promise<EvaluatedApart | null> {
    const fence = await world.evaluation.begin(key, 'some')
    const facts = await world.evaluation.facts(key)
    if (facts === null) return { outcome: 'superseded' }
    if (facts.lastCompleteSyncAt === null) return { outcome: 'too_early' }
    const now = world.clock()
    const frame = frameOf(world, facts, evaluationId, now)
    const total = { opened: 0, closed: 0 }
    for (let from = 0; from < accountIds.length; from += batchSize) {
      const batch = await world.evaluation.batchOf(key, accountIds.slice(from, from + batchSize))
      const judged = await judgeBatch(world, key, fence, { ...frame, verifiedBy }, batch)
      if (judged === null) return null
      total.opened += judged.reconciled.opened.length
      total.closed += judged.reconciled.closed.length
    }
    const pending = await world.alerts.publishFacts(key, now, evaluationId)
    // The first message is the summary of the first evaluation of all accounts; it will have these findings in it.
    if (!pending.everAlerted) return { outcome: 'done', ...total }
    // What else changed is looked for when every account was judged.
    const plan = planAlerts({ ...pending, outdatedAlerts: [] }, { ...frame, looked: accountIds.length })
    return (await world.alerts.publish(key, fence, plan, now)) ? { outcome: 'done', ...total } : null
  }
}

/** What is not read at present, also where nobody has noticed yet. */
export function gapsNow({ startedWith }: Framing, facts: EvaluationFacts, now: Date): Gaps {
  const { intervals } = startedWith
  const { schedule, scheduleAt, connectedAt } = facts
  const accounts = {
    ...{ completeAt: facts.lastCompleteSyncAt, connectedAt, scheduleAt },
    intervalMs: schedule === null ? intervals.accounts : longestGap(schedule),
  }
  const staff = { completeAt: facts.staffReadAt, connectedAt, scheduleAt: null, intervalMs: intervals.staff }
  return {
    accounts: facts.gaps.accounts ?? gapOf(accounts, now),
    staff: facts.gaps.staff ?? gapOf(staff, now),
  }
}

/** The part of a snapshot that is the same for every batch. */
export function frameOf(
  { startedWith }: Framing,
  facts: EvaluationFacts,
  evaluationId: string,
  now: Date,
): Frame {
  const gaps = gapsNow({ startedWith }, facts, now)
  return {
    now,
    evaluationId,
    accounts: gaps.accounts === null ? 'fresh' : 'stale',
    staff: facts.staffReadAt === null ? 'unread' : gaps.staff === null ? 'fresh' : 'stale',
    accountsUntil: gaps.accounts?.staleAt ?? now,
    staffUntil: gaps.staff?.staleAt ?? now,
    critical: facts.critical,
    rule: facts.rule,
    roles: facts.roles,
    groups: facts.groupsReadAt === null ? null : facts.groups,
    equalDomains: facts.equalDomains,
    removalDeadline: facts.removalDeadline,
    otherDeadline: facts.otherDeadline,
    chosen: facts.chosen,
    timeZone: facts.timeZone ?? startedWith.timeZone,
    holidays: facts.holidays,
  }
}
