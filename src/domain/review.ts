import type { AccountClass } from './account.ts'

/** Days after which a sponsor is asked again whether somebody still works with the company. */
export const reviewChoices = [30, 60, 90, 180, 365] as const

export type ReviewDays = (typeof reviewChoices)[number]

export const isReviewDays = (days: number): days is ReviewDays => reviewChoices.some(each => each === days)

/** An account that somebody answers for. */
export type Reviewed = {
  readonly class: Extract<AccountClass, 'external' | 'service' | 'shared'>
  readonly decidedAt: Date
  /** The end of the day on which it is looked at again; external people have none, they are asked every so often. */
  readonly reviewAt: Date | null
  /** When the last round about this decision ended. */
  readonly lastEndedAt: Date | null
}

const hour = 3_600_000
const day = 24 * hour
/** A review day ends at midnight; people are asked at nine in the morning of it. */
const beforeItsEnd = 15 * hour

/** From when on whoever answers for an account is asked about it; null: never. `days`: for external people. */
export function reviewDueAt(
  { class: kind, decidedAt, reviewAt, lastEndedAt }: Reviewed,
  days: ReviewDays,
): Date | null {
  if (kind === 'external') {
    const from = lastEndedAt !== null && lastEndedAt > decidedAt ? lastEndedAt : decidedAt
    return new Date(from.getTime() + days * day)
  }
  return reviewAt === null ? null : new Date(reviewAt.getTime() - beforeItsEnd)
}

const shortest = 30
const longest = 366

/**
 * The next review day of a service account or shared mailbox that stays as it is: as long from today as the last time
 * was, between a month and a year. Null where there is none.
 */
export function nextReviewAt(
  { class: kind, decidedAt, reviewAt, lastEndedAt }: Reviewed,
  now: Date,
): Date | null {
  if (kind === 'external' || reviewAt === null) return null
  const from = lastEndedAt !== null && lastEndedAt > decidedAt ? lastEndedAt : decidedAt
  const time = Math.round((reviewAt.getTime() - from.getTime()) / day)
  const late = Math.max(0, Math.floor((now.getTime() - reviewAt.getTime()) / day) + 1)
  return new Date(reviewAt.getTime() + (late + Math.min(longest, Math.max(shortest, time))) * day)
}

const mostADay = 5

/** Nobody is asked about more than five accounts a day: the rest follow on the next days, the longest due first. */
export function withinReason<T extends { readonly personId: string; readonly dueAt: Date }>(
  due: readonly T[],
  askedToday: ReadonlyMap<string, number>,
): T[] {
  const asked = new Map(askedToday)
  return [...due]
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
    .filter(({ personId }) => {
      const already = asked.get(personId) ?? 0
      asked.set(personId, already + 1)
      return already < mostADay
    })
}
