import type { Storage } from './engine/open.ts'

/** Every address of the person with this Slack id, also those they had before. */
export const ownAddresses =
  ({ pool }: Pick<Storage, 'pool'>) =>
  async (workspaceId: string, slackUserId: string): Promise<readonly string[]> => {
    const { rows } = await pool.query<{ address: string }>(
      `SELECT a.address FROM person_address a
       JOIN person p ON p.workspace_id = a.workspace_id AND p.id = a.person_id
       WHERE p.workspace_id = $1 AND p.slack_user_id = $2`,
      [workspaceId, slackUserId],
    )
    return rows.map(({ address }) => address)
  }
