import { randomUUID } from 'node:crypto'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Gap, Gaps, Source } from '../domain/gap.ts'
import { withNews } from './alert-notices-sql.ts'
import { instant, json, orNull, text } from './engine/columns.ts'
import {
  command,
  count,
  inTransaction,
  isOne,
  one,
  type Queryable,
  rows,
  statement,
} from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { gapsShape } from './json-shapes.ts'
import { lockConnection, lockWorkspace, tenant } from './tenant-sql.ts'

type Of = { readonly workspaceId: string; readonly source: Source; readonly sourceId: string }

/** Times in which nobody read a source to its end. They end with what ends them: see `endGap`. */
export function gapsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /**
     * Writes a gap down, unless it is known, or the source was read or is not watched any more. True: it is news, and
     * messages about findings have to say so.
     */
    begin: (of: Of, gap: Gap, now: Date): Promise<boolean> =>
      inTransaction(pool, async client => {
        const { workspaceId, source, sourceId } = of
        // The locks of whoever applies a read: either it is seen here, or it ends this gap.
        await (source === 'miro'
          ? count(client, lockConnection, [workspaceId, sourceId])
          : count(client, lockWorkspace, [workspaceId]))
        const values = [workspaceId, sourceId, now, randomUUID(), gap.since, gap.staleAt, gap.because]
        if (!(await isOne(client, begin[source], values))) return false
        await count(client, tell, [workspaceId, sourceId, now])
        return true
      }),

    /** The gaps that go on of an organisation and of the staff. */
    open: async (key: ConnectionKey): Promise<Gaps> => (await one(pool, open, tenant(key))).gaps,

    /** When the parts of the staff were read of each workspace that is connected. */
    staffReads: () => rows(pool, staffReads, []),
  }
}

/** A source was read, inside the transaction that made it the truth: what was read before it turned stale ends no gap. */
export async function endGap(client: Queryable, of: Of, now: Date): Promise<void> {
  const values = [of.workspaceId, of.sourceId, now]
  if (await isOne(client, readAgain[of.source], values)) await count(client, tell, values)
}

/** The same of a part of the staff: its gap ends once all parts were read. */
export const endStaffGap = (client: Queryable, workspaceId: string, now: Date): Promise<void> =>
  endGap(client, { workspaceId, source: 'staff', sourceId: workspaceId }, now)

/** The app was removed, inside the transaction that says so: nothing is watched any more. */
export async function endAllGaps(client: Queryable, workspaceId: string, now: Date): Promise<void> {
  // What messages said of old data is said anew once the app is back.
  if ((await count(client, endAll, [workspaceId, now])) > 0)
    await count(client, tell, [workspaceId, workspaceId, now])
}

/** SQL: the gap that goes on of a source of workspace $1, as JSON; null where there is none. */
const gapJson = (source: Source, sourceId: string): string => `(
    SELECT json_build_object('since', since, 'staleAt', stale_at, 'because', because)
    FROM source_gap gap
    WHERE gap.workspace_id = $1 AND gap.source = '${source}' AND gap.source_id = ${sourceId} AND gap.ended_at IS NULL)`

/** SQL: those of an organisation of workspace $1. */
export const gapsOf = (miroOrgId: string): string =>
  `json_build_object('accounts', ${gapJson('miro', miroOrgId)}, 'staff', ${gapJson('staff', '$1')})`

/** SQL: workspace `w` with its staff list `k`, as far as that is read on the schedule. */
const listRead = `CASE WHEN k.standing THEN coalesce(k.read_at, k.trouble_since) END`

/** SQL: groups bear on the staff where the rule in force of some organisation names one. */
const groupsRead = `CASE WHEN EXISTS (
      SELECT FROM connection c CROSS JOIN LATERAL (
        SELECT staff_roles FROM rule r WHERE r.workspace_id = c.workspace_id AND r.miro_org_id = c.miro_org_id
        ORDER BY version DESC LIMIT 1) r
      WHERE c.workspace_id = w.id AND c.state <> 'disconnected' AND r.staff_roles @> '[{"kind":"group"}]')
    THEN w.groups_read_at END`

/**
 * SQL: when the staff of workspace `w`, with its staff list `k`, was last read to its end: Slack's directory, and where
 * it lags behind the list that is read on the schedule, or the user groups. Null: the directory never was.
 */
