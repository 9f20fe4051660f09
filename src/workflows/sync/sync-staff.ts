import { believable, complete } from '../../domain/believable.ts'
import type { DirectoryUser } from '../../domain/staff.ts'
import { failRun, type Run, type RunNeeds, type RunResult, readPages, whileHeld } from './run.ts'

export type StaffSync = RunResult<{ readonly added: number; readonly changed: number; readonly left: number }>

type Needs = RunNeeds & {
  /** One page a call; waits out rate limits itself. */
  readonly directory: {
    page(
      cursor: string | null,
    ): Promise<{ users: readonly DirectoryUser[]; cursor: string | null; skipped: number }>
  }
  readonly staff: {
    compare(
      run: Run,
      now: Date,
    ): Promise<{
      rows: number
      distinct: number
      setAside: number
      currentBefore: number
      currentAfter: number
      currentWithAddress: number
      gone: number
      sample: string[]
    }>
    apply(
      run: Run,
      input: { now: Date },
    ): Promise<{ applied: boolean; added: number; changed: number; left: number }>
  }
}

/** Reads Slack's whole directory and applies it, all or nothing: a partial list never makes anybody leave. */
export async function syncStaff(
  needs: Needs,
  workspaceId: string,
  input: { readonly requestedBy: string | null; readonly onPage?: (peopleRead: number) => void },
): Promise<StaffSync> {
  const start = await needs.runs.acquire({
    workspaceId,
    source: 'slack',
    sourceId: workspaceId,
    requestedBy: input.requestedBy,
    now: needs.clock(),
  })
  if (start.outcome === 'busy') return start
  const { run } = start
  const fetchPage = async (cursor: string | null) => {
    const page = await needs.directory.page(cursor)
    return { cursor: page.cursor, read: () => ({ rows: page.users, setAside: 0 }) }
  }
  return whileHeld<StaffSync>(needs, run, async () => {
    const stopped = await readPages(needs, run, fetchPage, input.onPage ?? (() => {}))
    return stopped ?? settle(needs, run)
  })
}

/** Applies a held list because a person said so. */
export async function applyHeldStaff(needs: Needs, run: Run): Promise<StaffSync> {
  return whileHeld<StaffSync>(needs, run, async () =>
    apply(needs, run, (await needs.staff.compare(run, needs.clock())).rows),
  )
}

async function settle(needs: Needs, run: Run): Promise<StaffSync> {
  const seen = await needs.staff.compare(run, needs.clock())
  if (!complete(seen)) return failRun(needs, run, 'incomplete')
  // Without the scope users:read.email Slack leaves the addresses out: then nobody could be matched to an account.
  if (seen.currentAfter > 0 && seen.currentWithAddress === 0) return failRun(needs, run, 'no_addresses')
  const believed = believable({ before: seen.currentBefore, gone: seen.gone, after: seen.currentAfter })
  if (believed.ok) return apply(needs, run, seen.rows)
  const change = {
    before: seen.currentBefore,
    after: seen.currentAfter,
    gone: seen.gone,
    sample: seen.sample,
  }
  await needs.runs.finish(run, { state: 'held', reason: believed.reason, change }, needs.clock())
  return { outcome: 'held', run, reason: believed.reason, change }
}

async function apply(needs: Needs, run: Run, read: number): Promise<StaffSync> {
  const { applied, added, changed, left } = await needs.staff.apply(run, { now: needs.clock() })
  return applied ? { outcome: 'complete', run, read, added, changed, left } : { outcome: 'superseded' }
}
