import { type CheckId, isAboutSystem } from './check.ts'
import type { Frame } from './frame.ts'
import type { Verdict } from './verdict.ts'

/** off: the check judges nothing, so nothing is said of passing either. */
export type Status = Verdict | 'off'

/**
 * One word for a whole check. Old data is never "all good": what would pass is unknown while a source is stale.
 * The check of the system asks only what is stored here, and says itself when it cannot tell, so sources do not count there.
 */
export function statusOf(
  checkId: CheckId,
  counts: Readonly<Record<Verdict, number>>,
  sources: Pick<Frame, 'accounts' | 'staff'>,
): Verdict {
  if (counts.fail > 0) return 'fail'
  const fresh = isAboutSystem(checkId) || (sources.accounts === 'fresh' && sources.staff === 'fresh')
  if (counts.unknown > 0 || !fresh) return 'unknown'
  if (counts.pass > 0) return 'pass'
  return counts.excepted > 0 ? 'excepted' : 'not_applicable'
}
