import type { Storage } from './storage.ts'

/** The staff list, asked about single things. Only members who are not deactivated count. */
export function peopleRepository({ pool }: Pick<Storage, 'pool'>) {
  const texts = async (text: string, workspaceId: string): Promise<string[]> =>
    (await pool.query<{ value: string }>(text, [workspaceId])).rows.map(row => row.value)
  return {
    /** Slack ids of the workspace's owners and admins. */
    admins: (workspaceId: string): Promise<string[]> => texts(admins, workspaceId),

    async isCurrent(workspaceId: string, slackUserId: string): Promise<boolean> {
      const found = await pool.query(`SELECT 1 FROM person WHERE slack_user_id = $2 AND ${current}`, [
        workspaceId,
        slackUserId,
      ])
      return found.rowCount === 1
    },

    /** True only of somebody the staff list knows, and no longer as a colleague of today. */
    async hasLeft(workspaceId: string, slackUserId: string): Promise<boolean> {
      const found = await pool.query(
        `SELECT 1 FROM person WHERE workspace_id = $1 AND slack_user_id = $2 AND (kind <> 'member' OR deactivated)`,
        [workspaceId, slackUserId],
      )
      return found.rowCount === 1
    },

    /** Whether somebody entered a last day that is over. */
    async leftAsEntered(workspaceId: string, slackUserId: string, now: Date): Promise<boolean> {
      const values = [workspaceId, slackUserId, now]
      return (await pool.query(leftAsEntered, values)).rowCount === 1
    },

    /** Job titles that staff have today. */
    titles: (workspaceId: string): Promise<string[]> => texts(titles, workspaceId),

    departments: (workspaceId: string): Promise<string[]> => texts(departments, workspaceId),
  }
}

const current = `workspace_id = $1 AND kind = 'member' AND NOT deactivated`

const leftAsEntered = 'SELECT 1 FROM person WHERE workspace_id = $1 AND slack_user_id = $2 AND end_at <= $3'

const admins = `
  SELECT slack_user_id AS value FROM person
  WHERE ${current} AND is_admin AND slack_user_id IS NOT NULL ORDER BY name, id`
const titles = `SELECT DISTINCT title AS value FROM person WHERE ${current} AND title <> '' ORDER BY value`
const departments = `
  SELECT DISTINCT department AS value FROM person WHERE ${current} AND department <> '' ORDER BY value`
