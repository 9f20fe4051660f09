import type { MiroMember } from '../domain/account.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import { countRoles } from './counts-sql.ts'
import { text } from './engine/columns.ts'
import { command, count, inTransaction, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { jsonText } from './sql-values.ts'
import { lockConnection, ours, tenant } from './tenant-sql.ts'

type Look = {
  /** Before Miro was asked: what it said is at least as new. */
  readonly askedAt: Date
  readonly seen: readonly MiroMember[]
  /** Ids of accounts that Miro does not know any more. */
  readonly absent: readonly string[]
  readonly now: Date
}

type Looked = {
  /** False: a sync that began later was applied, or a later look was recorded. Nothing was written. */
  readonly recorded: boolean
  /** Absent ones that a complete sync had missed before: with this second look they are gone. */
  readonly gone: readonly string[]
}

/** What Miro said of single accounts, asked apart from any sync. */
export function accountLookRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /**
     * Records a look at accounts that are known. An account that is absent for the first time stays as it is: only a
     * complete sync may call it missing.
     */
    record: (key: ConnectionKey, look: Look): Promise<Looked> =>
      inTransaction(pool, async client => {
        const of = tenant(key)
        // The lock of a sync that is being applied: afterwards its end can be seen.
        await count(client, lockConnection, of)
        if ((await count(client, newerRun, [...of, look.askedAt])) > 0) return { recorded: false, gone: [] }
        const times = [look.askedAt, look.now]
        if (look.seen.length > 0) await count(client, see, [...of, jsonText(look.seen), ...times])
        const gone = await rows(client, miss, [...of, look.absent, ...times])
        await count(client, forgetLastRead, [...of, look.askedAt])
        await count(client, countRoles, of)
        return { recorded: true, gone: gone.map(({ id }) => id) }
      }),
  }
}

/** What the pages of the last read say need not be what is known any more. */
export const forgetLastRead = command`
  INSERT INTO last_read AS known (workspace_id, miro_org_id, digests, looked_at) VALUES ($1, $2, '{}', $3)
  ON CONFLICT (workspace_id, miro_org_id)
    DO UPDATE SET digests = '{}', looked_at = greatest(known.looked_at, excluded.looked_at)`

export const newerRun = command`
  SELECT 1 FROM sync_run
  WHERE workspace_id = $1 AND source = 'miro' AND source_id = $2 AND state = 'complete' AND started_at >= $3 LIMIT 1`

// A later time than now means that a clock was wrong, and counts for nothing.
const notLookedSince = `(looked_at BETWEEN $4 AND $5) IS NOT TRUE`

/** $1 workspace, $2 organisation, $3 members, $4 when Miro was asked, $5 now */
export const see = command`
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($3::jsonb) AS given(
      id text, email text, address text, role text, license text, active boolean,
      "lastActivityAt" timestamptz(3), "licenseAssignedAt" timestamptz(3), "adminRoles" text[])),
  known AS MATERIALIZED (
    SELECT given.*, a.email AS known_email
    FROM given CROSS JOIN LATERAL (
      SELECT email FROM account
      WHERE ${ours} AND id = given.id AND ${notLookedSince} OFFSET 0) a),
  seen AS (
    UPDATE account SET email = k.email, address = k.address, role = k.role, license = k.license,
      active = k.active, last_activity_at = k."lastActivityAt", license_assigned_at = k."licenseAssignedAt",
      admin_roles = k."adminRoles", missing_since = NULL, set_aside_since = NULL, removed_at = NULL, looked_at = $4,
      came_back_at = CASE WHEN account.removed_at IS NOT NULL OR (NOT account.active AND k.active) THEN $5
        ELSE account.came_back_at END
    FROM known k WHERE account.workspace_id = $1 AND account.miro_org_id = $2 AND account.id = k.id)
  INSERT INTO deed (workspace_id, at, actor, action, subject, details)
  SELECT $1, $5, 'bot', 'account_email_changed', id,
    jsonb_build_object('miroOrgId', $2::text, 'from', known_email, 'to', email)
  FROM known WHERE known_email IS DISTINCT FROM email`

/** The same, $3 ids. */
export const miss = statement({ id: text() })`
  UPDATE account SET removed_at = $5, looked_at = $4
  WHERE ${ours} AND id = ANY($3::text[])
    AND removed_at IS NULL AND missing_since IS NOT NULL AND ${notLookedSince}
  RETURNING id`
