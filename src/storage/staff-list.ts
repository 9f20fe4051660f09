import { createHash } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import type { ListTrouble } from '../domain/source-notice.ts'
import type { ChosenColumns } from '../domain/staff-columns.ts'
import { isStanding, type StaffFileCounts, type StaffFileOrigin } from '../domain/staff-list.ts'
import type { SettledRow } from '../domain/tenures.ts'
import { endOfDay } from '../domain/wall-clock.ts'
import { type LoggedChange, logChanges } from './audit-sql.ts'
import { count, inTransaction, isOne, one, row, rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { endStaffGap } from './gaps-sql.ts'
import { chosenColumnsShape, originShape } from './json-shapes.ts'
import { applyRun, type RunKey } from './run-lock-sql.ts'
import { jsonText } from './sql-values.ts'
import { compareList } from './staff-compare-sql.ts'
import {
  applyList,
  daysOf,
  digestInForce,
  digestOf,
  keepChosen,
  keepCounts,
  keepList,
} from './staff-list-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'
import { settleRows } from './staff-settle-sql.ts'

/** What a staged staff list does to the people we know, beside what other sources say of them. */
export function staffListRepository(
  storage: Pick<Storage, 'kind' | 'pool' | 'prisma' | 'room'>,
  /** Of who has none, in a workspace that has none. */
  timeZone: string,
) {
  return {
    ...staffListSource(storage),

    /** Makes one row of several about one person, or sets all of them aside. False: the run is no longer ours. */
    async settleRows(run: RunKey, settled: readonly SettledRow[]): Promise<boolean> {
      if (settled.length === 0) return true
      await storage.room()
      const values = [
        settled.map(({ line }) => line),
        settled.map(({ counts }) => counts),
        settled.map(({ sameTime }) => sameTime),
        settled.map(({ startDay }) => startDay),
      ]
      return isOne(storage.pool, settleRows, [run.workspaceId, run.id, run.fence, ...values])
    },

    /** How the rows of a run differ from what is known, in numbers and by name. */
    compare: (run: RunKey, origin: StaffFileOrigin, now: Date) =>
      inTransaction(storage.pool, async client => {
        const days = await readDays(client, run, now, timeZone)
        const { another } = await digested(client, run)
        const values = [run.workspaceId, run.id, now, timeZone, days, another]
        const { numbers, ...told } = await one(client, compareList, values)
        return { origin, ...nobody, ...numbers, ...told }
      }),

    /** Makes it what the list says, all or nothing. The run keeps what came of it. */
    apply: (
      run: RunKey,
      input: {
        readonly by: string | null
        readonly origin: StaffFileOrigin
        /** Its columns, and its rows that cannot be used, as the domain names them. */
        readonly header: string
        readonly unusable: readonly string[]
        /** What somebody said of the columns: kept for the next list that has the same. */
        readonly chosen: ChosenColumns
        readonly now: Date
        /** What is logged of it, in the same transaction. `unlistedIds`: about whom administrators are asked from now on. */
        readonly log?: (counts: StaffFileCounts, unlistedIds: readonly string[]) => readonly LoggedChange[]
      },
    ) =>
      applyRun(storage, run, input.now, {
        none,
        write: async client => {
          const { by, origin, header, unusable, chosen, now, log } = input
          const days = await readDays(client, run, now, timeZone)
          const standing = isStanding(origin)
          const { workspaceId, id } = run
          const { another, digest } = await digested(client, run)
          const kept = [workspaceId, origin.kind, origin.name, standing, id, by, digest, header, unusable]
          await count(client, keepList, kept)
          await count(client, keepChosen, [workspaceId, headerKey(header), jsonText(chosen)])
          const written = await one(client, applyList, [workspaceId, id, now, timeZone, days, another])
          const { newIds, personIds, changedIds, maybeIds, missingIds, conflicts } = written
          const merged = await mergeStaff(client, workspaceId, personIds, now)
          const [left, back] = [new Set(merged.left), new Set(merged.back)]
          const changed = new Set(merged.changed)
          const isNew = new Set(newIds)
          const staying = (ids: readonly string[]) => ids.filter(id => !left.has(id) && !back.has(id)).length
          const { unlisted } = merged
          const counts = {
            added: newIds.length,
            changed: staying([...changedIds, ...maybeIds.filter(id => changed.has(id))]),
            leaving: [...left].filter(id => !isNew.has(id)).length,
            returning: back.size,
            unlisted: unlisted.length,
            missing: staying(missingIds),
            conflicts,
          }
          await count(client, keepCounts, [workspaceId, id, jsonText(counts)])
          await logChanges(client, workspaceId, now, log?.(counts, unlisted) ?? [])
          return counts
        },
      }),
  }
}

/** `another`: it says something else than the list in force, or there is none. */
async function digested(
  client: pg.PoolClient,
  { workspaceId, id }: RunKey,
): Promise<{ readonly digest: string | null; readonly another: boolean }> {
  const { digest } = await one(client, digestOf, [workspaceId, id])
  const before = await row(client, digestInForce, [workspaceId])
  return { digest, another: before === null || before.digest !== digest }
}

const nobody = { added: 0, changed: 0, leaving: 0, returning: 0, unlisted: 0, missing: 0 }
const none: StaffFileCounts = { ...nobody, conflicts: 0 }

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

/** A header line may be too long for a key. */
const headerKey = (header: string): string => createHash('sha256').update(header).digest('base64url')

const troubleShape = z.enum(['unreadable', 'invalid', 'rows', 'letters']).nullable()

const noTrouble = { trouble: null, troubleSince: null }

/** Where a workspace's staff list is from, and how that is. */
export const staffListSource = ({ prisma, pool }: Pick<Storage, 'prisma' | 'pool'>) => ({
  /** What somebody agreed to of the list in force; null: there never was one. */
  async inForce(workspaceId: string): Promise<{ header: string | null; unusable: string[] } | null> {
    const select = { header: true, unusable: true }
    return prisma.staffList.findUnique({ where: { workspaceId }, select })
  },

  /** What somebody said of the columns of the last applied list with this `headerOf`. */
  async chosenFor(workspaceId: string, header: string): Promise<ChosenColumns> {
    const where = { workspaceId_header: { workspaceId, header: headerKey(header) } }
    const found = await prisma.staffColumns.findUnique({ where, select: { chosen: true } })
    return chosenColumnsShape.parse(found?.chosen ?? {})
  },

  /**
   * Null: no list was ever brought. `standing`: it is read on the schedule. `readAt`: when the list in force was read;
   * null: none was yet.
   */
  async source(workspaceId: string) {
    const found = await prisma.staffList.findUnique({ where: { workspaceId } })
    if (found === null) return null
    const { originKind, originName, standing, readAt, trouble, troubleSince } = found
    const origin: StaffFileOrigin = originShape.parse({ kind: originKind, name: originName })
    return { origin, standing, readAt, trouble: troubleShape.parse(trouble), troubleSince }
  },

  /** The list read on the schedule cannot be used, or (`trouble` null) can. What it said last stays in force. */
  async noteTrouble(
    workspaceId: string,
    noted: { readonly origin: StaffFileOrigin; readonly trouble: ListTrouble | null; readonly now: Date },
  ): Promise<void> {
    const { origin, trouble, now } = noted
    if (trouble === null) {
      await prisma.staffList.updateMany({ where: { workspaceId, trouble: { not: null } }, data: noTrouble })
      return
    }
    const standing = { originKind: origin.kind, originName: origin.name, standing: true, trouble }
    await prisma.$transaction([
      prisma.staffList.upsert({
        where: { workspaceId },
        create: { workspaceId, ...standing },
        update: standing,
        select: { workspaceId: true },
      }),
      prisma.staffList.updateMany({
        where: { workspaceId, troubleSince: null },
        data: { troubleSince: now },
      }),
    ])
  },

  /** No list is read on the schedule any more: what it said last holds as one that was brought once. */
  async stopReading(workspaceId: string, now: Date): Promise<void> {
    const { count } = await prisma.staffList.updateMany({
      where: { workspaceId, standing: true },
      data: { standing: false, ...noTrouble },
    })
    if (count > 0) await endStaffGap(pool, workspaceId, now)
  },
})
