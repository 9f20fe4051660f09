import type pg from 'pg'
import type { StaffFileCounts, StaffFileOrigin } from '../domain/staff-list.ts'
import { endOfDay } from '../domain/wall-clock.ts'
import { count, one, rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'
import { giveRoomBack } from './page-room-sql.ts'
import { closeRun, lockRun, type RunKey } from './run-lock-sql.ts'
import { staffListSource } from './staff-list-source.ts'
import { applyList, compareList, daysOf, keepList, type OfEffects } from './staff-list-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'

type Applied = {
  /** False: the run is no longer staged. Nothing was written. */
  readonly applied: boolean
} & StaffFileCounts

/** What a staged staff list does to the people we know, beside what other sources say of them. */
export function staffListRepository(
  { kind, pool, prisma, room }: Pick<Storage, 'kind' | 'pool' | 'prisma' | 'room'>,
  /** Of who has none, in a workspace that has none. */
  timeZone: string,
) {
  return {
    ...staffListSource(prisma),

    /** How the rows of a run differ from what is known, in numbers and examples. */
    compare: (run: RunKey, origin: StaffFileOrigin, now: Date) =>
      inTransaction(pool, async client => {
        const days = await readDays(client, run, now, timeZone)
        const values = [run.workspaceId, run.id, now, timeZone, days]
        const { numbers, examples, conflicting, ...counts } = await one(client, compareList, values)
        const samples = { ...ofEach<readonly string[]>(examples, []), conflicts: conflicting }
        return { origin, ...counts, ...ofEach(numbers, 0), samples }
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
        await count(client, keepList, [workspaceId, origin.kind, origin.name, standing, id, by])
        const written = await one(client, applyList, [workspaceId, id, now, timeZone, days])
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
      if (applied.applied) await giveRoomBack({ kind, pool })
      return applied
    },
  }
}

const nothing: Applied = {
  ...{ applied: false, added: 0, changed: 0, leaving: 0, returning: 0, missing: 0, conflicts: 0 },
}

const ofEach = <Value>(from: Partial<OfEffects<Value>> | null, none: Value): OfEffects<Value> => {
  const of = (effect: keyof OfEffects<Value>) => from?.[effect] ?? none
  return {
    ...{ added: of('added'), changed: of('changed'), leaving: of('leaving') },
    ...{ returning: of('returning'), missing: of('missing') },
  }
}

/** zone → day → when it begins and ends there, as a jsonb value. Databases know other rules of time zones, or older. */
async function readDays(client: pg.PoolClient, run: RunKey, now: Date, timeZone: string): Promise<string> {
  const values = [run.workspaceId, run.id, now, timeZone]
  const zones = new Map<string, Map<string, object>>()
  for (const { day, zone } of await rows(client, daysOf, values)) {
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
