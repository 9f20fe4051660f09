import { parseSchedule, type Schedule } from '../domain/schedule.ts'
import type { MaskNames } from '../domain/settings.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'

export type WorkspaceRow = {
  readonly id: string
  readonly name: string
  readonly botUserId: string
  readonly timeZone: string | null
  readonly alertChannelId: string | null
  readonly alertChannelName: string | null
  readonly alertChannelPublic: boolean | null
  readonly alertChannelSetBy: string | null
  /** Why the last post to the channel was refused, in Slack's word; null while it works. */
  readonly alertChannelTrouble: string | null
  /** What a try ran into that began by a lower one says nothing of the channel any more. */
  readonly alertChannelFence: number
  readonly staffReadAt: Date | null
  readonly maskNames: MaskNames
  /** How often the accounts are read; null: as the bot was started with. */
  readonly schedule: Schedule | null
  readonly scheduleAt: Date | null
  /** Up to which due time a read was asked for. */
  readonly syncAskedFor: Date | null
}

type Row = Omit<WorkspaceRow, 'schedule'> & { readonly schedule: string | null }

const columns = `id, name, bot_user_id AS "botUserId", time_zone AS "timeZone", alert_channel_id AS "alertChannelId",
  alert_channel_name AS "alertChannelName", alert_channel_public AS "alertChannelPublic",
  alert_channel_set_by AS "alertChannelSetBy", alert_channel_trouble AS "alertChannelTrouble",
  alert_channel_fence AS "alertChannelFence",
  staff_read_at AS "staffReadAt", mask_names AS "maskNames", sync_schedule AS schedule,
  sync_schedule_at AS "scheduleAt", sync_asked_for AS "syncAskedFor"`

const workspaceOf = (row: Row): WorkspaceRow => ({ ...row, schedule: parseSchedule(row.schedule) })

/** Clocks of several machines differ by less; a due time further ahead came of a clock that was wrong. */
const clockTolerance = 600_000

/** The Slack workspaces the bot serves, and where each wants its alerts. */
export function workspacesRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** Inserts the workspace, or takes over its name, bot user and time zone. */
    async ensure(
      workspace: { id: string; name: string; botUserId: string; timeZone: string | null },
      now: Date,
    ): Promise<void> {
      await pool.query(
        `INSERT INTO workspace (id, name, bot_user_id, time_zone, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, bot_user_id = excluded.bot_user_id,
           time_zone = coalesce(excluded.time_zone, workspace.time_zone)`,
        [workspace.id, workspace.name, workspace.botUserId, workspace.timeZone, now],
      )
    },

    async get(id: string): Promise<WorkspaceRow | null> {
      const { rows } = await pool.query<Row>(`SELECT ${columns} FROM workspace WHERE id = $1`, [id])
      return rows[0] === undefined ? null : workspaceOf(rows[0])
    },

    async all(): Promise<WorkspaceRow[]> {
      return (await pool.query<Row>(`SELECT ${columns} FROM workspace ORDER BY id`)).rows.map(workspaceOf)
    },

    /** True for the one caller, of all processes, that may ask for the read that was due then. */
    async claimSync(id: string, dueAt: Date, now: Date): Promise<boolean> {
      const { rowCount } = await pool.query(
        `UPDATE workspace SET sync_asked_for = $2
         WHERE id = $1 AND (sync_asked_for IS NULL OR sync_asked_for < $2 OR sync_asked_for > $3)`,
        [id, dueAt, new Date(now.getTime() + clockTolerance)],
      )
      return rowCount === 1
    },

    /** What waits for a channel becomes due at once; what is being tried, when that try fails. */
    setAlertChannel: (
      id: string,
      channel: { channelId: string; name: string; isPublic: boolean; setBy: string },
      now: Date,
    ): Promise<void> =>
      inTransaction(pool, async client => {
        const { channelId, name, isPublic, setBy } = channel
        await client.query(choose, [id, channelId, name, isPublic, setBy])
        // A statement of its own: a try that failed at the same moment waits by now, and is seen.
        await client.query(free, [id, now, ['pending', 'sent']])
      }),

    /** What Slack says now of the alert channel, unless another one was chosen meanwhile. */
    async setAlertChannelPublic(id: string, channelId: string, isPublic: boolean): Promise<void> {
      await pool.query(
        'UPDATE workspace SET alert_channel_public = $3 WHERE id = $1 AND alert_channel_id = $2',
        [id, channelId, isPublic],
      )
    },

    /** What a try ran into that began by this fence. True when it is news: then somebody is told, once. */
    async setAlertChannelTrouble(id: string, trouble: string, fence: number): Promise<boolean> {
      const { rowCount } = await pool.query(
        `UPDATE workspace SET alert_channel_trouble = $2
         WHERE id = $1 AND alert_channel_fence = $3 AND alert_channel_trouble IS DISTINCT FROM $2`,
        [id, trouble, fence],
      )
      return rowCount === 1
    },

    /** This channel works. True when it did not before: what waits for it becomes due at once. */
    endAlertChannelTrouble: (id: string, channelId: string, now: Date): Promise<boolean> =>
      inTransaction(pool, async client => {
        if ((await client.query(endTrouble, [id, channelId])).rowCount !== 1) return false
        await client.query(free, [id, now, ['pending']])
        return true
      }),
  }
}

const choose = `
  UPDATE workspace SET alert_channel_id = $2, alert_channel_name = $3, alert_channel_public = $4,
    alert_channel_set_by = $5, alert_channel_trouble = NULL, alert_channel_fence = alert_channel_fence + 1
  WHERE id = $1`

const endTrouble = `
  UPDATE workspace SET alert_channel_trouble = NULL, alert_channel_fence = alert_channel_fence + 1
  WHERE id = $1 AND alert_channel_id = $2 AND alert_channel_trouble IS NOT NULL`

const free = `
  UPDATE alert SET next_try_at = $2
  WHERE workspace_id = $1 AND user_id IS NULL AND state = ANY($3::text[]) AND sent < wanted`
