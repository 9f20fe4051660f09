import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { UserGroup } from '../domain/staff.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'
import { applyGroups, type GroupsRead } from './user-groups.ts'

const groupsShape: z.ZodType<UserGroup[]> = z.array(
  z.object({
    id: z.string(),
    handle: z.string(),
    name: z.string(),
    active: z.boolean(),
    members: z.array(z.string()),
  }),
)

/** What Slack said of its user groups, where that waits for a person's word. */
export function heldGroupsRepository({ pool, room }: Pick<Storage, 'pool' | 'room'>) {
  return {
    /**
     * Keeps a read that is not taken over, in place of an earlier one, and returns its id. What Slack told of changes
     * before it counts as read. Null: a read that began later was kept or applied already.
     */
    hold: (workspaceId: string, { askedAt, groups }: GroupsRead): Promise<string | null> =>
      inTransaction(pool, async client => {
        await room()
        const looked = await client.query(markLooked, [workspaceId, askedAt])
        if (looked.rowCount !== 1) return null
        const values = [workspaceId, randomUUID(), jsonText(groups), askedAt]
        const { rows } = await client.query<{ id: string }>(hold, values)
        return rows[0]?.id ?? null
      }),

    /** Gives up what is held: nobody is asked any more. */
    async giveUp(workspaceId: string): Promise<void> {
      await pool.query('DELETE FROM held_groups WHERE workspace_id = $1', [workspaceId])
    },

    async isHeld(workspaceId: string, id: string): Promise<boolean> {
      const found = await pool.query('SELECT 1 FROM held_groups WHERE workspace_id = $1 AND id = $2', [
        workspaceId,
        id,
      ])
      return found.rowCount === 1
    },

    /** Makes what is held the groups there are. False: it waits no longer, and nothing was written. */
    apply: (workspaceId: string, id: string): Promise<boolean> =>
      inTransaction(pool, async client => {
        await room()
        await client.query('SELECT FROM workspace WHERE id = $1 FOR NO KEY UPDATE', [workspaceId])
        const { rows } = await client.query<{ groups: unknown; askedAt: Date }>(
          'SELECT groups, asked_at AS "askedAt" FROM held_groups WHERE workspace_id = $1 AND id = $2',
          [workspaceId, id],
        )
        const [held] = rows
        if (held === undefined) return false
        const { groups, askedAt } = held
        return (
          (await applyGroups(client, workspaceId, { askedAt, groups: groupsShape.parse(groups) })) !== null
        )
      }),
  }
}

/** $1 workspace, $2 when Slack was asked. The row stays locked. */
const markLooked = `
  UPDATE workspace SET groups_changed_at = CASE WHEN groups_changed_at >= $2 THEN groups_changed_at END
  WHERE id = $1 AND (groups_read_at IS NULL OR groups_read_at <= $2)
  RETURNING id`

/** $1 workspace, $2 id, $3 groups, $4 when Slack was asked */
const hold = `
  INSERT INTO held_groups (workspace_id, id, groups, asked_at) VALUES ($1, $2, $3::jsonb, $4)
  ON CONFLICT (workspace_id) DO UPDATE SET groups = excluded.groups, asked_at = excluded.asked_at,
    id = CASE WHEN held_groups.groups = excluded.groups THEN held_groups.id ELSE excluded.id END
    WHERE held_groups.asked_at <= excluded.asked_at
  RETURNING id`
