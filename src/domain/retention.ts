/** Months for which names, addresses and notes are kept of who and what is gone. */
export const retentionChoices = [12, 18, 24, 36, 48, 60, 72, 84] as const

export type RetentionMonths = (typeof retentionChoices)[number]

export const usualRetention: RetentionMonths = 24

export const isRetention = (months: number): months is RetentionMonths =>
  retentionChoices.some(each => each === months)

/** The same time of day so many calendar months before, on the last day of a month that is shorter. */
export function monthsBefore(instant: Date, months: number): Date {
  const before = new Date(instant)
  before.setUTCDate(1)
  before.setUTCMonth(before.getUTCMonth() - months)
  const daysOfMonth = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() + 1, 0)).getUTCDate()
  before.setUTCDate(Math.min(instant.getUTCDate(), daysOfMonth))
  return before
}

/** What was chosen, from when on. */
export type RetentionChosen = { readonly from: Date; readonly months: number }

/**
 * What was written before then may have been deleted by now, with what was chosen at any time since. `history`: in
 * order; before its first entry, what counts without a choice.
 */
export function deletableBefore(history: readonly RetentionChosen[], now: Date): Date {
  const ends = [
    { months: usualRetention, end: history[0]?.from ?? now },
    ...history.map(({ months }, index) => ({ months, end: history[index + 1]?.from ?? now })),
  ]
  return new Date(Math.max(...ends.map(({ months, end }) => monthsBefore(end, months).getTime())))
}
