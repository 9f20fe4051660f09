import { randomUUID } from 'node:crypto'
import type { CardPerson } from '../domain/account-card.ts'
import type { Said } from '../domain/staff-sources.ts'
import { dated, type Stored } from './dated.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import * as sql from './joining-sql.ts'
import { forgetList, judgeNow } from './leaving-sql.ts'
import { mergeStaff } from './staff-merge.ts'

/** A person with what would be joined with them. */
type ToJoin = CardPerson & {
  readonly slackUserIds: readonly string[]
  readonly addresses: readonly string[]
  /** Their own accounts that are not gone, by e-mail. */
  readonly accounts: readonly string[]
  /** How many accounts they sponsor or own. */
  readonly answersFor: number
  readonly openFindings: number
  readonly openQuestions: number
}

type Joined = {
  readonly id: string
  readonly name: string
  readonly saidBy: string
  readonly saidAt: Date
}

type By = { readonly by: string; readonly now: Date }

/** Two people who turn out to be one. */
export function joiningRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    async person(workspaceId: string, personId: string): Promise<ToJoin | null> {
      const { rows } = await pool.query<Omit<ToJoin, 'said'> & { readonly said: Stored<Said>[] }>(
        sql.person,
        [workspaceId, personId],
      )
      const [row] = rows
      return row === undefined ? null : { ...row, said: row.said.map(dated<Said>) }
    },

    /** With whom somebody was joined, the newest first. */
    joins: async (workspaceId: string, personId: string): Promise<Joined[]> =>
      (await pool.query<Joined>(sql.joins, [workspaceId, personId])).rows,

    /**
     * Makes two people one, with a log entry: sources, addresses, accounts, findings, questions and what they answer for
     * are those of who stays. The accounts have to be judged from now on. Null: one of the two is no person any more, and
     * nothing was written; else the id of the joining, by which it can be taken back.
     */
    join: (
      workspaceId: string,
      { keptId, goneId, rehired, by, now }: By & { keptId: string; goneId: string; rehired: boolean },
    ): Promise<string | null> =>
      inTransaction(pool, async client => {
        for (const text of sql.interrupt) await client.query(text, [workspaceId])
        const pair = [workspaceId, keptId, goneId]
        const id = randomUUID()
        if ((await client.query(sql.note, [...pair, id, by, now])).rowCount !== 1) return null
        for (const text of sql.move) await client.query(text, pair)
        await client.query(sql.askedTwice, [...pair, now])
        if (rehired) {
          await client.query(sql.rehire, [workspaceId, keptId, by, now])
          await client.query(forgetList, [workspaceId, keptId])
        }
        await mergeStaff(client, workspaceId, [keptId], now)
        await client.query(judgeNow, [workspaceId, keptId, now])
        await client.query(sql.logJoin, [workspaceId, id, rehired])
        return id
      }),

    /** Two people who look like one are two. */
    async keepApart(workspaceId: string, [one, other]: readonly [string, string], { by, now }: By) {
      await pool.query(sql.keepApart, [workspaceId, one, other, randomUUID(), by, now])
    },
  }
}
