import type { Account } from '../../domain/account.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { evaluateBatch } from '../../domain/evaluate.ts'
import type { Assessment } from '../../domain/snapshot.ts'
import type { Answer, Uses } from '../uses.ts'

type Recomputing = Uses<
  'pastDay.frame' | 'pastDay.people' | 'pastDay.batch' | 'startedWith.timeZone' | 'makeWay'
>

/** Accounts in memory at once. */
const atOnce = 2_000

/** One account of a past day. */
export type AccountThen = {
  readonly account: Account
  /** What the checks say of it, made anew from what was known. */
  readonly assessment: Assessment
  /** What they said then; undefined: they had not looked at it yet. */
  readonly recorded: Assessment | undefined
}

/** What all accounts had in common on that day; null: the organisation was not connected. */
export type DayThen = {
  readonly frame: NonNullable<Answer<'pastDay.frame'>>
  readonly accounts: AsyncIterable<readonly AccountThen[]>
}

/**
 * Makes a past day anew from the journal alone: who had access, whose each account was, the rule in force, and what
 * checks 1, 2 and 4 say of each account, in the order of their ids and some at a time.
 * @param until rows of the journal written after this are left out
 * @param now the instant at which it is judged, up to which last days and exceptions have ended
 */
export async function recompute(
  world: Recomputing,
  key: ConnectionKey,
  { until, now }: { readonly until: Date; readonly now: Date },
): Promise<DayThen | null> {
  const { pastDay, startedWith, makeWay } = world
  const frame = await pastDay.frame(key, until)
  if (frame === null) return null
  const { groups, ...people } = await pastDay.people(key.workspaceId, until)
  const common = {
    ...frame,
    ...people,
    ...{ groups, now, evaluationId: 'past', accounts: 'fresh' as const, findings: new Map() },
    timeZone: frame.timeZone ?? startedWith.timeZone,
  }
  async function* accounts() {
    for (let after = ''; ; ) {
      const batch = await pastDay.batch(key, until, after, atOnce)
      const last = batch.accountsInBatch.at(-1)
      if (last === undefined) return
      after = last.id
      const { assessments } = evaluateBatch({ ...common, ...batch })
      yield batch.accountsInBatch.flatMap((account, place): AccountThen[] => {
        const assessment = assessments[place]
        return assessment === undefined
          ? []
          : [{ account, assessment, recorded: batch.previous.get(account.id) }]
      })
      await makeWay()
    }
  }
  return { frame: { ...frame, groups }, accounts: accounts() }
}
