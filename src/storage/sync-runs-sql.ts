import { randomUUID } from 'node:crypto'
import { dropDoubled } from './doubled-rows-sql.ts'
import { fields, flag, int } from './engine/columns.ts'
import {
  command,
  count,
  inTransaction,
  isOne,
  one,
  prepared,
  type Queryable,
  row,
  statement,
} from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { lockSource, sourceOf } from './run-lock-sql.ts'
import { jsonText } from './sql-values.ts'
import { forgetRead, stagedPages } from './sync-page.ts'
import { type Run, runColumns, runOf, type Source } from './sync-run-row.ts'

type Requested = Source & {
  /** What is read by one process at a time. */
  readonly source: keyof typeof raiseFence
  readonly requestedBy: string | null
  readonly now: Date
}
type Acquired =
  | { readonly outcome: 'acquired'; readonly run: Run; readonly resumed: boolean }
  | { readonly outcome: 'busy'; readonly run: Run }
type RunKey = Pick<Run, 'workspaceId' | 'id' | 'fence'>
type Page = {
  /** 1 for the first; each must follow the last stored one. */
  readonly number: number
  /** Rows, page by page as they came. */
  readonly pages: readonly (readonly object[])[]
  /** Where the next page starts; null after the last. */
  readonly cursor: string | null
  readonly setAside: number
  /** By what the accounts of rows set aside may be found. */
  readonly unread?: readonly string[]
}
type End = {
  readonly state: 'held' | 'failed' | 'superseded'
  readonly reason: string
  /** What of the bot's own stopped it, in words. */
  readonly because?: string | null
  readonly change: object | null
}

/** A run whose heart did not beat for this long has lost its process. It beats three times as often. */
const heartbeatLimit = 15_000
/** A run that began longer ago is not continued: its first pages are too old to be believed beside its last. */
const resumeLimit = 30 * 60_000

