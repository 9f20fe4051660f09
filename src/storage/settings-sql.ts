import { command } from './engine/statement.ts'

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
