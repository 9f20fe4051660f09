/** Headers of an answer, lower case. */
type Headers = Readonly<Record<string, string | string[] | undefined>>

const second = 1_000
const minute = 60 * second
const shortest = second
const longest = 15 * minute
/** What to wait when Miro does not say: its window is a minute. */
const unsaid = 61 * second

/** How many times a call that failed for a passing reason is made in all. */
export const tries = 5

/**
 * When Miro listens again after a 429: Retry-After (seconds or a date), else X-RateLimit-Reset (epoch seconds,
 * or milliseconds where the number is that large), else a minute. Never in the past, never beyond 15 minutes.
 */
export function retryAt(headers: Headers, now: Date): Date {
  const wait = waitOf(headers, now.getTime()) ?? unsaid
  return new Date(now.getTime() + Math.min(longest, Math.max(shortest, wait)))
}

function waitOf(headers: Headers, now: number): number | null {
  const after = single(headers['retry-after'])
  if (after !== null) {
    const wait = /^\d+(\.\d+)?$/.test(after) ? Number(after) * second : Date.parse(after) - now
    if (Number.isFinite(wait)) return wait
  }
  const reset = Number(single(headers['x-ratelimit-reset']) ?? Number.NaN)
  if (!Number.isFinite(reset) || reset <= 0) return null
  return (reset > 1e11 ? reset : reset * second) - now
}

const single = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value)?.trim() || null

/** The wait before try number `done + 1`, in milliseconds: it doubles, and `random` (0 to 1) spreads it. */
export const backoff = (done: number, random: number): number =>
  Math.round(Math.min(30 * second, 500 * 2 ** (done - 1)) * (0.5 + random / 2))
