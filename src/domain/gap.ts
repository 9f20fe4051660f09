import { freshness } from './freshness.ts'

// A gap: for more than two intervals nobody read a source to its end. What was read last stays in force, and from then on
// nothing follows from time alone.

/** Miro's accounts, or the staff: Slack's directory, a list that is read on the schedule, and the groups a rule names. */
export const sources = ['miro', 'staff'] as const
export type Source = (typeof sources)[number]

/**
 * Why the last read failed when the gap was noticed. not_read: nobody read. held: what was read waits for a person's
 * word. list: the staff list read on the schedule cannot be used. The others: as the read ended, or as the connection is.
 */
export const gapReasons = [
  ...['not_read', 'held', 'list', 'reconnect_needed', 'access_lost', 'refused', 'unavailable'],
  ...['bad_answer', 'incomplete', 'cursor_repeated', 'no_addresses', 'interrupted'],
] as const
export type GapReason = (typeof gapReasons)[number]

export type Gap = {
  /** The last complete read; where there was none, when it was connected. */
  readonly since: Date
  /** When it turned stale: two intervals after that, or after the schedule was chosen. */
  readonly staleAt: Date
  readonly because: GapReason
}

/** What is known of the reads of one source. */
export type Reads = {
  /** null: never to its end. */
  readonly completeAt: Date | null
  readonly connectedAt: Date
  /** What was read by a schedule with longer gaps is not late by the one chosen since. */
  readonly scheduleAt: Date | null
  /** Longest time between two scheduled reads. */
  readonly intervalMs: number
}

/** The gap that begins by these reads, which nobody has noticed yet; null: they are fresh enough. */
export function gapOf({ completeAt, connectedAt, scheduleAt, intervalMs }: Reads, now: Date): Gap | null {
  const since = completeAt ?? connectedAt
  const last = new Date(Math.max(since.getTime(), scheduleAt?.getTime() ?? 0))
  if (freshness(last, intervalMs, now) !== 'stale') return null
  const staleAt = new Date(Math.min(last.getTime() + 2 * intervalMs, now.getTime()))
  return { since, staleAt, because: 'not_read' }
}

/** What goes on of an organisation: of its accounts, and of the staff they are matched with. */
export type Gaps = { readonly accounts: Gap | null; readonly staff: Gap | null }

export const noGaps: Gaps = { accounts: null, staff: null }

/** Up to when it is known what is open: what Miro is not asked about does not grow worse by time alone. */
export const knownUntil = ({ accounts }: Gaps, now: Date): Date => accounts?.staleAt ?? now

export const isGapReason = (word: string | null): word is GapReason =>
  gapReasons.some(reason => reason === word)
