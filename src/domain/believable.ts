import type { HoldReason, ListHoldReason } from './source-notice.ts'

/**
 * Whether a complete read may be applied without asking a person.
 * @param counts.before accounts (or current staff) known so far
 * @param counts.gone how many of these would go: absent, or not deactivated before and deactivated now
 * @param counts.after rows in the new list
 */
export function believable(counts: {
  readonly before: number
  readonly gone: number
  readonly after: number
}): { readonly ok: true } | { readonly ok: false; readonly reason: HoldReason } {
  const { before, gone, after } = counts
  // There is nothing to lose on a first read.
  if (before === 0) return { ok: true }
  if (after === 0 || gone >= before) return { ok: false, reason: 'nobody_left' }
  if (many(gone, before)) return { ok: false, reason: 'many_gone' }
  return after > before * 10 ? { ok: false, reason: 'grew_tenfold' } : { ok: true }
}

const many = (count: number, of: number): boolean =>
  (count > 5 && count * 5 > of) || (count > 25 && count * 50 > of)

/**
 * The same for a staff list. One that names everybody who ever worked here would close what is open about all who left.
 * @param counts.returning people who had left and would not have any more
 */
export function believableList(counts: {
  readonly before: number
  readonly gone: number
  readonly after: number
  readonly returning: number
}): { readonly ok: true } | { readonly ok: false; readonly reason: ListHoldReason } {
  const believed = believable(counts)
  if (!believed.ok) return believed
  // A part of the list of a small company.
  if (counts.gone > 2 && counts.gone * 3 > counts.before) return { ok: false, reason: 'many_gone' }
  return many(counts.returning, counts.before) ? { ok: false, reason: 'many_back' } : believed
}

/** What was read to its last page. */
type ReadRows = {
  /** Readable rows. */
  readonly rows: number
  /** How many different ids they have. */
  readonly distinct: number
  /** Rows that could not be read. */
  readonly setAside: number
}

/**
 * Whether a list read to its last page is whole: at most one row in a thousand, but always one, could not be read and
 * was set aside, and it did not move.
 */
export const complete = (read: ReadRows): boolean =>
  read.setAside <= Math.max(Math.min(1, read.rows), (read.rows + read.setAside) / 1000) && !moved(read)

/**
 * Whether the list moved while it was read: more than one row in a hundred, and more than one, came twice. Then others
 * may have slipped through. Fewer count once, the later one.
 */
export const moved = ({ rows, distinct }: Pick<ReadRows, 'rows' | 'distinct'>): boolean =>
  rows - distinct > Math.max(1, rows / 100)
