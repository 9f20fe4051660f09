import type { CheckId, Why } from './check.ts'
import type { ClosedAs } from './finding.ts'

/** All a living message may say, read when it is rendered. */
export type AlertFacts = FindingsFacts | ConnectionFacts | HeldSyncFacts

/** summary: everything the first evaluation found. findings: one group. */
export type FindingsFacts = {
  readonly kind: 'summary' | 'findings'
  readonly organizationName: string
  readonly miroOrgId: string
  readonly groups: readonly GroupFacts[]
  /** Live accounts today. */
  readonly accounts: number
}

export type GroupFacts = {
  readonly id: string
  readonly checkId: CheckId
  readonly openedAt: Date
  readonly open: number
  readonly closed: number
  /** The open findings first, the soonest due first; at most 20. */
  readonly findings: readonly FindingFacts[]
}

export type FindingFacts = {
  readonly id: string
  readonly subjectId: string
  readonly why: Why
  readonly account: AccountFacts | null
  readonly person: PersonFacts | null
  readonly openedAt: Date
  readonly clockAt: Date
  readonly endAt: Date | null
  readonly dueAt: Date
  readonly closedAt: Date | null
  readonly closedAs: ClosedAs | null
  /** True when the account was removed once and came back. */
  readonly cameBack: boolean
}

export type AccountFacts = {
  readonly id: string
  readonly email: string | null
  readonly role: string
  readonly license: string
  readonly lastActivityAt: Date | null
}

export type PersonFacts = { readonly id: string; readonly name: string; readonly slackUserId: string | null }

/** The connection itself needs somebody: told once, closed when it works again. */
export type ConnectionFacts = {
  readonly kind: 'connection'
  readonly organizationName: string
  readonly miroOrgId: string
  readonly trouble: 'reconnect_needed' | 'access_lost' | 'stale'
  readonly since: Date
  readonly lastCompleteSyncAt: Date | null
  readonly fixedAt: Date | null
}

/** A sync that is not believable without a person's word. */
export type HeldSyncFacts = {
  readonly kind: 'held_sync'
  /** The Miro organisation, or null for the staff list. */
  readonly organizationName: string | null
  readonly runId: string
  readonly reason: HoldReason
  readonly before: number
  readonly after: number
  readonly gone: number
  readonly sample: readonly string[]
  readonly decided: { readonly as: 'applied' | 'superseded'; readonly by: string | null; readonly at: Date } | null
}

export type HoldReason = 'nobody_left' | 'many_gone' | 'grew_tenfold' | 'other_organisation'
