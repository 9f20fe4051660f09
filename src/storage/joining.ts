import { randomUUID } from 'node:crypto'
import { count, row } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import * as sql from './joining-sql.ts'
import { forgetList, judgeNow } from './leaving-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'

type By = { readonly by: string; readonly now: Date }

/** Two people who turn out to be one. */
export function joiningRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  return {
    person: (workspaceId: string, personId: string): Promise<sql.ToJoin | null> =>
      row(pool, sql.person, [workspaceId, personId]),

    /** With whom somebody was joined, the newest first. */
    async joins(workspaceId: string, personId: string) {
      const joins = await prisma.personJoin.findMany({
        where: { workspaceId, keptId: personId, state: 'joined' },
        select: { id: true, goneName: true, saidBy: true, saidAt: true },
        orderBy: [{ saidAt: 'desc' }, { id: 'asc' }],
      })
      return joins.map(({ goneName, ...joined }) => ({ ...joined, name: goneName }))
    },

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
        for (const each of sql.interrupt) await count(client, each, [workspaceId])
        const pair = [workspaceId, keptId, goneId]
        const id = randomUUID()
        if ((await count(client, sql.note, [...pair, id, by, now])) !== 1) return null
        for (const each of sql.move) await count(client, each, pair)
        await count(client, sql.askedTwice, [...pair, now])
        if (rehired) {
          await count(client, sql.rehire, [workspaceId, keptId, by, now])
          await count(client, forgetList, [workspaceId, keptId])
        }
        await mergeStaff(client, workspaceId, [keptId], now)
        await count(client, judgeNow, [workspaceId, keptId, now])
        await count(client, sql.logJoin, [workspaceId, id, rehired])
        return id
      }),

    /** Two people who look like one are two. */
    async keepApart(workspaceId: string, [one, other]: readonly [string, string], { by, now }: By) {
      await count(pool, sql.keepApart, [workspaceId, one, other, randomUUID(), by, now])
    },
  }
}
