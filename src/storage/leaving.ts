import type { CardPerson } from '../domain/account-card.ts'
import type { Said } from '../domain/staff-sources.ts'
import { countStaff } from './counts-sql.ts'
import { dated, type Stored } from './dated.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'
import * as sql from './leaving-sql.ts'
import { mergeStaff } from './staff-merge.ts'

/** A person with what was entered about them. */
type Known = CardPerson & {
  /** Null: neither the person's nor the workspace's is known. */
  readonly timeZone: string | null
}

type Entered = {
  readonly personId: string
  /** When that was entered which the person saw who enters this. */
  readonly seen: Date | null
  readonly type: 'employee' | 'contractor'
  readonly lastDay: string | null
  readonly endAt: Date | null
  readonly onLeave: boolean
  readonly startAt: Date | null
  /** A staff list that no longer names them is not believed. */
  readonly forgetList: boolean
  readonly by: string
  readonly now: Date
}

type Row = Omit<Known, 'said'> & { readonly said: Stored<Said>[] }

type Due = { readonly id: string; readonly judgeAt: Date }

type Disputed = {
  readonly id: string
  readonly name: string
  readonly conflict: 'slack_gone' | 'list_gone'
  readonly since: Date | null
}

type Noticed = {
  readonly id: string
  readonly name: string
  readonly lastDay: string | null
  readonly endAt: Date
}

type Early = {
  readonly id: string
  readonly name: string
  readonly startAt: Date
  readonly miroOrgId: string
  readonly accountId: string
  readonly accounts: number
}

/** `enteredAt`: when somebody entered the last day; null: a list says it. */
type Contract = Noticed & { readonly enteredAt: Date | null }

/** What people enter about who leaves, and whose accounts wait to be judged for it. */
export function leavingRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    async person(workspaceId: string, personId: string): Promise<Known | null> {
      const { rows } = await pool.query<Row>(sql.person, [workspaceId, personId])
      const [row] = rows
      return row === undefined ? null : { ...row, said: row.said.map(dated<Said>) }
    },

    /**
     * Stores what was entered; the accounts have to be judged from now on. False: somebody entered something since, or
     * the person is gone. Nothing was written.
     */
    store: (workspaceId: string, entered: Entered): Promise<boolean> =>
      inTransaction(pool, async client => {
        const { personId, seen, type, lastDay, endAt, onLeave, startAt, forgetList, by, now } = entered
        await client.query(lockWorkspace, [workspaceId])
        const values = [workspaceId, personId, seen, type, lastDay, endAt, onLeave, startAt, by, now]
        if ((await client.query(sql.store, values)).rowCount !== 1) return false
        if (forgetList) await client.query(sql.forgetList, [workspaceId, personId])
        await mergeStaff(client, workspaceId, [personId], now)
        await client.query(sql.judgeNow, [workspaceId, personId, now])
        return true
      }),

    /** Workspaces with somebody whose accounts wait to be judged. */
    workspacesDue: async (now: Date): Promise<string[]> =>
      (await pool.query<{ id: string }>(sql.workspacesDue, [now])).rows.map(({ id }) => id),

    due: async (workspaceId: string, now: Date, limit: number): Promise<Due[]> =>
      (await pool.query<Due>(sql.due, [workspaceId, now, limit])).rows,

    /** They were judged; next when the last day ends. Whoever was entered anew meanwhile still waits. */
    async judged(workspaceId: string, people: readonly Due[], now: Date): Promise<void> {
      await inTransaction(pool, async client => {
        await client.query(lockWorkspace, [workspaceId])
        await client.query(sql.judged, [workspaceId, jsonText(people), now])
        await client.query(countStaff, [workspaceId, now])
      })
    },

    /** Contracts that end by `until`, the soonest first. */
    contracts: async (workspaceId: string, now: Date, until: Date, limit: number): Promise<Contract[]> =>
      (await pool.query<Contract>(sql.contracts, [workspaceId, now, until, limit])).rows,

    /** Of whom the staff list and Slack say different things, as far as nothing else says that they left. */
    disputed: async (workspaceId: string, now: Date, limit: number): Promise<Disputed[]> =>
      (await pool.query<Disputed>(sql.disputed, [workspaceId, now, limit])).rows,

    /** Whose first day is still to come, while they have access; the soonest first. */
    early: async (workspaceId: string, now: Date, limit: number): Promise<Early[]> =>
      (await pool.query<Early>(sql.early, [workspaceId, now, limit])).rows,

    /** Whose last day is over, while Slack says that they are active; the newest first. */
    stillActive: async (workspaceId: string, now: Date, limit: number): Promise<Noticed[]> =>
      (await pool.query<Noticed>(sql.stillActive, [workspaceId, now, limit])).rows,
  }
}

// First, as by scans: whoever writes people waits here, and never with people locked.
const lockWorkspace = 'SELECT 1 FROM workspace WHERE id = $1 FOR NO KEY UPDATE'
