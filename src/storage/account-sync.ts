import type pg from 'pg'
import type { MiroMember } from '../domain/account.ts'
import {
  applyAccounts,
  compareAccounts,
  missingAccounts,
  rememberRead,
  unchangedRun,
} from './account-sync-sql.ts'
import { countRoles } from './counts-sql.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { closeRun, lockRun, type RunKey } from './run-lock-sql.ts'
import { rowsText } from './sync-page.ts'

type Compared = {
  /** Rows read, and how many different ids they have. */
  readonly rows: number
  readonly distinct: number
  readonly setAside: number
  /** Accounts known so far and not gone, and how many of them were not read this time. */
  readonly liveBefore: number
  readonly missing: number
  /** Accounts known as active so far and read as deactivated. */
  readonly deactivated: number
  /** Addresses of up to five of those missing or deactivated. */
  readonly sample: string[]
}

type Applied = {
  /** False: the run is no longer ours, or was applied before. Nothing was written. */
  readonly applied: boolean
  readonly added: number
  readonly changed: number
  readonly gone: number
  /** Absent for the first time and not confirmed gone. */
  readonly missing: number
}

/** What a complete read of Miro's accounts does to the accounts we know. */
export function accountSyncRepository({ kind, pool, room }: Pick<Storage, 'kind' | 'pool' | 'room'>) {
  return {
    /** How the pages of a run differ from what is known, in numbers. */
    async compare(run: RunKey): Promise<Compared> {
      const same = await unchanged(pool, run)
      if (same !== null) {
        const { rows, setAside } = same
        return { rows, distinct: rows, setAside, liveBefore: rows, missing: 0, deactivated: 0, sample: [] }
      }
      const { rows } = await pool.query<Compared>(compareAccounts, keyOf(run))
      const [compared] = rows
      if (compared === undefined) throw new Error('the run is gone')
      return compared
    },

    /** Accounts known and not gone that the run did not read, in order of their id. */
    async missing(
      run: RunKey,
      afterId: string | null,
      limit: number,
    ): Promise<{ id: string; address: string | null }[]> {
      const values = [...keyOf(run), afterId, limit]
      const { rows } = await pool.query<{ id: string; address: string | null }>(missingAccounts, values)
      return rows
    },

    /** Adds what a second look found to what the run read. False: the run is no longer ours. */
    async addSeen(run: RunKey, members: readonly MiroMember[], now: Date): Promise<boolean> {
      const values = [run.workspaceId, run.id, run.fence, rowsText('miro', members), members.length, now]
      const { rowCount } = await pool.query(addSeen, values)
      return rowCount === 1
    },

    /**
     * Makes what the run read the truth, all or nothing. Accounts that were not read are gone when `gone` names
     * them (somebody looked twice) or when a complete run missed them before; else they are marked as missing.
     */
    async apply(
      run: RunKey,
      input: { readonly gone: readonly string[]; readonly now: Date },
    ): Promise<Applied> {
      await room()
      const applied = await inTransaction(pool, async client => {
        if (!(await lockRun(client, run))) return nothing
        const counts = (await unchanged(client, run)) === null ? await write(client, run, input) : none
        await closeRun(client, run, input.now)
        return { applied: true, ...counts }
      })
      // The embedded database has nobody else to give the room of the pages back.
      if (applied.applied && kind === 'embedded') await pool.query('VACUUM sync_page')
      return applied
    },
  }
}

const none = { added: 0, changed: 0, gone: 0, missing: 0 }
const nothing: Applied = { applied: false, ...none }

async function unchanged(client: pg.Pool | pg.PoolClient, run: RunKey) {
  const { rows } = await client.query<{ rows: number; setAside: number }>(unchangedRun, keyOf(run))
  return rows[0] ?? null
}

async function write(
  client: pg.PoolClient,
  run: RunKey,
  input: { readonly gone: readonly string[]; readonly now: Date },
): Promise<Omit<Applied, 'applied'>> {
  const { rows } = await client.query<Omit<Applied, 'applied'>>(applyAccounts, [
    ...keyOf(run),
    input.gone,
    input.now,
  ])
  const [counts] = rows
  if (counts === undefined) throw new Error('applying a run counted nothing')
  const wrote = counts.added + counts.changed + counts.gone + counts.missing > 0
  if (wrote) await client.query(countRoles, [run.workspaceId, run.sourceId])
  await client.query(rememberRead, keyOf(run))
  return counts
}

const keyOf = (run: RunKey) => [run.workspaceId, run.sourceId, run.id]

const addSeen = `
  WITH ours AS (
    UPDATE sync_run SET pages = pages + 1, rows = rows + $5, heartbeat_at = $6
    WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state IN ('running', 'held')
    RETURNING pages)
  INSERT INTO sync_page (workspace_id, run_id, number, rows, same_ids, digests)
  SELECT $1, $2, ours.pages, $4::jsonb, '{}', '{}' FROM ours`
