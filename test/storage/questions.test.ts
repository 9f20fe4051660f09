import { expect, it } from 'vitest'
import type { Answer } from '../../src/domain/question.ts'
import { alertsRepository } from '../../src/storage/alerts-sql.ts'
import { decisionsRepository } from '../../src/storage/decisions-sql.ts'
import { disconnectingRepository } from '../../src/storage/disconnecting-sql.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { questionsRepository } from '../../src/storage/questions.ts'
import { suggestionsRepository } from '../../src/storage/suggestions-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { assess, personId, seedDecisions } from '../support/decision-seeds.ts'
import { at, here, rowsOf, there } from './seeds.ts'

const day = 24 * 60
const messages = (storage: Storage) =>
  rowsOf(
    storage,
    `SELECT split_part(id, '-', 6) AS what, kind, user_id AS to, wanted FROM alert WHERE kind IN ('question', 'answer') ORDER BY created_at, id`,
  )
const log = async (storage: Storage) =>
  (
    await rowsOf(
      storage,
      `SELECT concat_ws(' ', actor, action, subject, details->>'email', details->>'person', details->>'answer') AS said
       FROM deed ORDER BY id`,
    )
  ).map(row => (row as { said: string }).said)

await describeOnBothDatabases('questions', open => {
  async function seeded() {
    const storage = await open()
    await seedDecisions(storage)
    await assess(storage, [
      ['u1', 'staff', 'UA', 'matched_email'],
      ['u2', 'unidentified', null, 'no_match'],
      ['u3', 'unidentified', null, 'no_match'],
    ])
    const questions = questionsRepository(storage)
    const [ana, ben] = [await personId(storage, 'UA'), await personId(storage, 'UB')]
    const ask = (more: object = {}, minute = 5) =>
      questions.ask(
        here,
        {
          accountId: 'u2',
          about: 'whose' as const,
          personId: ben,
          slackUserId: 'UB',
          because: 'plus_tag' as const,
          by: 'UA',
          ...more,
        },
        at(minute),
      )
    const only = async () => {
      const [first] = await questions.open('T1', at(5), null, 9)
      if (first === undefined) throw new Error('nothing was asked')
      return first.question
    }
    const say = (answer: Answer, more: object = {}) => ({
      answer,
      by: 'UB',
      settledAs: null,
      tell: null,
      reviewAt: null,
      ...more,
    })
    /** Somebody decided at `minute` that Ben answers for an account. */
    const decide = async (
      accountId: string,
      kind: 'external' | 'service',
      minute: number,
      reviewAt: Date | null,
    ) => {
      const { decision } = (await decisionsRepository(storage).account(here, accountId, 'UA')) ?? {}
      const decided = { accountId, seen: decision?.decidedAt ?? null, class: kind, personId: ben }
      const stored = await decisionsRepository(storage).store(
        here,
        [{ ...decided, reason: 'runs the importer', reviewAt, learned: null }],
        { slackUserId: 'UA', now: at(minute), newcomer: null },
      )
      expect(stored).toBe(true)
    }
    return { storage, questions, ana, ben, ask, only, say, decide }
  }

  it('asks a person once about an account, whoever asks at the same time, with one message', async () => {
    const { storage, questions, ana, ask } = await seeded()
    const asked = await Promise.all(Array.from({ length: 6 }, () => ask()))
    expect(asked.filter(Boolean)).toHaveLength(1)
    expect(await ask({ personId: ana, slackUserId: 'UA' }, 6)).toBe(true)
    expect(await messages(storage)).toEqual([
      { what: 'asked', kind: 'question', to: 'UB', wanted: 1 },
      { what: 'asked', kind: 'question', to: 'UA', wanted: 1 },
    ])
    expect((await questions.ofAccount(here, 'u2', at(7), 9)).map(each => each.personName)).toEqual([
      'Ana',
      'Ben',
    ])
    expect(await questions.ofAccount(there, 'u2', at(7), 9)).toEqual([])
    expect(await questions.ofAccount(here, 'u3', at(7), 9)).toEqual([])
    expect(await log(storage)).toEqual([
      'UA owner_asked u2 u2@Acme.com Ben',
      'UA owner_asked u2 u2@Acme.com Ana',
    ])
  })

  it('keeps the first answer, says so in every message, and tells one person', async () => {
    const { storage, questions, ben, ask, only, say } = await seeded()
    await ask()
    const { id } = await only()
    await questions.remind('T1', id, 'UB', at(6))
    await questions.remind('T1', id, 'UB', at(7))
    const answered = await Promise.all(
      (['mine', 'shared', 'mine'] as const).map(answer =>
        questions.answer('T1', id, say(answer, { tell: 'UA' }), at(8)),
      ),
    )
    expect(answered.filter(Boolean)).toHaveLength(1)
    await questions.remind('T1', id, 'UB', at(9))
    expect(await messages(storage)).toEqual([
      { what: 'asked', kind: 'question', to: 'UB', wanted: 2 },
      { what: 'again', kind: 'question', to: 'UB', wanted: 2 },
      { what: 'answer', kind: 'answer', to: 'UA', wanted: 1 },
    ])
    const known = await questions.get('T1', id, at(9))
    expect(known).toMatchObject({
      question: { answeredAt: at(8), remindedAt: at(6), settledAs: null, personId: ben, because: 'plus_tag' },
      ground: { live: true, identified: false, personLeft: false, decision: null },
      reviewed: null,
    })
    expect(await alertsRepository(storage).facts('T1', `${id}-again`)).toEqual({
      kind: 'question',
      again: true,
      question: known?.question,
    })
    expect(await questions.get('T2', id, at(9))).toBe(null)
    expect((await questions.waiting('T1', at(9), at(0), 9)).map(each => each.id)).toEqual([id])
    expect(
      await questions.settle('T1', id, { as: 'dismissed', by: 'UA', reviewAt: null, tell: null }, at(10)),
    ).toBe(true)
    expect(
      await questions.settle('T1', id, { as: 'gone', by: null, reviewAt: null, tell: null }, at(11)),
    ).toBe(false)
    expect(await questions.open('T1', at(12), null, 9)).toEqual([])
    expect(await questions.waiting('T1', at(9), at(0), 9)).toEqual([])
    expect((await messages(storage)).map(row => (row as { wanted: number }).wanted)).toEqual([3, 3, 2])
    expect((await log(storage)).map(entry => entry.split(' ').slice(0, 2).join(' '))).toEqual([
      'UA owner_asked',
      'UB owner_answered',
      'UA answer_dismissed',
    ])
  })

  it('takes whoever says "not mine" off the suggestions, and the others move up', async () => {
    const { storage, questions, ana, ben, ask, only, say } = await seeded()
    const suggestions = suggestionsRepository(storage)
    await suggestions.replace(here, [
      { accountId: 'u2', place: 0, because: 'role_mailbox', personId: null },
      { accountId: 'u2', place: 1, because: 'plus_tag', personId: ben },
      { accountId: 'u2', place: 2, because: 'similar_name', personId: ana },
      { accountId: 'u3', place: 0, because: 'plus_tag', personId: ben },
    ])
    await ask()
    expect(await suggestions.denied(here)).toEqual([])
    await questions.answer('T1', (await only()).id, say('not_mine', { settledAs: 'answered' }), at(6))
    expect(await suggestions.denied(here)).toEqual([{ accountId: 'u2', personId: ben }])
    expect(await suggestions.denied(there)).toEqual([])
    expect(await rowsOf(storage, 'SELECT account_id, place, because FROM suggestion ORDER BY 1, 2')).toEqual([
      { account_id: 'u2', place: 0, because: 'role_mailbox' },
      { account_id: 'u2', place: 1, because: 'similar_name' },
      { account_id: 'u3', place: 0, because: 'plus_tag' },
    ])
    expect((await questions.ofAccount(here, 'u2', at(7), 9))[0]).toMatchObject({
      answer: 'not_mine',
      settledAs: 'answered',
      settledAt: at(6),
    })
  })

  it('knows what became of the account and of the person', async () => {
    const { storage, questions, ask, only, decide } = await seeded()
    await ask()
    const { id } = await only()
    const ground = async () => (await questions.get('T1', id, at(60)))?.ground
    await storage.pool.query(`UPDATE person SET end_at = $1 WHERE slack_user_id = 'UB'`, [at(60)])
    await storage.pool.query(`UPDATE assessment SET class = 'staff' WHERE account_id = 'u2'`)
    expect(await ground()).toMatchObject({ live: true, identified: true, personLeft: true })
    await storage.pool.query('UPDATE person SET end_at = NULL')
    await decide('u2', 'service', 20, at(9_000))
    expect((await ground())?.decision).toMatchObject({ class: 'service', by: 'UA', at: at(20) })
    await storage.pool.query(`UPDATE account SET active = false WHERE id = 'u2'`)
    expect(await ground()).toMatchObject({ live: false, personLeft: false })
    await storage.pool.query(`UPDATE account SET active = NULL WHERE id = 'u2'`)
    expect((await ground())?.live).toBe(true)
    await storage.pool.query(`UPDATE account SET removed_at = now() WHERE id = 'u2'`)
    expect((await ground())?.live).toBe(false)
  })

  it('finds what is to be reviewed once a round, whoever looks at the same time', async () => {
    const { storage, questions, ben, ask, only, say, decide } = await seeded()
    await decide('u2', 'external', 10, null)
    await decide('u3', 'service', 10, at(40 * day))
    const due = async (minute: number) =>
      (
        await questions.reviewable(
          'T1',
          at(minute),
          { external: at(minute - 90 * day), reviewAt: at(minute + day) },
          9,
        )
      )
        .map(each => each.accountId)
        .sort()
    expect([await due(9), await due(39 * day), await due(90 * day + 9), await due(90 * day + 10)]).toEqual([
      [],
      ['u3'],
      ['u3'],
      ['u2', 'u3'],
    ])
    const review = { about: 'review' as const, because: null, by: null }
    const minute = 90 * day + 10
    const asked = await Promise.all(Array.from({ length: 4 }, () => ask(review, minute)))
    expect(asked.filter(Boolean)).toHaveLength(1)
    expect(await due(minute)).toEqual(['u3'])
    expect(await questions.askedSince('T1', at(minute - 1))).toEqual(new Map([[ben, 1]]))
    expect(await questions.askedSince('T1', at(minute))).toEqual(new Map())
    // Nobody answers.
    expect(await questions.waiting('T1', at(minute), at(minute - 1), 9)).toEqual([])
    expect(await questions.waiting('T1', at(minute), at(minute), 9)).toHaveLength(1)
    const { id } = await only()
    await questions.answer('T1', id, say('still', { settledAs: 'answered' }), at(minute + 1))
    // The next round begins when this one ended.
    expect(await due(minute + 90 * day)).toEqual(['u3'])
    expect(await due(minute + 1 + 90 * day)).toEqual(['u2', 'u3'])
    expect(await ask(review, minute + 1 + 90 * day)).toBe(true)
    expect(await rowsOf(storage, 'SELECT round FROM question ORDER BY round')).toEqual([
      { round: 1 },
      { round: 2 },
    ])
    expect((await log(storage)).slice(2)).toEqual([
      'bot review_asked u2 u2@Acme.com Ben',
      'UB review_answered u2 u2@Acme.com Ben still',
      'bot review_asked u2 u2@Acme.com Ben',
    ])
  })

  it('moves the review day of what stays, and of nothing decided since', async () => {
    const { storage, questions, ask, only, say, decide } = await seeded()
    await decide('u3', 'service', 10, at(40 * day))
    const review = { about: 'review' as const, because: null, by: null, accountId: 'u3' }
    await ask(review, 40 * day)
    const reviewAt = async () =>
      (await rowsOf(storage, `SELECT review_at FROM classification WHERE account_id = 'u3'`)) as {
        review_at: Date
      }[]
    const { id } = await only()
    await questions.answer(
      'T1',
      id,
      say('still', { settledAs: 'answered', reviewAt: at(80 * day) }),
      at(40 * day),
    )
    expect(await reviewAt()).toEqual([{ review_at: at(80 * day) }])
    await ask(review, 80 * day)
    await decide('u3', 'service', 81 * day, at(300 * day))
    await questions.settle(
      'T1',
      (await only()).id,
      { as: 'dismissed', by: 'UA', reviewAt: at(90 * day), tell: null },
      at(82 * day),
    )
    expect(await reviewAt()).toEqual([{ review_at: at(300 * day) }])
  })

  it('tells whoever asked that no answer comes', async () => {
    const { storage, questions, ask, only } = await seeded()
    await ask()
    const { id } = await only()
    const left = { as: 'left', by: null, reviewAt: null, tell: 'UA' } as const
    expect(await questions.settle('T1', id, left, at(9))).toBe(true)
    expect(await rowsOf(storage, `SELECT id, user_id, facts FROM alert WHERE kind = 'answer'`)).toEqual([
      { id: `${id}-answer`, user_id: 'UA', facts: { kind: 'answer', questionId: id } },
    ])
    expect(await alertsRepository(storage).facts('T1', `${id}-answer`)).toMatchObject({
      kind: 'answer',
      question: { settledAs: 'left', answer: null },
    })
  })

  it('leaves out who has left, what is gone, and what is asked for already', async () => {
    const { storage, questions, decide } = await seeded()
    await decide('u2', 'external', 10, null)
    const due = async () =>
      (await questions.reviewable('T1', at(91 * day), { external: at(day), reviewAt: at(0) }, 9)).length
    const without = async (change: string, back: string) => {
      await storage.pool.query(change)
      const left = await due()
      await storage.pool.query(back)
      return left
    }
    expect([
      await due(),
      await without(`UPDATE person SET deactivated = true`, `UPDATE person SET deactivated = false`),
      await without(`UPDATE person SET kind = 'guest'`, `UPDATE person SET kind = 'member'`),
      await without(`UPDATE account SET active = false`, `UPDATE account SET active = true`),
      await without(`UPDATE account SET removed_at = now()`, `UPDATE account SET removed_at = NULL`),
      await without(
        `UPDATE connection SET state = 'disconnected'`,
        `UPDATE connection SET state = 'connected'`,
      ),
      await due(),
    ]).toEqual([1, 0, 0, 0, 0, 0, 1])
  })

  it('ends what is open when the organization is disconnected', async () => {
    const { storage, questions, ask, only } = await seeded()
    await ask()
    const { id } = await only()
    await disconnectingRepository(storage).disconnect(here, 'UA', at(9))
    expect((await questions.get('T1', id, at(9)))?.question).toMatchObject({
      settledAs: 'disconnected',
      settledAt: at(9),
    })
    expect(await messages(storage)).toEqual([{ what: 'asked', kind: 'question', to: 'UB', wanted: 2 }])
  })
})
