import type pg from 'pg'
import { endOfDay } from '../domain/last-day.ts'
import type { StaffConflict, StaffFileCounts, StaffFileOrigin } from '../domain/staff-record.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'
import { closeRun, lockRun, type RunKey } from './run-lock-sql.ts'
import { staffListSource } from './staff-list-source.ts'
import { applyList, compareList, daysOf, keepList } from './staff-list-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'

const effects = ['added', 'changed', 'leaving', 'returning', 'missing'] as const
type Effect = (typeof effects)[number]

type Compared = Readonly<Record<Effect, number>> & {
  readonly origin: StaffFileOrigin
  readonly rows: number
  readonly setAside: number
  readonly conflicts: number
  /** People of today whom the list named before or names now; those of them who would be missing or have left. */
  readonly before: number
  readonly gone: number
  /** People of today after it; of a first list at most `before`, as there is nothing it grew from. */
  readonly after: number
  readonly samples: Readonly<Record<Effect, string[]>> & { readonly conflicts: StaffConflict[] }
}

type Applied = {
  /** False: the run is no longer staged. Nothing was written. */
  readonly applied: boolean
} & StaffFileCounts

/** What a staged staff list does to the people we know, beside what other sources say of them. */
export function staffListRepository(
  { kind, pool, room }: Pick<Storage, 'kind' | 'pool' | 'room'>,
  /** Of who has none, in a workspace that has none. */
  timeZone: string,
) {
  return {
    ...staffListSource(pool),

    /** How the rows of a run differ from what is known, in numbers and examples. */
    compare: (run: RunKey, origin: StaffFileOrigin, now: Date): Promise<Compared> =>
      inTransaction(pool, async client => {
        const days = await readDays(client, run, now, timeZone)
        const values = [run.workspaceId, run.id, now, timeZone, days]
        const [row] = (await client.query<ComparedRow>(compareList, values)).rows
        if (row === undefined) throw new Error('comparing a list counted nothing')
        const { numbers, examples, conflicting, ...counts } = row
        const of = <T>(from: Partial<Record<Effect, T>> | null, none: T) =>
          Object.fromEntries(effects.map(effect => [effect, from?.[effect] ?? none])) as Record<Effect, T>
        return {
          ...{ origin, ...counts, ...of(numbers, 0) },
          samples: { ...of<string[]>(examples, []), conflicts: conflicting },
        }
      }),

    /** Makes it what the list says, all or nothing. */
    async apply(
      run: RunKey,
      input: { readonly by: string | null; readonly origin: StaffFileOrigin; readonly now: Date },
    ): Promise<Applied> {
      await room()
      const applied = await inTransaction(pool, async client => {
        const { by, origin, now } = input
        if (!(await lockRun(client, run))) return nothing
        const days = await readDays(client, run, now, timeZone)
        const standing = origin.kind === 'path' || origin.kind === 'url'
        const { workspaceId, id } = run
        await client.query(keepList, [workspaceId, origin.kind, origin.name, standing, id, by])
        const { rows } = await client.query<Written>(applyList, [workspaceId, id, now, timeZone, days])
        const [written] = rows
        if (written === undefined) throw new Error('applying a list counted nothing')
        const { newIds, personIds, changedIds, missingIds, conflicts } = written
        const merged = await mergeStaff(client, workspaceId, personIds, now)
        const [left, back] = [new Set(merged.left), new Set(merged.back)]
        await closeRun(client, run, now)
        const isNew = new Set(newIds)
        const staying = (ids: readonly string[]) => ids.filter(id => !left.has(id) && !back.has(id)).length
        return {
          applied: true,
          added: newIds.length,
          changed: staying(changedIds),
          leaving: [...left].filter(id => !isNew.has(id)).length,
          returning: back.size,
          missing: staying(missingIds),
          conflicts,
        }
      })
      // The embedded database has nobody else to give the room of the pages back.
      if (applied.applied && kind === 'embedded') await pool.query('VACUUM sync_page')
      return applied
    },
  }
}

const nothing: Applied = {
  ...{ applied: false, added: 0, changed: 0, leaving: 0, returning: 0, missing: 0, conflicts: 0 },
}

type ComparedRow = Pick<Compared, 'rows' | 'setAside' | 'conflicts' | 'before' | 'gone' | 'after'> & {
  readonly numbers: Partial<Record<Effect, number>> | null
  readonly examples: Partial<Record<Effect, string[]>> | null
  readonly conflicting: StaffConflict[]
}

type Written = {
  readonly newIds: string[]
  readonly personIds: string[]
  readonly changedIds: string[]
  readonly missingIds: string[]
  readonly conflicts: number
}

/** zone → day → when it begins and ends there, as a jsonb value. Databases know other rules of time zones, or older. */
async function readDays(client: pg.PoolClient, run: RunKey, now: Date, timeZone: string): Promise<string> {
  const values = [run.workspaceId, run.id, now, timeZone]
  const { rows } = await client.query<{ day: string; zone: string }>(daysOf, values)
  const zones = new Map<string, Map<string, object>>()
  for (const { day, zone } of rows) {
    const days = zones.get(zone) ?? new Map<string, object>()
    zones.set(zone, days.set(day, { begins: end(dayBefore(day), zone), ends: end(day, zone) }))
  }
  return jsonText(Object.fromEntries([...zones].map(([zone, days]) => [zone, Object.fromEntries(days)])))
}

/** A zone of Slack's that does not exist here must not stop a whole list. */
function end(day: string, zone: string): Date | null {
  try {
    return endOfDay(day, zone)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return endOfDay(day, 'UTC')
  }
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
