import type { MiroMember } from '../domain/account.ts'
import { countRoles } from './counts-sql.ts'
import { int, orNull, text, texts } from './engine/columns.ts'
import { command, count, isOne, one, row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { applyRun, type RunKey } from './run-lock-sql.ts'
import { readRows, rowsText, sameIds } from './sync-page.ts'

const comparedRow = {
  /** Rows read, and how many different ids they have. */
  ...{ rows: int(), distinct: int(), setAside: int() },
  /** Accounts known so far and not gone, and how many of them were not read this time. */
  ...{ liveBefore: int(), missing: int() },
  /** Accounts known as active so far and read as deactivated. */
  deactivated: int(),
  /** Addresses of up to five of those missing or deactivated. */
  sample: texts(),
}

const losingRow = { id: text(), called: orNull(text()), name: orNull(text()) }

const missingRow = { id: text(), address: orNull(text()) }

/** What a complete read of Miro's accounts does to the accounts we know. */
export function accountSyncRepository(storage: Pick<Storage, 'kind' | 'pool' | 'room'>) {
  const { pool } = storage
  return {
    /** How the pages of a run differ from what is known, in numbers. */
    async compare(run: RunKey) {
      const same = await row(pool, unchangedRun, keyOf(run))
      if (same !== null) {
        const { rows, setAside } = same
        return { rows, distinct: rows, setAside, liveBefore: rows, missing: 0, deactivated: 0, sample: [] }
      }
      return one(pool, compareAccounts, keyOf(run))
    },

    /** Accounts that would be gone or deactivated by what the run read, in order of their id. */
    losing: (run: RunKey, afterId: string | null, limit: number) =>
      rows(pool, losingAccounts, [...keyOf(run), afterId, limit]),

    /** Accounts known and not gone that the run did not read, in order of their id. */
    missing: (run: RunKey, afterId: string | null, limit: number) =>
      rows(pool, missingAccounts, [...keyOf(run), afterId, limit]),

    /** Adds what a second look found to what the run read. False: the run is no longer ours. */
    async addSeen(run: RunKey, members: readonly MiroMember[], now: Date): Promise<boolean> {
      const values = [run.workspaceId, run.id, run.fence, rowsText('miro', members), members.length, now]
      return isOne(pool, addSeen, values)
    },

    /**
     * Makes what the run read the truth, all or nothing. Accounts that were not read are gone when `gone` names
     * them (somebody looked twice) or when a complete run missed them before; else they are marked as missing.
     */
    apply: (run: RunKey, { gone, now }: { readonly gone: readonly string[]; readonly now: Date }) =>
      applyRun(storage, run, now, {
        none,
        write: async client => {
          if ((await row(client, unchangedRun, keyOf(run))) !== null) return none
          const counts = await one(client, applyAccounts, [...keyOf(run), gone, now])
          const wrote = counts.added + counts.changed + counts.gone + counts.missing > 0
          if (wrote) await count(client, countRoles, [run.workspaceId, run.sourceId])
          await count(client, rememberRead, keyOf(run))
          return counts
        },
      }),
  }
}

/** `missing`: absent for the first time and not confirmed gone. */
const none = { added: 0, changed: 0, gone: 0, missing: 0 }

const keyOf = (run: RunKey) => [run.workspaceId, run.sourceId, run.id]

/** Accounts whose rows could not be read this time: what is known of them stays. */
const unread = `(SELECT unread FROM sync_run WHERE workspace_id = $1 AND id = $3)::text[]`
const isAside = `(id = ANY(${unread}) OR address = ANY(${unread})) IS TRUE`

// A run's pages against the accounts known. The FULL JOIN is on purpose: it can only be done by hashing or merging,
// so no wrong guess about the number of rows makes it compare everything with everything. For the same reason rows
// to write are found again by their place (ctid), not by a second join on their key.

const ids = `${readRows('miro', '$3', ['id'])} UNION ALL ${sameIds}`

/** Whose access stays as it is counts as active: it cannot be lost. */
const access = `${readRows('miro', '$3', ['id', 'active'])} UNION ALL SELECT id, true FROM (${sameIds}) same`

const known = 'FROM account WHERE workspace_id = $1 AND miro_org_id = $2'

/**
 * $1 workspace, $2 organisation, $3 run. One row when what was read is page by page the last read, and all that is
 * known: then nothing differs.
 */
export const unchangedRun = statement({ rows: int(), setAside: int() })`
  WITH pages AS (
    SELECT digests, cardinality(same_ids) AS rows FROM sync_page WHERE workspace_id = $1 AND run_id = $3),
  live AS (SELECT count(*)::int AS accounts ${known} AND removed_at IS NULL)
  SELECT accounts AS rows,
    (SELECT set_aside FROM sync_run WHERE workspace_id = $1 AND id = $3) AS "setAside"
  FROM live
  WHERE accounts > 0 AND accounts = (SELECT sum(rows) FROM pages)
    AND ARRAY(SELECT unnest(digests) FROM pages ORDER BY 1)
      = ARRAY(SELECT unnest(digests) FROM last_read WHERE workspace_id = $1 AND miro_org_id = $2 ORDER BY 1)`

/** Who would be gone or deactivated by what was read. */
const losing = `
  losing AS MATERIALIZED (
    SELECT a.id, a.address, r.id IS NULL AS missing
    FROM (SELECT id, bool_or(active IS NOT FALSE) AS active FROM read GROUP BY id) r
    FULL JOIN (SELECT id, address, active, ${isAside} AS is_aside ${known} AND removed_at IS NULL) a ON a.id = r.id
    WHERE (r.id IS NULL AND NOT a.is_aside) OR (a.active AND NOT r.active))`

/** $1 workspace, $2 organisation, $3 run */
export const compareAccounts = statement(comparedRow)`
  WITH read AS MATERIALIZED (${access}), ${losing}
  SELECT
    (SELECT count(*)::int FROM read) AS rows,
    (SELECT count(DISTINCT id)::int FROM read) AS distinct,
    (SELECT set_aside FROM sync_run WHERE workspace_id = $1 AND id = $3) AS "setAside",
    (SELECT count(*)::int ${known} AND removed_at IS NULL) AS "liveBefore",
    (SELECT count(*)::int FROM losing WHERE missing) AS missing,
    (SELECT count(*)::int FROM losing WHERE NOT missing) AS deactivated,
    ARRAY(SELECT address FROM losing WHERE address IS NOT NULL ORDER BY address LIMIT 5) AS sample`

/** $1 workspace, $2 organisation, $3 run, $4 the last id of the page before or null, $5 how many */
export const losingAccounts = statement(losingRow)`
  WITH read AS MATERIALIZED (${access}), ${losing},
  page AS MATERIALIZED (
    SELECT * FROM losing WHERE $4::text IS NULL OR id > $4 ORDER BY id LIMIT $5)
  SELECT page.id, page.address AS called, (
    SELECT p.name FROM assessment s JOIN person p ON p.workspace_id = $1 AND p.id = s.person_id
    WHERE s.workspace_id = $1 AND s.miro_org_id = $2 AND s.account_id = page.id AND s.class = 'staff') AS name
  FROM page ORDER BY page.id`

/** $1 workspace, $2 organisation, $3 run, $4 the last id of the batch before or null, $5 how many */
export const missingAccounts = statement(missingRow)`
  SELECT a.id, a.address
  FROM (${ids}) r
  FULL JOIN (
    SELECT id, address ${known} AND removed_at IS NULL AND NOT ${isAside} AND ($4::text IS NULL OR id > $4)
  ) a ON a.id = r.id
  WHERE r.id IS NULL
  ORDER BY a.id LIMIT $5`

/**
 * $1 workspace, $2 organisation, $3 run, $4 ids confirmed gone, $5 now. Writes only rows that differ.
 * An e-mail change under the same id keeps the account and is logged. What Miro said of one account after the run
 * had begun is newer than what the run read of it, so it stays.
 */
export const applyAccounts = statement({ added: int(), changed: int(), gone: int(), missing: int() })`
  WITH read AS MATERIALIZED (${readRows('miro', '$3')}),
  judged AS MATERIALIZED (
    SELECT a.* FROM (SELECT ctid AS place, ${isAside} AS is_aside, * ${known}) a FULL JOIN (${sameIds}) same ON same.id = a.id
    WHERE same.id IS NULL),
  diff AS MATERIALIZED (
    SELECT r.*, a.place, a.id AS known_id, a.email AS known_email, a.removed_at, a.missing_since, a.is_aside
    FROM read r FULL JOIN judged a ON a.id = r.id
    WHERE (a.looked_at BETWEEN (SELECT started_at FROM sync_run WHERE workspace_id = $1 AND id = $3) AND $5)
      IS NOT TRUE
    AND (a.id IS NULL
      OR (r.id IS NULL AND a.removed_at IS NULL AND NOT (a.is_aside AND a.set_aside_since IS NOT NULL))
      OR (r.id IS NOT NULL AND (
        a.removed_at IS NOT NULL OR a.missing_since IS NOT NULL OR a.set_aside_since IS NOT NULL
        OR a.email IS DISTINCT FROM r.email OR a.address IS DISTINCT FROM r.address
        OR a.role <> r.role OR a.license <> r.license OR a.active IS DISTINCT FROM r.active
        OR a.last_activity_at IS DISTINCT FROM r."lastActivityAt"
        OR a.license_assigned_at IS DISTINCT FROM r."licenseAssignedAt"
        OR a.admin_roles <> r."adminRoles")))),
  added AS (
    INSERT INTO account (workspace_id, miro_org_id, id, email, address, role, license, active,
      last_activity_at, license_assigned_at, admin_roles, first_seen_at)
    SELECT $1, $2, id, email, address, role, license, active,
      "lastActivityAt", "licenseAssignedAt", "adminRoles", $5
    FROM diff WHERE known_id IS NULL
    RETURNING 1),
  changed AS (
    UPDATE account SET email = d.email, address = d.address, role = d.role, license = d.license,
      active = d.active, last_activity_at = d."lastActivityAt", license_assigned_at = d."licenseAssignedAt",
      admin_roles = d."adminRoles", missing_since = NULL, set_aside_since = NULL, removed_at = NULL,
      came_back_at = CASE WHEN d.removed_at IS NOT NULL OR (NOT account.active AND d.active) THEN $5
        ELSE account.came_back_at END
    FROM diff d
    WHERE d.id IS NOT NULL AND d.known_id IS NOT NULL AND account.ctid = d.place
    RETURNING 1),
  absent AS (
    UPDATE account SET missing_since = coalesce(account.missing_since, $5), set_aside_since = NULL,
      removed_at = CASE WHEN account.missing_since IS NOT NULL OR account.id = ANY($4::text[]) THEN $5 END
    FROM diff d
    WHERE d.id IS NULL AND NOT d.is_aside AND account.ctid = d.place
    RETURNING account.removed_at),
  set_aside AS (
    UPDATE account SET set_aside_since = $5
    FROM diff d
    WHERE d.id IS NULL AND d.is_aside AND account.ctid = d.place),
  logged AS (
    INSERT INTO deed (workspace_id, at, actor, action, subject, details)
    SELECT $1, $5, 'bot', 'account_email_changed', known_id,
      jsonb_build_object('miroOrgId', $2::text, 'from', known_email, 'to', email)
    FROM diff WHERE id IS NOT NULL AND known_id IS NOT NULL AND known_email IS DISTINCT FROM email)
  SELECT
    (SELECT count(*)::int FROM added) AS added,
    (SELECT count(*)::int FROM changed) AS changed,
    (SELECT count(*)::int FROM absent WHERE removed_at IS NOT NULL) AS gone,
    (SELECT count(*)::int FROM absent WHERE removed_at IS NULL) AS missing`

/** $1 workspace, $2 organisation, $3 run. Where Miro was asked about a single account meanwhile, that stays unsaid. */
export const rememberRead = command`
  INSERT INTO last_read AS known (workspace_id, miro_org_id, digests)
  SELECT $1, $2, ARRAY(
    SELECT unnest(digests) FROM sync_page WHERE workspace_id = $1 AND run_id = $3)
  ON CONFLICT (workspace_id, miro_org_id) DO UPDATE SET digests = CASE
    WHEN known.looked_at >= (SELECT started_at FROM sync_run WHERE workspace_id = $1 AND id = $3) THEN '{}'
    ELSE excluded.digests END`

export const addSeen = command`
  WITH ours AS (
    UPDATE sync_run SET pages = pages + 1, rows = rows + $5, heartbeat_at = $6
    WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state IN ('running', 'held')
    RETURNING pages)
  INSERT INTO sync_page (workspace_id, run_id, number, rows, same_ids, digests)
  SELECT $1, $2, ours.pages, $4::jsonb, '{}', '{}' FROM ours`