export const staffReadAt = `CASE WHEN w.staff_read_at IS NOT NULL
    THEN least(w.staff_read_at, ${listRead}, ${groupsRead}) END`

// $1 workspace, $2 organisation, for the staff the workspace again, $3 now.

const added = `
  INSERT INTO source_gap (workspace_id, id, source, source_id, since, stale_at, noticed_at, because)`

/** $4 id, $5 since, $6 when it turned stale, $7 because */
export const begin = {
  miro: command`${added}
    SELECT $1, $4, 'miro', $2, $5, $6, $3, $7
    FROM connection c JOIN workspace w ON w.id = c.workspace_id
    WHERE c.workspace_id = $1 AND c.miro_org_id = $2 AND c.state <> 'disconnected' AND w.removed_at IS NULL
      AND coalesce(c.last_complete_sync_at, c.connected_at) = $5
    ON CONFLICT DO NOTHING`,
  staff: command`${added}
    SELECT $1, $4, 'staff', $2, $5, $6, $3, $7
    FROM workspace w LEFT JOIN staff_list k ON k.workspace_id = w.id
    WHERE w.id = $1 AND w.removed_at IS NULL AND coalesce(${staffReadAt}, $5) = $5
      AND EXISTS (SELECT FROM connection c WHERE c.workspace_id = $1 AND c.state <> 'disconnected')
    ON CONFLICT DO NOTHING`,
}

export const readAgain = {
  miro: command`
    UPDATE source_gap SET ended_at = $3 FROM connection c
    WHERE source_gap.workspace_id = $1 AND source = 'miro' AND source_id = $2 AND ended_at IS NULL
      AND c.workspace_id = $1 AND c.miro_org_id = $2 AND c.last_complete_sync_at >= stale_at`,
  staff: command`
    UPDATE source_gap SET ended_at = $3 FROM workspace w LEFT JOIN staff_list k ON k.workspace_id = w.id
    WHERE source_gap.workspace_id = $1 AND source = 'staff' AND source_id = $2 AND ended_at IS NULL
      AND w.id = $1 AND ${staffReadAt} >= stale_at`,
}

/** $1 workspace, $2 now */
export const endAll = command`
  UPDATE source_gap SET ended_at = $2 WHERE workspace_id = $1 AND ended_at IS NULL`

/** What is shown of findings says what the sources know. */
export const tell = command`
  UPDATE alert SET ${withNews('$3')}
  WHERE workspace_id = $1 AND ($2 = $1 OR miro_org_id = $2) AND kind IN ('summary', 'findings')
    AND closed_at IS NULL AND state <> 'dropped'`

/** Nobody watches the organisation any more; the staff neither, where it was the last one. */
export const endOfDisconnected = command`
  UPDATE source_gap SET ended_at = $3
  WHERE workspace_id = $1 AND ended_at IS NULL AND ((source = 'miro' AND source_id = $2) OR (
    source = 'staff' AND NOT EXISTS (
      SELECT FROM connection WHERE workspace_id = $1 AND miro_org_id <> $2 AND state <> 'disconnected')))`

export const open = statement({ gaps: json(gapsShape) })`SELECT ${gapsOf('$2')} AS gaps`

const staffReadRow = {
  workspaceId: text(),
  /** Of all of it; null: never. */
  readAt: orNull(instant()),
  slackReadAt: orNull(instant()),
  /** Null: no list is read on the schedule. */
  listReadAt: orNull(instant()),
  listTrouble: orNull(text()),
  /** Null: no rule names a group, or Slack does not tell of them. */
  groupsReadAt: orNull(instant()),
  connectedAt: instant(),
}

export const staffReads = statement(staffReadRow)`
  SELECT w.id AS "workspaceId", ${staffReadAt} AS "readAt", w.staff_read_at AS "slackReadAt", ${listRead} AS "listReadAt",
    k.trouble AS "listTrouble", ${groupsRead} AS "groupsReadAt", first.at AS "connectedAt"
  FROM workspace w LEFT JOIN staff_list k ON k.workspace_id = w.id
  CROSS JOIN LATERAL (
    SELECT min(connected_at) AS at FROM connection c
    WHERE c.workspace_id = w.id AND c.state <> 'disconnected' HAVING count(*) > 0) first
  WHERE w.removed_at IS NULL ORDER BY w.id`
