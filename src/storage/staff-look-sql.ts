import type { DirectoryUser } from '../domain/staff.ts'
import { int, type RowOf, text, texts } from './engine/columns.ts'
import { command, count, inTransaction, isOne, one, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { jsonText } from './sql-values.ts'
import { mergeStaff } from './staff-merge-sql.ts'
import { leftLately, recordPeople } from './staff-sync-sql.ts'

type Look = {
  /** Before Slack was asked: what it said is at least as new. */
  readonly askedAt: Date
  readonly users: readonly DirectoryUser[]
  /** The events that led to it. */
  readonly eventIds: readonly string[]
  readonly now: Date
}

const comparedRow = {
  /** Members who are not deactivated, as Slack said so far. */
  current: int(),
  /** Slack ids of those of them who would not be any more. */
  leaving: texts(),
  /** How many left by events within the last hour and did not come back. */
  leftLately: int(),
}

const accountsRow = { miroOrgId: text(), accountIds: texts() }
type Accounts = RowOf<typeof accountsRow>

/** What Slack said of single people, asked apart from any scan of the directory. */
export function staffLookRepository({ pool, room }: Pick<Storage, 'pool' | 'room'>) {
  return {
    compare(workspaceId: string, users: readonly DirectoryUser[], now: Date) {
      const gone = users.filter(user => user.deactivated || user.kind !== 'member')
      return one(pool, compare, [workspaceId, gone.map(user => user.slackUserId), now])
    },

    /**
     * Makes it what is known of these people, by the rules of a scan. Answers with the ids of everybody written, by
     * Slack id; left out is who was looked at, or scanned, since Slack was asked: what came of that may be newer.
     */
    record: (workspaceId: string, look: Look): Promise<ReadonlyMap<string, string>> =>
      inTransaction(pool, async client => {
        await room()
        // The lock of a scan that is being applied: afterwards its end can be seen.
        const since = [workspaceId, look.askedAt, look.now]
        if (!(await isOne(client, unscanned, since))) return new Map()
        const people = [workspaceId, jsonText(look.users), look.now, look.askedAt]
        const recorded = await rows(client, recordPeople, people)
        const written = new Map(recorded.map(({ id, slackUserId }) => [slackUserId, id]))
        await mergeStaff(client, workspaceId, [...written.values()], look.now)
        const left = recorded.filter(person => person.left).map(person => person.slackUserId)
        await count(client, markLeft, [workspaceId, look.eventIds, left])
        return written
      }),

    /**
     * Accounts that these people bear on, where Miro is connected: theirs, those with one of their addresses, and
     * those they answer for.
     */
    accountsOf: (workspaceId: string, personIds: readonly string[]): Promise<Accounts[]> =>
      rows(pool, accountsOf, [workspaceId, personIds]),
  }
}

/** $1 workspace, $2 Slack ids of who would not be staff any more, $3 now */
export const compare = statement(comparedRow)`
  SELECT
    (SELECT count(*)::int FROM person_source
     WHERE workspace_id = $1 AND source = 'slack' AND kind = 'member' AND NOT gone) AS current,
    ARRAY(
      SELECT slack_user_id FROM person_source
      WHERE workspace_id = $1 AND slack_user_id = ANY($2::text[]) AND kind = 'member' AND NOT gone
      ORDER BY 1) AS leaving,
    (SELECT count(*)::int FROM (${leftLately}) lately) AS "leftLately"`

/** $1 workspace, $2 when Slack was asked, $3 now. A later time than now means that a clock was wrong. */
export const unscanned = command`
  SELECT 1 FROM workspace
  WHERE id = $1 AND (staff_read_at > $2 AND staff_read_at <= $3) IS NOT TRUE FOR NO KEY UPDATE`

export const markLeft = command`
  UPDATE person_event SET outcome = 'left'
  WHERE workspace_id = $1 AND id = ANY($2::text[]) AND slack_user_id = ANY($3::text[])`

/** $1 workspace, $2 people */
export const accountsOf = statement(accountsRow)`
  WITH carried AS MATERIALIZED (
    SELECT address FROM person_address WHERE workspace_id = $1 AND person_id = ANY($2::text[])),
  addresses AS MATERIALIZED (
    SELECT address FROM carried
    UNION
    SELECT split_part(address, '@', 1) || '@' || other
    FROM workspace, unnest(workspace.equal_domains) AS other, carried
    WHERE workspace.id = $1 AND split_part(address, '@', 2) = ANY(workspace.equal_domains)),
  found AS (
    SELECT miro_org_id, id FROM account
    WHERE workspace_id = $1 AND address = ANY(ARRAY(SELECT address FROM addresses))
    UNION
    SELECT miro_org_id, account_id FROM assessment WHERE workspace_id = $1 AND person_id = ANY($2::text[])
    UNION
    SELECT miro_org_id, account_id FROM classification WHERE workspace_id = $1 AND person_id = ANY($2::text[]))
  SELECT miro_org_id AS "miroOrgId", array_agg(id ORDER BY id) AS "accountIds"
  FROM found
  WHERE EXISTS (
    SELECT 1 FROM connection c
    WHERE c.workspace_id = $1 AND c.miro_org_id = found.miro_org_id AND c.state <> 'disconnected')
  GROUP BY miro_org_id ORDER BY miro_org_id`
