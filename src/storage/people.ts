import type { Storage } from './engine/storage.ts'
import { hasLeft } from './person-sql.ts'

/** The staff, asked about single things. Only members who have not left count. */
export function peopleRepository({ pool }: Pick<Storage, 'pool'>) {
  const texts = async (text: string, workspaceId: string, now: Date): Promise<string[]> =>
    (await pool.query<{ value: string }>(text, [workspaceId, now])).rows.map(row => row.value)
  const is = async (text: string, workspaceId: string, now: Date, slackUserId: string): Promise<boolean> =>
    (await pool.query(text, [workspaceId, now, slackUserId])).rowCount === 1
  return {
    /** Slack ids of the workspace's owners and admins. */
    admins: (workspaceId: string, now: Date): Promise<string[]> => texts(admins, workspaceId, now),

    isCurrent: (workspaceId: string, slackUserId: string, now: Date): Promise<boolean> =>
      is(isCurrent, workspaceId, now, slackUserId),

    /** True only of somebody the sources know, and no longer as a colleague of today. */
    hasLeft: (workspaceId: string, slackUserId: string, now: Date): Promise<boolean> =>
      is(gone, workspaceId, now, slackUserId),

    /**
     * Whether somebody's last day is over, a staff list no longer names them, whatever Slack says, or it is the second
     * user of Slack they have: nobody speaks with two voices.
     */
    leftElsewhere: (workspaceId: string, slackUserId: string, now: Date): Promise<boolean> =>
      is(leftElsewhere, workspaceId, now, slackUserId),

    /** Job titles that staff have today. */
    titles: (workspaceId: string, now: Date): Promise<string[]> => texts(titles, workspaceId, now),

    departments: (workspaceId: string, now: Date): Promise<string[]> => texts(departments, workspaceId, now),
  }
}

// $1 workspace, $2 now, $3 Slack id

const left = hasLeft('person', '$2')
const current = `workspace_id = $1 AND kind = 'member' AND NOT ${left}`

const isCurrent = `SELECT 1 FROM person WHERE slack_user_id = $3 AND ${current}`
/** Somebody's other user of Slack, the one that does not count. */
const second = `
  SELECT 1 FROM person_source s JOIN person p ON p.workspace_id = $1 AND p.id = s.person_id
  WHERE s.workspace_id = $1 AND s.slack_user_id = $3 AND p.slack_user_id <> $3`
const gone = `
  SELECT 1 FROM person WHERE workspace_id = $1 AND slack_user_id = $3 AND (kind <> 'member' OR ${left})
  UNION ALL ${second}`
const leftElsewhere = `
  SELECT 1 FROM person
  WHERE workspace_id = $1 AND slack_user_id = $3 AND (end_at <= $2 OR conflict = 'list_gone')
  UNION ALL ${second}`

const admins = `
  SELECT slack_user_id AS value FROM person
  WHERE ${current} AND is_admin AND slack_user_id IS NOT NULL ORDER BY name, id`
const titles = `SELECT DISTINCT title AS value FROM person WHERE ${current} AND title <> '' ORDER BY value`
const departments = `
  SELECT DISTINCT department AS value FROM person WHERE ${current} AND department <> '' ORDER BY value`
