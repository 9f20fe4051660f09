import type { ConnectionKey } from '../domain/connection-key.ts'
import { withNews } from './alert-notices-sql.ts'
import { int } from './engine/columns.ts'
import { command, count, inTransaction, isOne, one, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { endOfDisconnected } from './gaps-sql.ts'
import { jsonText } from './sql-values.ts'
import { isConnected, ours, tenant } from './tenant-sql.ts'

/** What ends when a Miro organisation is disconnected, and what is kept. */
export function disconnectingRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    evidence: (key: ConnectionKey) => one(pool, evidence, tenant(key)),

    /**
     * All or nothing: deletes the secrets, ends the reads and evaluations under way, closes what is open as no longer watched.
     * Accounts, findings, the rule and the log stay. Returns how many findings it closed; null when there is no
     * such connection.
     */
    disconnect: (key: ConnectionKey, by: string, now: Date): Promise<number | null> =>
      inTransaction(pool, async client => {
        const of = tenant(key)
        // Also setups under way with the same Miro app hold its secret.
        await count(client, forgetAttempts, of)
        if (!(await isOne(client, end, [...of, now]))) return null
        await count(client, endRuns, [...of, now])
        await count(client, endOfDisconnected, [...of, now])
        const closed = await count(client, closeFindings, [...of, now, by])
        await count(client, tellAlerts, [...of, now])
        await count(client, endNotices, [...of, now])
        await count(client, endFirstLook, [...of, now, jsonText({ disconnected: { by, at: now } })])
        await count(client, endQuestions, [...of, now, by])
        return closed
      }),
  }
}

// $1 workspace, $2 organisation, $3 now in all of these.

export const evidence = statement({ accounts: int(), findings: int(), openFindings: int() })`
  SELECT (SELECT count(*)::int FROM account WHERE ${ours}) AS accounts,
    (SELECT count(*)::int FROM finding WHERE ${ours}) AS findings,
    (SELECT count(*)::int FROM finding WHERE ${ours} AND closed_at IS NULL) AS "openFindings"`

export const forgetAttempts = command`
  DELETE FROM oauth_attempt
  WHERE workspace_id = $1
    AND client_id = (SELECT client_id FROM connection WHERE ${isConnected})`

// With the fences raised, whatever is still under way may write nothing more, and renews no tokens.
export const end = command`
  UPDATE connection SET state = 'disconnected', state_since = $3, client_secret = NULL, access_token = NULL,
    refresh_token = NULL, access_token_expires_at = NULL, refresh_claimed_at = NULL, scim_token = NULL,
    scim_token_by = NULL, scim_token_at = NULL, scim_read_at = NULL, scim_trouble = NULL, scim_trouble_since = NULL,
    token_version = token_version + 1, sync_fence = sync_fence + 1, evaluation_fence = evaluation_fence + 1,
    whole_evaluation_fence = evaluation_fence + 1
  WHERE ${isConnected}`

export const endRuns = command`
  WITH ended AS (
    UPDATE sync_run SET state = 'superseded', finished_at = coalesce(finished_at, $3)
    WHERE workspace_id = $1 AND source = 'miro' AND source_id = $2 AND state IN ('running', 'held') RETURNING id)
  DELETE FROM sync_page USING ended WHERE workspace_id = $1 AND run_id = ended.id`

export const closeFindings = command`
  UPDATE finding SET closed_at = $3, closed_as = 'disconnected', closed_by = $4
  WHERE ${ours} AND closed_at IS NULL`

export const tellAlerts = command`
  UPDATE alert SET ${withNews('$3')}
  WHERE ${ours} AND kind IN ('summary', 'findings') AND closed_at IS NULL AND state <> 'dropped'`

// Those that were asked see that nobody needs an answer any more.
export const endQuestions = command`
  WITH ended AS (
    UPDATE question SET settled_as = 'disconnected', settled_at = $3, settled_by = $4
    WHERE ${ours} AND settled_at IS NULL RETURNING id)
  UPDATE alert SET ${withNews('$3')} FROM ended
  WHERE ${ours} AND kind IN ('question', 'answer') AND facts->>'questionId' = ended.id AND state <> 'dropped'`

// What they ask for cannot be done any more; one that was never posted never is.
export const endNotices = command`
  UPDATE alert SET closed_at = $3, sent = wanted, state = CASE WHEN ts IS NULL THEN 'dropped' ELSE state END
  WHERE ${ours} AND kind IN ('connection', 'tokens', 'held_sync') AND closed_at IS NULL AND state <> 'dropped'`

// It stands for long in front of somebody, with what to do next.
export const endFirstLook = command`
  UPDATE alert SET closed_at = coalesce(closed_at, $3), facts = facts || $4::jsonb,
    state = CASE WHEN ts IS NULL THEN 'dropped' ELSE state END, ${withNews('$3')}
  WHERE ${ours} AND kind = 'first_look' AND state <> 'dropped' AND facts->>'disconnected' IS NULL`
