import type { ConnectionKey } from '../src/domain/connection-key.ts'
import { countRoles, countStaff } from '../src/storage/counts-sql.ts'
import type { Storage } from '../src/storage/engine/open.ts'
import { saidBySlack } from './said-by-slack.ts'

/**
 * Fills a connection with accounts and the staff behind most of them, as syncs would have left them: of 100 accounts
 * 2 belong to somebody who left, 3 to nobody known, 3 are found by a former address, 5 are guests, 4 are deactivated,
 * 1 administers, and some are missing, gone, without an address or in a role nobody knows.
 */
export async function fillCompany(
  { pool }: Storage,
  key: ConnectionKey,
  accounts: number,
  now: Date,
): Promise<void> {
  const values = [key.workspaceId, accounts, now]
  await pool.query(people, values)
  await pool.query(addresses, values)
  await pool.query(saidBySlack, [key.workspaceId])
  await pool.query(accountRows, [...values, key.miroOrgId])
  await pool.query(countRoles, [key.workspaceId, key.miroOrgId])
  await pool.query(countStaff, [key.workspaceId, now])
  await pool.query('UPDATE workspace SET staff_read_at = $2 WHERE id = $1', [key.workspaceId, now])
  await pool.query('UPDATE connection SET last_complete_sync_at = $2 WHERE workspace_id = $1', [
    key.workspaceId,
    now,
  ])
}

const people = `
  INSERT INTO person (workspace_id, id, slack_user_id, name, kind, title, time_zone, deactivated, left_known_at,
    end_at, first_seen_at)
  SELECT $1, md5(n::text), 'U' || n, 'Person ' || n, CASE WHEN n % 200 = 7 THEN 'guest' ELSE 'member' END,
    'Engineer', 'UTC', n % 50 = 3, CASE WHEN n % 50 = 3 THEN $3::timestamptz - interval '2 hours' END,
    CASE WHEN n % 100 = 53 THEN $3::timestamptz - interval '1 day' WHEN n % 500 = 11 THEN $3 + interval '9 days' END,
    $3::timestamptz - interval '30 days'
  FROM generate_series(1, $2::int) n`

const addresses = `
  INSERT INTO person_address (workspace_id, address, person_id, kind, since)
  SELECT $1, 'person' || n || '@big.example', md5(n::text), 'primary', $3::timestamptz FROM generate_series(1, $2::int) n
  UNION ALL
  SELECT $1, 'former' || n || '@big.example', md5(n::text), 'former', $3::timestamptz
  FROM generate_series(1, $2::int) n WHERE n % 33 = 1
  UNION ALL
  SELECT $1, 'person' || n || '@big.example', md5((n + 1)::text), 'former', $3::timestamptz
  FROM generate_series(1, $2::int) n WHERE n % 400 = 9`

const accountRows = `
  INSERT INTO account (workspace_id, miro_org_id, id, email, address, role, license, active, last_activity_at,
    license_assigned_at, admin_roles, first_seen_at, missing_since, removed_at)
  SELECT $1, $4, (3074457350000000000 + n * 7)::text, address, address,
    CASE WHEN n % 20 = 5 THEN 'organization_external_user' WHEN n % 100 = 13 THEN 'organization_internal_admin'
      WHEN n % 1000 = 17 THEN 'organization_new_role' ELSE 'organization_internal_user' END,
    CASE WHEN n % 20 = 5 THEN 'free' ELSE 'full' END,
    CASE WHEN n % 1000 = 23 THEN NULL ELSE n % 25 <> 6 END, $3::timestamptz - interval '3 days',
    $3::timestamptz - interval '300 days', '{}', $3::timestamptz - interval '30 days',
    CASE WHEN n % 1000 = 29 THEN $3::timestamptz END, CASE WHEN n % 100 = 31 THEN $3::timestamptz END
  FROM (
    SELECT n, CASE
      WHEN n % 1000 = 37 THEN NULL
      WHEN n % 33 = 1 THEN 'former' || n || '@big.example'
      WHEN n % 33 = 2 THEN 'stranger' || n || '@big.example'
      ELSE 'person' || n || '@big.example' END AS address
    FROM generate_series(1, $2::int) n) given`
