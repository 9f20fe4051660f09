import type { Account } from '../account.ts'
import type { CheckId, CheckResult, Verdict, Why } from '../check.ts'
import type { Identity } from '../identity.ts'
import type { Approval } from '../rule.ts'
import type { Frame } from '../snapshot.ts'

/** An account with whose it is: what checks 1, 2 and 4 judge. */
export type Subject = { readonly account: Account; readonly identity: Identity }

/** For check 4: with what the checks before it said. */
export type Usable = Subject & {
  readonly identified: CheckResult
  readonly removed: CheckResult
  readonly configured: CheckResult
  readonly approval: Approval | null
}

/** One check. What it judges is an account with what the checks before it found, or for check 3 nothing but the frame. */
export type Check<Judged> = {
  readonly id: CheckId
  readonly title: string
  /** Why the check exists, for somebody with ten seconds. */
  readonly why: string
  readonly evaluate: (subject: Judged, frame: Frame) => CheckResult
}

export const result = (verdict: Verdict, why: Why): CheckResult => ({ verdict, why })

export const stale = result('unknown', 'accounts_stale')

const gone = result('not_applicable', 'gone')
const deactivated = result('not_applicable', 'deactivated')
const activeUnknown = result('unknown', 'active_unknown')
const missingOnce = result('unknown', 'missing_once')

/** Why an account gives no access any more, or null. */
export function withoutAccess(account: Account): CheckResult | null {
  if (account.removedAt !== null) return gone
  return account.active === false ? deactivated : null
}

/** Why nobody can say whether the account gives access, or null. */
export function accessUnknown(account: Account): CheckResult | null {
  if (account.active === null) return activeUnknown
  return account.missingSince === null ? null : missingOnce
}

/** What is wrong with the staff list, or null: what rests on somebody being or not being in it is then unknown. */
export function staffDoubt(frame: Frame): CheckResult | null {
  if (frame.staff === 'fresh') return null
  return result('unknown', frame.staff === 'unread' ? 'staff_unread' : 'staff_stale')
}
