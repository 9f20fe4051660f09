import type pg from 'pg'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { interrupt } from './joining-sql.ts'
import { jsonText } from './json-text.ts'
import { judgeNow } from './leaving-sql.ts'
import * as sql from './parting-sql.ts'
import { mergeStaff } from './staff-merge.ts'

/** A joining that stands. */
type Standing = {
  /** Who both are, and who comes back when it is taken back. */
  readonly keptId: string
  readonly goneId: string
  readonly keptName: string
  readonly goneName: string
  readonly saidAt: Date
}

type By = { readonly by: string; readonly now: Date }

/** What takes it back that two people are one. */
export function partingRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** Null: there is no such joining, or it was taken back, or who stayed was joined with somebody else since. */
    async standing(workspaceId: string, joinId: string): Promise<Standing | null> {
      return (await pool.query<Standing>(sql.standing, [workspaceId, joinId])).rows[0] ?? null
    },

    /**
     * Makes them two again, with a log entry: each has what their own records say today, and what was theirs when they
     * were joined; what was entered or decided since stays with who stayed. The accounts of both have to be judged from
     * now on. False: it does not stand any more, and nothing was written.
     */
    part: (workspaceId: string, joinId: string, { by, now }: By): Promise<boolean> =>
      inTransaction(pool, async client => {
        for (const text of interrupt) await client.query(text, [workspaceId])
        const of = [workspaceId, joinId]
        const [standing] = (await client.query<Standing>(sql.standing, of)).rows
        if (standing === undefined) return false
        const { keptId, goneId } = standing
        for (const text of sql.asTheyWere) await client.query(text, of)
        const since = await enteredSince(client, of)
        for (const text of sql.enteredOfEach) await client.query(text, of)
        if (since !== null) await client.query(sql.enterAnew, [...of, since])
        const { rows } = await client.query<{ id: string }>(sql.records, of)
        const theirs = [...of, rows.map(({ id }) => id)]
        await client.query(sql.ownRecords, theirs)
        await client.query(sql.forgottenRecords, [...theirs, since === null])
        await client.query(sql.recordsSince, of)
        await client.query(sql.ownDecisions, of)
        await client.query(sql.addressesOfThen, of)
        for (const text of sql.ownAddresses) await client.query(text, theirs)
        // One after the other: both may have had the same user of Slack.
        for (const id of [keptId, goneId]) await mergeStaff(client, workspaceId, [id], now)
        for (const text of sql.ownRest) await client.query(text, of)
        for (const id of [keptId, goneId]) await client.query(judgeNow, [workspaceId, id, now])
        await client.query(sql.part, [...of, by, now])
        return true
      }),
  }
}

async function enteredSince(client: pg.PoolClient, of: readonly string[]): Promise<string | null> {
  const { rows } = await client.query<{ entered: object }>(sql.enteredSince, [...of])
  return rows[0] === undefined ? null : jsonText(rows[0].entered)
}
