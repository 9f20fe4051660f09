import { expect, test } from 'vitest'
import { person } from '../../../test/support/domain-samples.ts'
import { ground, question, review } from '../../../test/support/question-samples.ts'
import { accountToIdentify, storedSettings } from '../../../test/support/row-samples.ts'
import { hours, noon } from '../../../test/support/slack-samples.ts'
import type { Question } from '../../domain/question.ts'
import { answerQuestion } from './answer-question.ts'
import { askOwner } from './ask-owner.ts'
import { askReviews } from './ask-reviews.ts'
import { confirmAnswer, dismissAnswer } from './decide-answer.ts'
import { followQuestions } from './follow-questions.ts'

const key = { workspaceId: 'T1', miroOrgId: '307' }

/** One question and one account; what was written, in order. */
function world(
  asked: Question | null = question(),
  more: { ground?: object; reviewAt?: Date; taken?: boolean } = {},
) {
  const written: unknown[] = []
  const known = asked && {
    question: asked,
    ground: ground(more.ground),
    reviewed:
      more.reviewAt === undefined
        ? null
        : {
            class: 'service' as const,
            decidedAt: new Date(more.reviewAt.getTime() - 60 * 86_400_000),
            reviewAt: more.reviewAt,
            lastEndedAt: null,
          },
  }
  const write =
    (what: string) =>
    async (...given: readonly unknown[]) => {
      written.push([what, ...given.filter(one => one !== noon && one !== 'T1')])
      return more.taken !== true
    }
  const carla = {
    ...person({ id: 'carla', name: 'Carla Mendes', slackUserId: 'U0CARLA' }),
    carriesAddress: false,
  }
  return {
    written,
    needs: {
      clock: () => noon,
      decisions: {
        account: async () => accountToIdentify({ address: 'carla+miro@acme.com' }),
        person: async () => carla,
      },
      suggestions: {
        of: async () => [
          {
            because: 'plus_tag' as const,
            personId: 'carla',
            personName: null,
            personAddress: null,
            left: false,
          },
        ],
      },
      questions: {
        get: async () => known,
        ofAccount: async () => (asked === null ? [] : [asked]),
        open: async (_: string, __: Date, after: string | null) =>
          known === null || after !== null ? [] : [known],
        ask: write('ask'),
        answer: write('answer'),
        settle: write('settle'),
        remind: async (...given: readonly unknown[]) => void (await write('remind')(...given)),
      },
      people: {
        admins: async () => ['U0ADA', 'U0BEN'],
        isCurrent: async (_: string, id: string) => id !== 'U0GONE',
      },
      audit: {
        append: async ({ actor, action, details }: object & Record<string, unknown>) =>
          void written.push([action, actor, details]),
      },
      identifyAccount: async (input: object) => {
        written.push(['identify', input])
        return { outcome: 'saved', email: null, personName: null, learned: false, left: false } as const
      },
      home: { changed: () => void written.push(['changed']) },
      requestDelivery: async () => void written.push(['deliver']),
    },
  }
}

test('asks the likely owner, and nobody a second time', async () => {
  const input = { key, accountId: 'u2', personId: 'carla', by: 'U0ADA' }
  const fresh = world(null)
  expect(await askOwner(fresh.needs, input)).toEqual({ outcome: 'asked', personName: 'Carla Mendes' })
  expect(fresh.written).toEqual([
    [
      'ask',
      key,
      {
        accountId: 'u2',
        about: 'whose',
        personId: 'carla',
        slackUserId: 'U0CARLA',
        because: 'plus_tag',
        by: 'U0ADA',
      },
    ],
    ['deliver'],
  ])
  const again = world(question({ settledAs: 'answered', answer: 'not_mine' }))
  expect(await askOwner(again.needs, input)).toMatchObject({ outcome: 'asked_before' })
  const refused = world(null)
  expect(await askOwner(refused.needs, { ...input, by: 'U0CARLA' })).toEqual({
    outcome: 'refused',
    because: 'yourself',
    onlyAdmin: false,
  })
  expect([again.written, refused.written]).toEqual([
    [],
    [['refused', 'U0CARLA', { because: 'yourself', what: 'ask_owner', miroOrgId: '307' }]],
  ])
})

test('an answer is stored and told; only by whom was asked', async () => {
  const input = { workspaceId: 'T1', questionId: 'q1', answer: 'mine', by: 'U0CARLA' } as const
  const said = async (at: ReturnType<typeof world>, more: object = {}) => {
    const { outcome } = await answerQuestion(at.needs, { ...input, ...more })
    return [outcome, at.written]
  }
  const stored = (more: object) => [
    [
      'answer',
      'q1',
      { answer: 'mine', by: 'U0CARLA', settledAs: null, tell: 'U0ADA', reviewAt: null, ...more },
    ],
    ['changed'],
    ['deliver'],
  ]
  expect(await said(world())).toEqual(['answered', stored({})])
  expect(await said(world(question({ askedBy: 'U0GONE' })))).toEqual(['answered', stored({ tell: null })])
  expect(await said(world(), { answer: 'not_mine' })).toEqual([
    'answered',
    stored({ answer: 'not_mine', settledAs: 'answered' }),
  ])
  expect(await said(world(), { by: 'U0ADA' })).toEqual([
    'refused',
    [['refused', 'U0ADA', { because: 'not_asked', what: 'answer_question', answer: 'mine' }]],
  ])
  expect(await said(world(question({ answer: 'mine' })))).toEqual(['refused', []])
  expect(await said(world(question(), { ground: { live: false } }))).toEqual(['refused', []])
  expect(await said(world(null))).toEqual([
    'refused',
    [['refused', 'U0CARLA', { because: 'not_asked', what: 'answer_question', answer: 'mine' }]],
  ])
  // Somebody was quicker.
  expect((await said(world(question(), { taken: true })))[0]).toBe('refused')
})

