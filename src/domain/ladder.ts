import type { CheckId } from './check.ts'
import type { Calendar } from './deadline.ts'
import type { FindingFacts } from './finding-facts.ts'
import { isNight, lastMorning } from './hours.ts'

// What is said of findings after their message was posted. Slack tells nobody of an edit, so what becomes worse is said
// once more, in hours in which people read it.

/** A finding as it is named apart from its message. */
export type NamedFinding = FindingFacts & {
  readonly checkId: CheckId
  readonly organizationName: string
  /** Slack ids of whoever is responsible for it. */
  readonly to: readonly string[]
}

/** Became overdue: a reply to the message of the findings, that the channel sees too. `all`: of whom the first are named. */
export type OverdueFacts = {
  readonly kind: 'overdue'
  readonly findings: readonly NamedFinding[]
  readonly all: number
}

/** What has been overdue since before this working day: one message a day. It follows while the day lasts. */
export type StillOpenFacts = {
  readonly kind: 'still_open'
  /** YYYY-MM-DD */
  readonly day: string
  readonly findings: readonly NamedFinding[]
  readonly all: number
}

/** As many are named. */
export const mostNamed = 10

/** Who is asked first, each by a Slack id; null: nobody. */
export type Responsible = {
  readonly owner: string | null
  readonly administrators: readonly string[]
}

/**
 * Whose a finding is: exactly one person's, or the administrators' together. Nobody answers for a finding about
 * themselves. `isCurrent`: who works here.
 */
export function responsibleFor(
  { owner, administrators }: Responsible,
  subject: string | null,
  isCurrent: (id: string) => boolean,
): readonly string[] {
  if (owner !== null && owner !== subject && isCurrent(owner)) return [owner]
  return administrators.filter(id => id !== subject)
}

/** What was due by then, about people who left and about everything else, may be said to be overdue. */
export type SaidUntil = { readonly leavers: Date; readonly others: Date }

/**
 * Of which findings it may be said now that they became overdue: about somebody who left by day, about everything else
 * from the next working 09:00 on. Null by night.
 */
export const saidUntil = (now: Date, calendar: Calendar): SaidUntil | null =>
  isNight(now, calendar.timeZone) ? null : { leavers: now, others: lastMorning(now, calendar) }

/**
 * The working morning whose list is due: what was said before it and is overdue still is listed. Null by night, and on
 * days on which nobody works.
 */
export function morningOf(now: Date, calendar: Calendar): Date | null {
  const morning = lastMorning(now, calendar)
  return now.getTime() - morning.getTime() < workday ? morning : null
}

/** From 09:00 to 20:00. */
const workday = 11 * 3_600_000
