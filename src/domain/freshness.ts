/** How long the checks may take after a sync: until then what they said before is still shown. */
const grace = 10 * 60_000

/** Whether the checks ran on what was last read. Not run since, their verdicts are about old data. */
export function checked(
  { lastEvaluatedAt, readAt }: { readonly lastEvaluatedAt: Date | null; readonly readAt: Date | null },
  now: Date,
): boolean {
  if (lastEvaluatedAt === null) return false
  if (readAt === null || lastEvaluatedAt >= readAt) return true
  return now.getTime() - readAt.getTime() <= grace
}

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

const day = 86_400_000

/** How long Miro renews tokens that nobody renewed, and from when on somebody is told that it ends. */
const life = { ends: 60 * day, told: 50 * day }

/** When tokens renewed at that time can be renewed no more: then only connecting again helps. */
export const tokensEndAt = (renewedAt: Date): Date => new Date(renewedAt.getTime() + life.ends)

/** Whether tokens went so long without being renewed that somebody has to be told. */
export const tokensEndSoon = (renewedAt: Date, now: Date): boolean =>
  now.getTime() - renewedAt.getTime() >= life.told