/** Reads of a source, one at a time for each, in pages that survive the process. */
export function syncRunsRepository({ pool, prisma, room }: Pick<Storage, 'pool' | 'prisma' | 'room'>) {
  // Read once for each run: what changes meanwhile changes nothing about what the run may write.
  const known = new WeakMap<Run, Promise<ReadonlySet<string>>>()

  async function lastRead({ workspaceId, sourceId }: Run): Promise<ReadonlySet<string>> {
    const where = { workspaceId, miroOrgId: sourceId }
    return new Set((await prisma.lastRead.findFirst({ where, select: { digests: true } }))?.digests)
  }

  /** Digests of pages that say what is known already. */
  function knownPages(run: Run): Promise<ReadonlySet<string>> {
    if (run.source !== 'miro') return Promise.resolve(new Set())
    const read = known.get(run) ?? lastRead(run)
    known.set(run, read)
    return read
  }

  return {
    /**
     * Takes the source for one process: starts a run, or continues one whose process died. Everything written by
     * whoever held the source before is refused from then on.
     */
    acquire: (requested: Requested): Promise<Acquired> =>
      inTransaction(pool, client => acquire(client, requested)),

    /** Stores what was read with the place where the next page starts. False: the run is no longer ours. */
    async savePage(run: Run, page: Page, now: Date): Promise<boolean> {
      await room()
      const staged = stagedPages(run.source, page.pages, await knownPages(run))
      return isOne(pool, savePage, [
        ...[run.workspaceId, run.id, run.fence, page.number, staged.rows, staged.count, page.cursor],
        ...[page.setAside, now, staged.sameIds, staged.digests, page.unread ?? []],
      ])
    },

    /** Forgets what was read, to read it again. False: the run is no longer ours. */
    readAgain: (run: RunKey, now: Date): Promise<boolean> =>
      isOne(pool, readAgain, [run.workspaceId, run.id, run.fence, now]),

    /** Of rows that came twice the later one stays. False: the run is no longer ours. */
    dropDoubled: async (run: RunKey): Promise<boolean> =>
      (await row(pool, dropDoubled, [run.workspaceId, run.id, run.fence])) !== null,

    /** Says that somebody still works on the run. False: it is no longer ours. */
    async beat(run: RunKey, now: Date): Promise<boolean> {
      const { count } = await prisma.syncRun.updateMany({
        where: { workspaceId: run.workspaceId, id: run.id, fence: run.fence, state: 'running' },
        data: { heartbeatAt: now },
      })
      return count === 1
    },

    /** For a start that knows no other process can be alive: nobody works on any run. */
    async releaseAll(): Promise<void> {
      await prisma.syncRun.updateMany({ where: { state: 'running' }, data: { heartbeatAt: new Date(0) } })
    },

    /**
     * Ends a running run without applying it. Only a held one keeps its pages; it replaces an earlier held one. False:
     * it is no longer ours, and its pages may be gone; then nothing happens.
     */
    async finish(run: RunKey & Source, end: End, now: Date): Promise<boolean> {
      const change = end.change === null ? null : jsonText(end.change)
      const values = [run.workspaceId, run.id, run.fence, end.state, end.reason, change, now]
      return inTransaction(pool, async client => {
        // The source first, as whoever applies the held run does, who then ends this one.
        await count(client, lockSource[run.source], sourceOf(run))
        return isOne(client, finish, [...values, end.because ?? null])
      })
    },

    /** Gives a held run up. False: it is held no longer. */
    async giveUp(workspaceId: string, id: string, now: Date): Promise<boolean> {
      return (await one(pool, giveUp, [workspaceId, id, now])).given
    },

    /** Gives up the staff lists that somebody brought before that time and never confirmed: nothing of them is kept. */
    async forgetBrought(before: Date): Promise<void> {
      await count(pool, forgetBrought, [before])
    },

    /** Notes who waits for a run that is under way and that nobody asked for. */
    async waitedForBy(run: Pick<Run, 'workspaceId' | 'id'>, by: string): Promise<void> {
      await prisma.syncRun.updateMany({
        where: { workspaceId: run.workspaceId, id: run.id, state: 'running', requestedBy: null },
        data: { requestedBy: by },
      })
    },

    async get(workspaceId: string, id: string): Promise<Run | null> {
      const found = await row(pool, get, [workspaceId, id])
      return found && runOf(found)
    },

    /** The newest run of a source, in whatever state. */
    latest: (workspaceId: string, source: Source['source'], sourceId: string): Promise<Run | null> =>
      newestOf(pool, { workspaceId, source, sourceId }, null),

    /** The run of a source that waits for a person's word. */
    lastHeld: (workspaceId: string, source: Source['source'], sourceId: string): Promise<Run | null> =>
      newestOf(pool, { workspaceId, source, sourceId }, 'held'),

    /** The newest run of a source that came to nothing. */
    lastFailed: (workspaceId: string, source: Source['source'], sourceId: string): Promise<Run | null> =>
      newestOf(pool, { workspaceId, source, sourceId }, 'failed'),

    /** The run of a source that somebody works on now. */
    async working(
      workspaceId: string,
      source: Source['source'],
      sourceId: string,
      now: Date,
    ): Promise<Run | null> {
      const run = await newestOf(pool, { workspaceId, source, sourceId }, 'running')
      return run !== null && isAlive(run, now) ? run : null
    },
  }
}

// A heartbeat well in the future means a clock that was wrong; nobody must wait until it is true.
const isAlive = (run: Run, now: Date): boolean =>
  Math.abs(now.getTime() - run.heartbeatAt.getTime()) < heartbeatLimit

async function newestOf(client: Queryable, of: Source, state: string | null): Promise<Run | null> {
  const found = await row(client, newest, [of.workspaceId, of.source, of.sourceId, state])
  return found && runOf(found)
}

async function acquire(client: Queryable, requested: Requested): Promise<Acquired> {
  const { workspaceId, source, sourceId, now } = requested
  // Whoever comes second waits here until the first has committed, and then sees its run.
  if ((await count(client, lockSource[source], sourceOf(requested))) === 0)
    throw new Error(`there is no ${source} source ${sourceId} in workspace ${workspaceId}`)
  const running = await newestOf(client, requested, 'running')
  if (running !== null && isAlive(running, now)) return { outcome: 'busy', run: running }
  const { fence } = await one(client, raiseFence[source], sourceOf(requested))
  const young = running !== null && Math.abs(now.getTime() - running.startedAt.getTime()) < resumeLimit
  // Nobody can ask for the rest of a file.
  if (running !== null && young && source !== 'list') {
    const taken = await one(client, takeOver, [workspaceId, running.id, fence, now])
    return { outcome: 'acquired', run: runOf(taken), resumed: true }
  }
  if (running !== null) await count(client, supersede, [workspaceId, source, sourceId, now])
  const values = [workspaceId, randomUUID(), source, sourceId, fence, now, requested.requestedBy]
  return { outcome: 'acquired', run: runOf(await one(client, start, values)), resumed: false }
}