test('a review tells whoever decided, and moves the day of what stays', async () => {
  const decided = { decision: { class: 'service', personId: 'carla', by: 'U0BEN', at: hours(-1_000) } }
  const asked = review({ class: 'service' })
  const at = { ground: { identified: true, ...decided }, reviewAt: noon }
  const input = { workspaceId: 'T1', questionId: 'q1', by: 'U0CARLA' }
  const gone = world(asked, at)
  await answerQuestion(gone.needs, { ...input, answer: 'no_longer' })
  const stays = world(asked, at)
  await answerQuestion(stays.needs, { ...input, answer: 'still' })
  expect([gone.written[0], stays.written[0]]).toMatchObject([
    ['answer', 'q1', { settledAs: null, tell: 'U0BEN', reviewAt: null }],
    ['answer', 'q1', { settledAs: 'answered', tell: null, reviewAt: hours(24 * 61) }],
  ])
})

test('an answer becomes a decision through the same door as every other; not by whom was asked', async () => {
  const input = { workspaceId: 'T1', questionId: 'q1', by: 'U0ADA' }
  const mine = world(question({ answer: 'mine' }))
  expect((await confirmAnswer(mine.needs, input)).outcome).toBe('saved')
  expect(mine.written).toEqual([
    [
      'identify',
      {
        key: { workspaceId: 'T1', miroOrgId: '3074457345618265000' },
        accountId: '3074457345618265001',
        seen: null,
        choice: { as: 'staff' },
        who: { personId: 'carla' },
        by: 'U0ADA',
      },
    ],
  ])
  const own = world(question({ answer: 'mine' }))
  expect(await confirmAnswer(own.needs, { ...input, by: 'U0CARLA' })).toEqual({
    outcome: 'own',
    onlyAdmin: false,
  })
  expect(await dismissAnswer(own.needs, { ...input, by: 'U0CARLA' })).toEqual({
    outcome: 'own',
    onlyAdmin: false,
  })
  expect(own.written.map(each => (each as unknown[])[0])).toEqual(['refused', 'refused'])
  expect((await confirmAnswer(world(question({ answer: 'shared' })).needs, input)).outcome).toBe('asks_more')
  expect((await confirmAnswer(world(question()).needs, input)).outcome).toBe('over')
  expect((await dismissAnswer(world(null).needs, input)).outcome).toBe('over')
  const dismissed = world(review({ askedAt: hours(-24 * 8) }), { reviewAt: noon })
  expect((await dismissAnswer(dismissed.needs, input)).outcome).toBe('dismissed')
  expect(dismissed.written[0]).toEqual([
    'settle',
    'q1',
    { as: 'dismissed', by: 'U0ADA', reviewAt: hours(24 * 61), tell: null },
  ])
})

test('follows what became of each question, and says nothing where nothing did', async () => {
  const steps = async (asked: Question, more: object = {}) => {
    const at = world(asked, { ground: more })
    await followQuestions(at.needs, 'T1')
    return at.written
  }
  expect(await steps(question())).toEqual([])
  expect(await steps(question({ askedAt: hours(-72) }))).toEqual([
    ['remind', 'q1', 'U0CARLA'],
    ['changed'],
    ['deliver'],
  ])
  expect(await steps(question(), { identified: true })).toEqual([
    ['settle', 'q1', { as: 'decided', by: null, reviewAt: null, tell: null }],
    ['changed'],
    ['deliver'],
  ])
  // Whoever asked waits for nothing any more; of a review the finding that opens tells it.
  const left = { as: 'left', by: null, reviewAt: null }
  expect((await steps(question(), { personLeft: true }))[0]).toEqual([
    ...['settle', 'q1', { ...left, tell: 'U0ADA' }],
  ])
  expect((await steps(question({ askedBy: 'U0GONE' }), { personLeft: true }))[0]).toEqual([
    ...['settle', 'q1', { ...left, tell: null }],
  ])
  const decision = { class: 'external' as const, personId: 'carla', by: 'U0ADA', at: hours(-900) }
  expect((await steps(review(), { personLeft: true, decision }))[0]).toEqual([
    ...['settle', 'q1', { ...left, tell: null }],
  ])
})

test('asks for the reviews that are due, five a day for one person', async () => {
  const at = world()
  const days = (many: number) => hours(24 * many)
  const due = (accountId: string, more: object = {}) => ({
    ...{ miroOrgId: '307', accountId, personId: 'carla', slackUserId: 'U0CARLA' },
    ...{ class: 'external' as const, decidedAt: days(-91), reviewAt: null, lastEndedAt: null },
    ...more,
  })
  const before: unknown[] = []
  const reviewable = async (_: string, __: Date, range: object) => {
    before.push(range)
    return [
      due('not yet', { class: 'service', decidedAt: days(-30), reviewAt: hours(16) }),
      due('6'),
      due('today', { class: 'service', decidedAt: days(-30), reviewAt: hours(15), personId: 'farah' }),
      ...['1', '2', '3', '4', '5'].map(id => due(id, { decidedAt: days(-120) })),
    ]
  }
  await askReviews(
    {
      ...at.needs,
      settings: { get: async () => storedSettings({ reviewDays: 90 }) },
      questions: { ...at.needs.questions, reviewable, askedSince: async () => new Map([['carla', 1]]) },
    },
    'T1',
  )
  expect(before).toEqual([{ external: days(-90), reviewAt: days(1) }])
  expect(
    at.written.map(each => (each as [string, object, { accountId: string }])[2]?.accountId ?? 'deliver'),
  ).toEqual(['1', '2', '3', '4', 'today', 'deliver'])
})
