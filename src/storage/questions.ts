import { randomUUID } from 'node:crypto'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { About, Answer, Question, SettledAs } from '../domain/question.ts'
import type { Because } from '../domain/suggest.ts'
import { count, inTransaction, isOne, row, rows, type Statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import * as sql from './questions-sql.ts'
import { type KnownQuestion, knownQuestion } from './questions-sql.ts'
import { forgetSuggestion, moveUpSuggestions } from './suggestions-sql.ts'
import { tenant } from './tenant-sql.ts'

type ToAsk = {
  readonly accountId: string
  readonly about: About
  readonly personId: string
  readonly slackUserId: string
  readonly because: Because | null
  /** Slack id; null: the bot. */
  readonly by: string | null
}

/**
 * What people were asked about accounts. Each change writes the question, the messages about it and the log together,
 * so that a crash neither loses a message nor makes two.
 */
export function questionsRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  const read = async (found: Statement<sql.QuestionRow>, values: readonly unknown[]) =>
    (await rows(pool, found, values)).map(knownQuestion)
  return {
    async get(workspaceId: string, id: string, now: Date): Promise<KnownQuestion | null> {
      return (await read(sql.one, [workspaceId, now, id]))[0] ?? null
    },

    /** The newest first. */
    async ofAccount(key: ConnectionKey, accountId: string, now: Date, limit: number): Promise<Question[]> {
      const values = [key.workspaceId, now, key.miroOrgId, accountId, limit]
      return (await read(sql.ofAccount, values)).map(({ question }) => question)
    },

    /** What is not over, a page at a time in order of the id. */
    open: (workspaceId: string, now: Date, afterId: string | null, limit: number): Promise<KnownQuestion[]> =>
      read(sql.open, [workspaceId, now, afterId, limit]),

    /** What waits for an administrator; what has waited longest first. */
    async waiting(workspaceId: string, now: Date, silentSince: Date, limit: number): Promise<Question[]> {
      const found = await read(sql.waiting, [workspaceId, now, silentSince, limit])
      return found.map(({ question }) => question)
    },

    /** Asks, by a direct message that goes out soon. False: they were asked before, and nothing was written. */
    async ask(key: ConnectionKey, asked: ToAsk, now: Date): Promise<boolean> {
      const { accountId, about, personId, because, by, slackUserId } = asked
      const values = [...tenant(key), now, randomUUID(), accountId, about, personId]
      return isOne(pool, sql.ask, [...values, because, by, slackUserId])
    },

    /** Asks once more. Nothing happens when that was done, or when it is answered. */
    async remind(workspaceId: string, id: string, slackUserId: string, now: Date): Promise<void> {
      await count(pool, sql.remind, [workspaceId, id, now, slackUserId])
    },

    /**
     * Stores an answer. `settledAs`: nothing is left to decide. `tell`: Slack id of who gets to know. False: it was
     * answered or settled meanwhile, and nothing was written.
     */
    answer: (
      workspaceId: string,
      id: string,
      given: {
        readonly answer: Answer
        readonly by: string
        readonly settledAs: SettledAs | null
        readonly tell: string | null
        readonly reviewAt: Date | null
      },
      now: Date,
    ): Promise<boolean> =>
      inTransaction(pool, async client => {
        const { answer, by, settledAs, tell, reviewAt } = given
        const values = [workspaceId, id, now, answer, by, settledAs, tell, reviewAt]
        const about = await row(client, sql.answer, values)
        if (about === null) return false
        if (answer === 'not_mine') {
          const account = [workspaceId, about.miroOrgId, about.accountId]
          await count(client, forgetSuggestion, [...account, about.personId])
          await count(client, moveUpSuggestions, account)
        }
        return true
      }),

    /** Ends a question. False: it was over already. `reviewAt`: when the account is looked at again, if that moves. `tell`: Slack id of who gets to know. */
    async settle(
      workspaceId: string,
      id: string,
      settled: {
        readonly as: SettledAs
        readonly by: string | null
        readonly reviewAt: Date | null
        readonly tell: string | null
      },
      now: Date,
    ): Promise<boolean> {
      const values = [workspaceId, id, now, settled.as, settled.by, settled.reviewAt, settled.tell]
      return isOne(pool, sql.settle, values)
    },

    /** Accounts with somebody to ask about them who was not asked yet, the longest due first. */
    reviewable: (
      workspaceId: string,
      now: Date,
      before: { readonly external: Date; readonly reviewAt: Date },
      limit: number,
    ) => rows(pool, sql.reviewable, [workspaceId, now, before.external, before.reviewAt, limit]),

    /** How many reviews each person was asked for since. */
    async askedSince(workspaceId: string, since: Date): Promise<Map<string, number>> {
      const asked = await prisma.question.groupBy({
        by: ['personId'],
        where: { workspaceId, about: 'review', askedAt: { gt: since } },
        _count: true,
      })
      return new Map(asked.map(({ personId, _count }) => [personId, _count]))
    },
  }
}
