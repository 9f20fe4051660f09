import { believable } from '../../domain/believable.ts'
import type { Answer, Uses } from '../uses.ts'
import {
  failRun,
  holdRun,
  type Run,
  type Running,
  type RunResult,
  readWhole,
  takeSource,
  whileHeld,
} from './run.ts'

export type StaffSync = RunResult<{ readonly added: number; readonly changed: number; readonly left: number }>

type Reading = Running & Uses<'directory.page' | 'staffSync.compare' | 'staffSync.apply'>

/** Reads Slack's whole directory and applies it, all or nothing: a partial list never makes anybody leave. */
export async function syncStaff(
  world: Reading,
  workspaceId: string,
  input: { readonly requestedBy: string | null; readonly onPage?: (peopleRead: number) => void },
): Promise<StaffSync> {
  const start = await takeSource(world, {
    workspaceId,
    source: 'slack',
    sourceId: workspaceId,
    requestedBy: input.requestedBy,
  })
  if (start.outcome === 'busy') return start
  const { run } = start
  const fetchPage = async (cursor: string | null) => {
    const page = await world.directory.page(cursor)
    return { cursor: page.cursor, read: () => ({ rows: page.users, setAside: 0 }) }
  }
  return whileHeld<StaffSync>(world, run, async () => {
    const read = await readWhole(world, run, {
      fetchPage,
      onPage: input.onPage ?? (() => {}),
      compare: whole => world.staffSync.compare(whole, world.clock()),
    })
    return read.outcome === 'read' ? settle(world, run, read.seen) : read
  })
}

/** Applies a held list because a person said so. */
export async function applyHeldStaff(world: Reading, run: Run): Promise<StaffSync> {
  return whileHeld<StaffSync>(world, run, async () =>
    apply(world, run, (await world.staffSync.compare(run, world.clock())).rows),
  )
}

async function settle(world: Reading, run: Run, seen: Answer<'staffSync.compare'>): Promise<StaffSync> {
  // Without the scope users:read.email Slack leaves the addresses out: then nobody could be matched to an account.
  if (seen.currentAfter > 0 && seen.currentWithAddress === 0) return failRun(world, run, 'no_addresses')
  const believed = believable({ before: seen.currentBefore, gone: seen.gone, after: seen.currentAfter })
  if (believed.ok) return apply(world, run, seen.rows)
  const change = {
    before: seen.currentBefore,
    after: seen.currentAfter,
    gone: seen.gone,
    sample: seen.sample,
  }
  return holdRun(world, run, { reason: believed.reason, change })
}

async function apply(world: Reading, run: Run, read: number): Promise<StaffSync> {
  const { applied, added, changed, left } = await world.staffSync.apply(run, { now: world.clock() })
  return applied ? { outcome: 'complete', run, read, added, changed, left } : { outcome: 'superseded' }
}
