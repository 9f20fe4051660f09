import type { ChosenForCheck } from './checks/options.ts'
import type { Deadline } from './deadline.ts'
import type { SavedRule } from './rule.ts'

/** What holds for a whole evaluation: everything but the accounts and people of one batch. */
export type Frame = {
  readonly now: Date
  /** The sync run or the decision that led here; groups are named by it. */
  readonly evaluationId: string
  /** fresh: the newest run is complete and younger than two intervals. unread: never read. */
  readonly accounts: 'fresh' | 'stale'
  readonly staff: 'fresh' | 'stale' | 'unread'
  readonly critical: boolean
  readonly rule: SavedRule | null
  /** Every role that live accounts have today. */
  readonly roles: readonly string[]
  /** Ids of the user groups Slack has; null while it was not asked, or does not tell. */
  readonly groups: readonly string[] | null
  /** Domains declared to be the same company: acme.com = acme.io. Lower case. */
  readonly equalDomains: readonly string[]
  /** For a leaver's access, and for everything else. Days are those of the zone. */
  readonly removalDeadline: Deadline
  readonly otherDeadline: Deadline
  readonly timeZone: string
  /** What the workspace chose for single checks, by their id. */
  readonly chosen: ChosenByCheck
}

/** By the id of the check. A check nobody chose anything for is not in it. */
export type ChosenByCheck = Readonly<Record<string, ChosenForCheck>>