export const get = statement(
  runColumns,
)`SELECT ${fields(runColumns)} FROM sync_run WHERE workspace_id = $1 AND id = $2`

/** $2 source, $3 its id, $4 in which state or null */
export const newest = statement(runColumns)`
  SELECT ${fields(runColumns)} FROM sync_run
  WHERE workspace_id = $1 AND source = $2 AND source_id = $3 AND ($4::text IS NULL OR state = $4)
  ORDER BY started_at DESC, fence DESC LIMIT 1`

export const raiseFence = {
  miro: statement({ fence: int() })`
    UPDATE connection SET sync_fence = sync_fence + 1
    WHERE workspace_id = $1 AND miro_org_id = $2 RETURNING sync_fence AS fence`,
  slack: statement({
    fence: int(),
  })`UPDATE workspace SET staff_fence = staff_fence + 1 WHERE id = $1 RETURNING staff_fence AS fence`,
  list: statement({
    fence: int(),
  })`UPDATE workspace SET list_fence = list_fence + 1 WHERE id = $1 RETURNING list_fence AS fence`,
}

export const takeOver = statement(runColumns)`
  UPDATE sync_run SET fence = $3, heartbeat_at = $4 WHERE workspace_id = $1 AND id = $2 RETURNING ${fields(runColumns)}`

export const supersede = command`
  WITH given_up AS (
    UPDATE sync_run SET state = 'superseded', finished_at = $4
    WHERE workspace_id = $1 AND source = $2 AND source_id = $3 AND state = 'running' RETURNING workspace_id, id),
  ${forgetRead('given_up')}
  SELECT 1 FROM given_up`

export const start = statement(runColumns)`
  INSERT INTO sync_run (workspace_id, id, source, source_id, state, fence, started_at, heartbeat_at, requested_by)
  VALUES ($1, $2, $3, $4, 'running', $5, $6, $6, $7) RETURNING ${fields(runColumns)}`

export const giveUp = statement({ given: flag() })`
  WITH given_up AS (
    UPDATE sync_run SET state = 'superseded', change = NULL, finished_at = coalesce(finished_at, $3)
    WHERE workspace_id = $1 AND id = $2 AND state = 'held' RETURNING workspace_id, id),
  ${forgetRead('given_up')}
  SELECT count(*) > 0 AS given FROM given_up`

export const forgetBrought = command`
  WITH given_up AS (
    UPDATE sync_run SET state = 'superseded', change = NULL
    WHERE source = 'list' AND state = 'held' AND requested_by IS NOT NULL AND finished_at < $1
    RETURNING workspace_id, id),
  ${forgetRead('given_up')}
  SELECT 1 FROM given_up`

// The number must follow, so a page whose answer was lost is not stored twice.
export const savePage = prepared(
  'save-page',
  command`
  WITH ours AS (
    UPDATE sync_run SET cursor = $7, pages = $4, rows = rows + $6, set_aside = set_aside + $8, heartbeat_at = $9,
      unread = unread || $12::text[]
    WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'running' AND pages = $4 - 1
    RETURNING 1)
  INSERT INTO sync_page (workspace_id, run_id, number, rows, same_ids, digests)
  SELECT $1, $2, $4, $5::jsonb, $10, $11 FROM ours`,
)

export const readAgain = command`
  WITH ours AS (
    UPDATE sync_run SET cursor = NULL, pages = 0, rows = 0, set_aside = 0, unread = '{}', heartbeat_at = $4
    WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'running' RETURNING id),
  forgotten AS (
    DELETE FROM sync_page USING ours WHERE workspace_id = $1 AND run_id = ours.id)
  SELECT 1 FROM ours`

export const finish = command`
  WITH ended AS (
    UPDATE sync_run SET state = $4, reason = $5, because = $8, change = $6::jsonb, finished_at = $7
    WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'running'
    RETURNING workspace_id, id, source, source_id),
  replaced AS (
    UPDATE sync_run old SET state = 'superseded',
      change = CASE WHEN old.source <> 'list' THEN old.change END
    FROM ended
    WHERE $4 = 'held' AND old.workspace_id = $1 AND old.source = ended.source
      AND old.source_id = ended.source_id AND old.state = 'held'
    RETURNING old.workspace_id, old.id),
  without AS (
    SELECT workspace_id, id FROM replaced UNION ALL SELECT workspace_id, id FROM ended WHERE $4 <> 'held'),
  ${forgetRead('without')}
  SELECT 1 FROM ended`
