import { planAlerts } from '../../domain/alert.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { evaluateBatch } from '../../domain/evaluate.ts'
import type { Uses } from '../uses.ts'
import { batchSize, type Evaluating, frameOf, isEmpty } from './evaluate-access.ts'

type EvaluatingSome = Evaluating & Uses<'evaluation.batchOf'>

export type EvaluatedApart =
  | { readonly outcome: 'done'; readonly opened: number; readonly closed: number }
  /** Others kept taking over, or the connection is gone. */
  | { readonly outcome: 'superseded' }
  /** No complete sync yet: there is nothing to judge. */
  | { readonly outcome: 'too_early' }

export type Read = {
  /** Miro was asked about exactly these accounts a moment ago, however old the list of all of them is. */
  readonly justRead?: boolean
}

/** Somebody else may begin in between; each time everything is read again. */
const tries = 10

/**
 * Runs the checks on some accounts, apart from an evaluation of all, by the same rules for findings, groups and
 * messages. One of all that is under way goes on and reads again what it may have read before. Safe to repeat under
 * the same id.
 */
export async function evaluateAccounts(
  world: EvaluatingSome,
  key: ConnectionKey,
  evaluationId: string,
  accountIds: readonly string[],
  read: Read = {},
): Promise<EvaluatedApart> {
  for (let left = tries; left > 0; left -= 1) {
    const ended = await attempt(world, key, evaluationId, accountIds, read)
    if (ended !== null) return ended
  }
  return { outcome: 'superseded' }
}

/** Null: somebody else began meanwhile. */
async function attempt(
  world: EvaluatingSome,
  key: ConnectionKey,
  evaluationId: string,
  accountIds: readonly string[],
  read: Read,
): Promise<EvaluatedApart | null> {
  const fence = await world.evaluation.begin(key, 'some')
  const facts = await world.evaluation.facts(key)
  if (facts === null) return { outcome: 'superseded' }
  if (facts.lastCompleteSyncAt === null) return { outcome: 'too_early' }
  const now = world.clock()
  const frame = frameOf(world, facts, evaluationId, now)
  const total = { opened: 0, closed: 0 }
  for (let from = 0; from < accountIds.length; from += batchSize) {
    const batch = await world.evaluation.batchOf(key, accountIds.slice(from, from + batchSize))
    const accounts = read.justRead === true ? 'fresh' : frame.accounts
    const { changed, reconciled } = evaluateBatch({ ...frame, accounts, ...batch })
    const saved = { evaluationId, now, assessments: changed, reconciled }
    const news = changed.length > 0 || !isEmpty(reconciled)
    if (news && !(await world.evaluation.save(key, fence, saved))) return null
    total.opened += reconciled.opened.length
    total.closed += reconciled.closed.length
  }
  const pending = await world.alerts.publishFacts(key, now, evaluationId)
  // The first message is the summary of the first evaluation of all accounts; it will have these findings in it.
  if (!pending.everAlerted) return { outcome: 'done', ...total }
  const plan = planAlerts(pending, { ...frame, looked: accountIds.length })
  return (await world.alerts.publish(key, fence, plan, now)) ? { outcome: 'done', ...total } : null
}
