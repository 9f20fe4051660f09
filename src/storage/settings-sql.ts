import { z } from 'zod'
import { retentionChoices, usualRetention } from '../domain/retention.ts'
import { reviewChoices } from '../domain/review.ts'
import { parseSchedule, scheduleText } from '../domain/schedule.ts'
import type { Administrators, Settings } from '../domain/settings.ts'
import { command, isOne } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { chosenShape, deadlineShape, holidaysShape } from './json-shapes.ts'
import { jsonText } from './sql-values.ts'

export type StoredSettings = {
  readonly settings: Settings
  /** Rises with every change. */
  readonly version: number
  readonly savedBy: string | null
  readonly savedAt: Date | null
}

/** What a workspace chose in Slack. */
export function settingsRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  return {
    async get(workspaceId: string): Promise<StoredSettings | null> {
      const row = await prisma.workspace.findUnique({ where: { id: workspaceId }, select: columns })
      if (row === null) return null
      return {
        settings: {
          schedule: parseSchedule(row.syncSchedule),
          timeZone: row.timeZone,
          administrators: administratorsOf(row),
          removalDeadline: deadlineShape.parse({ amount: row.removalSlaAmount, unit: row.removalSlaUnit }),
          otherDeadline: deadlineShape.parse({ amount: row.otherSlaAmount, unit: row.otherSlaUnit }),
          checks: chosenShape.parse(row.checks),
          maskNames: maskNamesShape.parse(row.maskNames),
          ...plainShape.parse(row.settings),
        },
        version: row.settingsVersion,
        savedBy: row.settingsSavedBy,
        savedAt: row.settingsSavedAt,
      }
    },

    /** False when somebody changed them meanwhile. */
    async save(
      workspaceId: string,
      settings: Settings,
      { version, by, now }: { version: number; by: string; now: Date },
    ): Promise<boolean> {
      const { schedule, timeZone, administrators, removalDeadline, otherDeadline } = settings
      return isOne(pool, save, [
        workspaceId,
        version,
        by,
        now,
        schedule === null ? null : scheduleText(schedule),
        timeZone,
        administrators.way,
        administrators.way === 'people' ? administrators.people : [],
        administrators.way === 'group' ? administrators.groupId : null,
        removalDeadline.amount,
        removalDeadline.unit,
        otherDeadline.amount,
        otherDeadline.unit,
        settings.maskNames,
        jsonText(plainShape.parse(settings)),
        jsonText(settings.checks),
      ])
    },
  }
}

const columns = {
  syncSchedule: true,
  timeZone: true,
  adminWay: true,
  adminPeople: true,
  adminGroupId: true,
  removalSlaAmount: true,
  removalSlaUnit: true,
  otherSlaAmount: true,
  otherSlaUnit: true,
  checks: true,
  maskNames: true,
  settings: true,
  settingsVersion: true,
  settingsSavedBy: true,
  settingsSavedAt: true,
} as const

export const maskNamesShape = z.enum(['automatic', 'always', 'never'])
/** `workspace.settings`: a setting that no statement asks for is told here, with what counts until one is chosen. */
const plainShape = z.object({
  reviewDays: z.literal(reviewChoices).default(90),
  holidays: holidaysShape.default([]),
  retentionMonths: z.literal(retentionChoices).default(usualRetention),
})

function administratorsOf(row: {
  adminWay: string
  adminPeople: string[]
  adminGroupId: string | null
}): Administrators {
  if (row.adminWay === 'people') return { way: 'people', people: row.adminPeople }
  return row.adminWay === 'group' && row.adminGroupId !== null
    ? { way: 'group', groupId: row.adminGroupId }
    : { way: 'slack' }
}

/**
 * $1 workspace, $2 version, $3 who, $4 now. A new schedule begins with a read. Another time zone moves what is due,
 * so what was asked for by the old one says nothing any more.
 */
export const save = command`
  UPDATE workspace SET settings_version = settings_version + 1, settings_saved_by = $3, settings_saved_at = $4,
    sync_schedule = $5, time_zone = $6, admin_way = $7, admin_people = $8, admin_group_id = $9,
    removal_sla_amount = $10, removal_sla_unit = $11, other_sla_amount = $12, other_sla_unit = $13,
    mask_names = $14, settings = $15, checks = $16,
    sync_schedule_at = CASE WHEN sync_schedule IS DISTINCT FROM $5::text THEN $4 ELSE sync_schedule_at END,
    sync_asked_for = CASE
      WHEN sync_schedule IS DISTINCT FROM $5::text OR time_zone IS DISTINCT FROM $6::text THEN NULL
      ELSE sync_asked_for END
  WHERE id = $1 AND settings_version = $2`
