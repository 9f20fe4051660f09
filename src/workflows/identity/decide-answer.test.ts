import { expect, test } from 'vitest'
import { ground, question } from '../../../test/support/question-samples.ts'
import type { Ground, Question } from '../../domain/question.ts'
import { confirmAnswer } from './decide-answer.ts'

const now = new Date('2026-11-24T13:00:00Z')
const mine = question({ answer: 'mine', answeredAt: now })

/** Ada confirms what Carla said, but could not save it; what is known of the question afterwards is `then`. */
async function confirmed(then: { question?: Partial<Question>; ground?: Partial<Ground> }) {
  const states = [
    { question: mine, ground: ground(), reviewed: null },
    { question: { ...mine, ...then.question }, ground: ground(then.ground), reviewed: null },
  ]
  const done = await confirmAnswer(
    {
      clock: () => now,
      questions: { get: async () => states.shift() ?? null, settle: async () => true },
      people: { admins: async () => [] },
      identifyAccount: async () => ({ outcome: 'changed' }),
      audit: { append: async () => {} },
      home: { changed: () => {} },
      requestDelivery: async () => {},
    },
    { workspaceId: 'T1', questionId: 'q1', by: 'U0ADA' },
  )
  if (done.outcome !== 'over') return [done.outcome]
  return [done.outcome, done.question?.settledAs ?? null, done.question?.settledBy ?? null]
}

const byBen = (personId: string) => ({
  decision: { class: 'staff' as const, personId, by: 'U0BEN', at: now },
})

test('who confirms at the same moment as somebody else is told who did, and what', async () => {
  expect(await confirmed({ ground: byBen('carla') })).toEqual(['over', 'confirmed', 'U0BEN'])
  expect(await confirmed({ ground: byBen('gus') })).toEqual(['over', 'decided', 'U0BEN'])
  expect(await confirmed({ question: { settledAs: 'dismissed', settledBy: 'U0BEN' } })).toEqual([
    'over',
    'dismissed',
    'U0BEN',
  ])
  expect(await confirmed({ ground: { live: false } })).toEqual(['over', 'gone', null])
})

test('where the question is still open, the account changed', async () => {
  expect(await confirmed({})).toEqual(['changed'])
})
