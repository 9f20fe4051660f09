import type { Deadline } from '../domain/deadline.ts'
import type { ReviewDays } from '../domain/review.ts'
import { parseSchedule, scheduleText } from '../domain/schedule.ts'
import type { Administrators, MaskNames, Settings } from '../domain/settings.ts'
import type { Storage } from './engine/storage.ts'

export type StoredSettings = {
  readonly settings: Settings
  /** Rises with every change. */
  readonly version: number
  readonly savedBy: string | null
  readonly savedAt: Date | null
}

type Row = {
  readonly schedule: string | null
  readonly timeZone: string | null
  readonly adminWay: Administrators['way']
  readonly adminPeople: string[]
  readonly adminGroupId: string | null
  readonly removalDeadline: Deadline
  readonly otherDeadline: Deadline
  readonly maskNames: MaskNames
  readonly reviewDays: ReviewDays
  readonly version: number
  readonly savedBy: string | null
  readonly savedAt: Date | null
}

/** What a workspace chose in Slack. */
export function settingsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    async get(workspaceId: string): Promise<StoredSettings | null> {
      const { rows } = await pool.query<Row>(read, [workspaceId])
      return rows[0] === undefined ? null : settingsOf(rows[0])
    },

    /** False when somebody changed them meanwhile. A new schedule begins with a read. */
    async save(
      workspaceId: string,
      { schedule, timeZone, administrators, removalDeadline, otherDeadline, maskNames, reviewDays }: Settings,
      { version, by, now }: { version: number; by: string; now: Date },
    ): Promise<boolean> {
      const { rowCount } = await pool.query(save, [
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
        maskNames,
        reviewDays,
      ])
      return rowCount === 1
    },
  }
}

const settingsOf = (row: Row): StoredSettings => ({
  settings: {
    schedule: parseSchedule(row.schedule),
    timeZone: row.timeZone,
    administrators: administratorsOf(row),
    removalDeadline: row.removalDeadline,
    otherDeadline: row.otherDeadline,
    maskNames: row.maskNames,
    reviewDays: row.reviewDays,
  },
  version: row.version,
  savedBy: row.savedBy,
  savedAt: row.savedAt,
})

function administratorsOf({ adminWay, adminPeople, adminGroupId }: Row): Administrators {
  if (adminWay === 'people') return { way: 'people', people: adminPeople }
  return adminWay === 'group' && adminGroupId !== null
    ? { way: 'group', groupId: adminGroupId }
    : { way: 'slack' }
}

const read = `
  SELECT sync_schedule AS schedule, time_zone AS "timeZone", admin_way AS "adminWay",
    admin_people AS "adminPeople", admin_group_id AS "adminGroupId",
    json_build_object('amount', removal_sla_amount, 'unit', removal_sla_unit) AS "removalDeadline",
    json_build_object('amount', other_sla_amount, 'unit', other_sla_unit) AS "otherDeadline",
    mask_names AS "maskNames", review_days AS "reviewDays", settings_version AS version, settings_saved_by AS "savedBy",
    settings_saved_at AS "savedAt"
  FROM workspace WHERE id = $1`

// Another time zone moves what is due, so what was asked for by the old one says nothing any more.
const save = `
  UPDATE workspace SET settings_version = settings_version + 1, settings_saved_by = $3, settings_saved_at = $4,
    sync_schedule = $5, time_zone = $6, admin_way = $7, admin_people = $8, admin_group_id = $9,
    removal_sla_amount = $10, removal_sla_unit = $11, other_sla_amount = $12, other_sla_unit = $13,
    mask_names = $14, review_days = $15,
    sync_schedule_at = CASE WHEN sync_schedule IS DISTINCT FROM $5::text THEN $4 ELSE sync_schedule_at END,
    sync_asked_for = CASE
      WHEN sync_schedule IS DISTINCT FROM $5::text OR time_zone IS DISTINCT FROM $6::text THEN NULL
      ELSE sync_asked_for END
  WHERE id = $1 AND settings_version = $2`
