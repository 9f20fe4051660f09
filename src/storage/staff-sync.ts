import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { closeRun, lockRun, type RunKey } from './run-lock-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'
import { applyPeople, compareStaff } from './staff-sync-sql.ts'

type Compared = {
  /** People read, and how many different Slack ids they have. */
  readonly rows: number
  readonly distinct: number
  readonly setAside: number
  /** Staff of today as known so far, with who left by events within the hour, and as read. */
  readonly currentBefore: number
  readonly currentAfter: number
  /** How many of those read have an e-mail address. */
  readonly currentWithAddress: number
  /** Staff of today as known so far who would not be any more. */
  readonly gone: number
  /** Addresses (or names) of up to five of them. */
  readonly sample: string[]
}

type Applied = {
  /** False: the run is no longer ours, or was applied before. Nothing was written. */
  readonly applied: boolean
  readonly added: number
  readonly changed: number
  /** Known to have left from now on. */
  readonly left: number
}

/** What a complete read of Slack's directory does to the people we know, beside what other sources say of them. */
export function staffSyncRepository({ kind, pool, room }: Pick<Storage, 'kind' | 'pool' | 'room'>) {
  return {
    /** How the pages of a run differ from what is known, in numbers. */
    async compare(run: RunKey, now: Date): Promise<Compared> {
      const { rows } = await pool.query<Compared>(compareStaff, [run.workspaceId, run.id, now])
      const [compared] = rows
      if (compared === undefined) throw new Error('the run is gone')
      return compared
    },

    /**
     * Makes what the run read what Slack says, all or nothing. People who were not read count as deactivated when a
     * complete run missed them before; else they are marked as missing.
     */
    async apply(run: RunKey, input: { readonly now: Date }): Promise<Applied> {
      await room()
      const applied = await inTransaction(pool, async client => {
        if (!(await lockRun(client, run))) return nothing
        const values = [run.workspaceId, run.id, input.now]
        const { rows } = await client.query<Written>(applyPeople, values)
        const [written] = rows
        if (written === undefined) throw new Error('applying a run counted nothing')
        const { personIds, ...counts } = written
        const { left } = await mergeStaff(client, run.workspaceId, personIds, input.now)
        await closeRun(client, run, input.now)
        return { applied: true, ...counts, left: left.length }
      })
      // The embedded database has nobody else to give the room of the pages back.
      if (applied.applied && kind === 'embedded') await pool.query('VACUUM sync_page')
      return applied
    },
  }
}

type Written = Pick<Applied, 'added' | 'changed'> & { readonly personIds: string[] }

const nothing: Applied = { applied: false, added: 0, changed: 0, left: 0 }
