import type { ConnectionKey } from '../src/domain/connection-key.ts'
import { countRoles, countStaff } from '../src/storage/counts-sql.ts'
import type { Storage } from '../src/storage/engine/open.ts'
import { saidBySlack } from './said-by-slack.ts'

/**
 * Fills a connection with accounts of staff, of which the first so many belong to nobody known: after an evaluation
 * each of those is a finding. The first complete sync was two weeks ago.
 */
export async function fillHomeCompany(
  { pool }: Storage,
  key: ConnectionKey,
  size: { readonly accounts: number; readonly findings: number },
  now: Date,
): Promise<void> {
  const { workspaceId, miroOrgId } = key
  await pool.query(people, [workspaceId, size.accounts, now])
  await pool.query(addresses, [workspaceId, size.accounts, now])
  await pool.query(saidBySlack, [workspaceId])
  await pool.query(accounts, [workspaceId, size.accounts, now, miroOrgId, size.findings])
  await pool.query(runs, [workspaceId, miroOrgId, now])
  await pool.query(countRoles, [workspaceId, miroOrgId])
  await pool.query(countStaff, [workspaceId, now])
  await pool.query('UPDATE workspace SET staff_read_at = $2 WHERE id = $1', [workspaceId, now])
  await pool.query('UPDATE connection SET last_complete_sync_at = $2 WHERE workspace_id = $1', [
    workspaceId,
    now,
  ])
}

const people = `
  INSERT INTO person (workspace_id, id, slack_user_id, name, kind, is_admin, first_seen_at)
  SELECT $1, md5($1 || n), 'U' || n, 'Person ' || n, 'member', n <= 3, $3::timestamptz
  FROM generate_series(1, $2::int) n`

const addresses = `
  INSERT INTO person_address (workspace_id, address, person_id, kind, since)
  SELECT $1, 'person' || n || '@big.example', md5($1 || n), 'primary', $3::timestamptz
  FROM generate_series(1, $2::int) n`

const accounts = `
  INSERT INTO account (workspace_id, miro_org_id, id, email, address, role, license, active, last_activity_at,
    admin_roles, first_seen_at)
  SELECT $1, $4, (3074457350000000000 + n * 7)::text, address, address,
    CASE WHEN n % 100 = 13 THEN 'organization_internal_admin' ELSE 'organization_internal_user' END, 'full', true,
    $3::timestamptz - interval '3 days', '{}', $3::timestamptz - interval '14 days'
  FROM (
    SELECT n, CASE WHEN n <= $5::int THEN 'stranger' ELSE 'person' END || n || '@big.example' AS address
    FROM generate_series(1, $2::int) n) given`

const runs = `
  INSERT INTO sync_run (workspace_id, id, source, source_id, state, fence, started_at, heartbeat_at, finished_at)
  SELECT $1, 'run-' || n, 'miro', $2, 'complete', n, at, at, at
  FROM generate_series(1, 600) n, LATERAL (SELECT $3::timestamptz - n * interval '30 minutes' AS at) times`
