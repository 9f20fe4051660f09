/** One page of a list too long for one screen. */
export type Page<T> = {
  readonly shown: readonly T[]
  readonly previous: number | null
  readonly next: number | null
  readonly total: number
}

export function page<T>(all: readonly T[], from: number, size: number): Page<T> {
  const last = Math.max(0, Math.ceil(all.length / size) - 1) * size
  const start = Math.min(Math.max(0, Math.trunc(from) || 0), last)
  return {
    shown: all.slice(start, start + size),
    previous: start > 0 ? Math.max(0, start - size) : null,
    next: start + size < all.length ? start + size : null,
    total: all.length,
  }
}
