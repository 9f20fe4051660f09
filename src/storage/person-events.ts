import type { Storage } from './engine/storage.ts'

export type PersonEvent = {
  readonly workspaceId: string
  /** Slack's event id. */
  readonly id: string
  readonly type: string
  readonly slackUserId: string
  /** It says that somebody is gone. */
  readonly urgent: boolean
}

export type WaitingEvent = {
  readonly id: string
  readonly slackUserId: string
  readonly receivedAt: Date
}

/** What Slack told about people, from being received to being acted on. */
export function personEventsRepository({ pool, room }: Pick<Storage, 'pool' | 'room'>) {
  return {
    /** False: it was received before. */
    async add(event: PersonEvent, now: Date): Promise<boolean> {
      await room()
      const { rowCount } = await pool.query(
        `INSERT INTO person_event (workspace_id, id, type, slack_user_id, urgent, received_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace_id, id) DO NOTHING`,
        [event.workspaceId, event.id, event.type, event.slackUserId, event.urgent, now],
      )
      return rowCount === 1
    },

    /** What is not acted on yet: who may be gone first, then in the order of arrival. */
    async waiting(workspaceId: string, limit: number): Promise<WaitingEvent[]> {
      const { rows } = await pool.query<WaitingEvent>(
        `SELECT id, slack_user_id AS "slackUserId", received_at AS "receivedAt" FROM person_event
         WHERE workspace_id = $1 AND done_at IS NULL ORDER BY urgent DESC, received_at, id LIMIT $2`,
        [workspaceId, limit],
      )
      return rows
    },

    /** Workspaces with something that is not acted on yet. */
    async workspacesWaiting(): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(
        'SELECT DISTINCT workspace_id AS id FROM person_event WHERE done_at IS NULL ORDER BY 1',
      )
      return rows.map(({ id }) => id)
    },

    async done(
      workspaceId: string,
      ids: readonly string[],
      outcome: 'looked' | 'held' | 'refused',
      now: Date,
    ): Promise<void> {
      await pool.query(
        `UPDATE person_event SET done_at = $3, outcome = coalesce(outcome, $4)
         WHERE workspace_id = $1 AND id = ANY($2::text[]) AND done_at IS NULL`,
        [workspaceId, ids, now, outcome],
      )
    },

    /** Forgets what is older, acted on or not: Slack repeats nothing for that long, and scans know better by then. */
    async purge(before: Date): Promise<void> {
      await pool.query('DELETE FROM person_event WHERE received_at < $1', [before])
    },
  }
}
