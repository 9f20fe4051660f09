import type { CheckId, Verdict } from './check.ts'
import type { Frame } from './snapshot.ts'

/**
 * One word for a whole check. Old data is never "all good": what would pass is unknown while a source is stale.
 * Check 3 asks only what is stored here, and says itself when it cannot tell, so sources do not count there.
 */
export function statusOf(
  checkId: CheckId,
  counts: Readonly<Record<Verdict, number>>,
  sources: Pick<Frame, 'accounts' | 'staff'>,
): Verdict {
  if (counts.fail > 0) return 'fail'
  const fresh = checkId === 'configured' || (sources.accounts === 'fresh' && sources.staff === 'fresh')
  if (counts.unknown > 0 || !fresh) return 'unknown'
  if (counts.pass > 0) return 'pass'
  return counts.excepted > 0 ? 'excepted' : 'not_applicable'
}
