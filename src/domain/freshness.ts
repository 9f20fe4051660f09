/**
 * Whether what a source said still counts: at most two intervals old. A last read well in the future means that a
 * clock is wrong, and then nothing may be called fresh.
 * @param intervalMs longest time between two scheduled reads
 */
export function freshness(
  lastCompleteAt: Date | null,
  intervalMs: number,
  now: Date,
): 'fresh' | 'stale' | 'unread' {
  if (lastCompleteAt === null) return 'unread'
  return Math.abs(now.getTime() - lastCompleteAt.getTime()) > 2 * intervalMs ? 'stale' : 'fresh'
}
