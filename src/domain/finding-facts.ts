import type { Account, AccountClass } from './account.ts'
import type { OpenFinding } from './snapshot.ts'
import type { Person } from './staff.ts'
import type { ClosedAs } from './verdict.ts'

/** A finding with whom and what it is about, as people are told of it. */
export type FindingFacts = Pick<OpenFinding, 'id' | 'subjectId' | 'why' | 'clockAt' | 'endAt' | 'dueAt'> & {
  readonly account: AccountFacts | null
  readonly person: PersonFacts | null
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly closedAs: ClosedAs | null
  /** Slack id of who disconnected Miro, or pressed *Verify now*, where that closed it. */
  readonly closedBy: string | null
  /** True when the account was removed once and came back. */
  readonly cameBack: boolean
}

export type AccountFacts = Pick<Account, 'id' | 'email' | 'role' | 'license' | 'lastActivityAt'> & {
  readonly class?: AccountClass
  /** Admin rights beside the role, where there are any. */
  readonly adminRoles?: readonly string[]
  /** True when the connection was authorised with this account: it must not go before another authorises. */
  readonly authorises?: boolean
}

export type PersonFacts = Pick<Person, 'id' | 'name' | 'slackUserId' | 'leftKnownAt'> & {
  /** YYYY-MM-DD: their last day, where the finding is about that one. */
  readonly lastDay?: string | null
}
