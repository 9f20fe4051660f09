import type { MiroErrorKind } from './miro-error.ts'

const second = 1_000
const shortestWait = second
const longestWait = 15 * 60 * second
/** Miro counts credits by the minute; without any header the next minute is the one to wait for. */
const withoutHeader = 61 * second

const clamped = (milliseconds: number): number => Math.min(longestWait, Math.max(shortestWait, milliseconds))

export type RateLimitHeaders = {
  /** Seconds or an HTTP date. Miro does not document it, proxies send it. */
  readonly retryAfter: string | null
  /** X-RateLimit-Reset: seconds since 1970 by Miro's clock. */
  readonly reset: string | null
  /** Miro's clock, so that ours may be wrong. */
  readonly date: string | null
}

/** When the call may be made again after a 429: between 1 s and 15 min from `now`. */
export function rateLimitEnds(headers: RateLimitHeaders, now: Date): Date {
  const theirs = httpDate(headers.date) ?? now.getTime()
  const wait =
    waitByRetryAfter(headers.retryAfter, theirs) ?? waitByReset(headers.reset, theirs) ?? withoutHeader
  return new Date(now.getTime() + clamped(wait))
}

function waitByRetryAfter(value: string | null, theirs: number): number | null {
  const seconds = wholeNumber(value)
  if (seconds !== null) return seconds * second
  const until = httpDate(value)
  return until === null ? null : until - theirs
}

function waitByReset(value: string | null, theirs: number): number | null {
  const reset = wholeNumber(value)
  if (reset === null) return null
  // Seconds have ten digits until the year 2286: what is longer are milliseconds.
  return (reset >= 1e11 ? reset : reset * second) - theirs
}

const wholeNumber = (value: string | null): number | null =>
  value !== null && /^\d{1,15}$/.test(value.trim()) ? Number(value) : null

const httpDate = (value: string | null): number | null => {
  const time = value === null || !/^[A-Z][a-z]{2}, /.test(value) ? Number.NaN : Date.parse(value)
  return Number.isNaN(time) ? null : time
}

/** How often one call is made in all. Rate limits do not count: there Miro says when it listens again. */
const tries: ReadonlyMap<MiroErrorKind, number> = new Map([
  ['unavailable', 5],
  ['timeout', 5],
  ['bad_answer', 3],
])

/** Together no longer than this may one call wait for rate limits. */
const patience = 60 * 60 * second

export type Tried = {
  /** Tries that failed, rate limits left out; at least 1 unless this was a rate limit. */
  readonly failures: number
  /** Milliseconds since the first try. */
  readonly elapsed: number
}

/**
 * Milliseconds until the next try, or null to give up. `random` is in [0, 1): part of each wait is left to it, so
 * that replicas do not come back together.
 */
export function retryDelay(
  error: { readonly kind: MiroErrorKind; readonly retryAt: Date | null },
  tried: Tried,
  now: Date,
  random: number,
): number | null {
  if (error.retryAt !== null) {
    if (tried.elapsed >= patience) return null
    return Math.round(clamped(error.retryAt.getTime() - now.getTime() + random * second))
  }
  if (tried.failures >= (tries.get(error.kind) ?? 1)) return null
  const backoff = Math.min(30 * second, 0.5 * second * 2 ** (tried.failures - 1))
  return Math.round(backoff / 2 + (random * backoff) / 2)
}
