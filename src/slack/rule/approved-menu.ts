import type { FoundAccount } from '../../workflows/rule/draft-rule.ts'

/** The approved accounts that stand in the menu. */
export type Menu = {
  readonly shown: readonly FoundAccount[]
  readonly first: number
  readonly total: number
  readonly after: string | null
  /** How many it holds. */
  readonly size: number
  /** Where the next page starts, and the one before; null: there is none. */
  readonly next: string | null
  readonly previous: string | null
  /** Slack keeps what stood in a block of the same id: other accounts need another one. */
  readonly blockId: (actionId: string) => string
}

/** By id, so that what is not shown can be told from what was taken out. */
export function approvedPage(
  approved: readonly FoundAccount[],
  after: string | null,
  size: number,
  draftId: string | null,
): Menu {
  const all = approved.toSorted((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0))
  const start = after === null ? 0 : all.filter(({ id }) => id <= after).length
  const shown = all.slice(start, start + size)
  return {
    shown,
    first: start + 1,
    total: all.length,
    after: all[start - 1]?.id ?? null,
    size,
    next: start + size < all.length ? (shown.at(-1)?.id ?? null) : null,
    blockId: actionId =>
      draftId === null && start === 0 ? actionId : `${actionId} ${draftId ?? ''} ${start}`,
    previous: start === 0 ? null : (all[start - size - 1]?.id ?? ''),
  }
}
