/** Remembers keys for a while, at most `max` of them: what Slack, a double click or a thief sends twice. */
export type Seen = {
  /** True the first time. */
  isNew(key: string): boolean
}

export function openSeen(clock: () => Date, keepMs = 10 * 60_000, max = 20_000): Seen {
  // A Map keeps the order of insertion, so the oldest are always in front.
  const until = new Map<string, number>()
  return {
    isNew(key) {
      const now = clock().getTime()
      for (const [old, end] of until) {
        if (end > now) break
        until.delete(old)
      }
      if (until.has(key)) return false
      const [oldest] = until.keys()
      if (until.size >= max && oldest !== undefined) until.delete(oldest)
      until.set(key, now + keepMs)
      return true
    },
  }
}
