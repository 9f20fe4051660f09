import { describe, expect, test } from 'vitest'
import { person } from '../../test/support/domain-samples.ts'
import { ground, question, review } from '../../test/support/question-samples.ts'
import { hours, noon } from '../../test/support/slack-samples.ts'
import {
  type Ground,
  needsNobody,
  nextStep,
  type Question,
  refusedAnswer,
  refusedAsk,
  waitingFor,
} from './question.ts'

const days = (many: number) => hours(24 * many)
const almost = (moment: Date) => new Date(moment.getTime() + 1)
const decision = (more: Partial<NonNullable<Ground['decision']>> = {}): Partial<Ground> => ({
  decision: { class: 'staff', personId: 'carla', by: 'U0BEN', at: hours(-1), ...more },
})
const said = (question: Question, some: Partial<Ground> = {}): string | null => {
  const step = nextStep(question, ground(some), noon)
  return step?.step === 'settle' ? [step.as, step.by].join(' ').trim() : (step?.step ?? null)
}

describe('what is to be done about a question', () => {
  const external = decision({ class: 'external', at: days(-120) })
  const cases: [string, Question, Partial<Ground>, string | null][] = [
    ['asked yesterday', question(), {}, null],
    ['almost three days without an answer', question({ askedAt: almost(days(-3)) }), {}, null],
    ['three days without an answer', question({ askedAt: days(-3) }), {}, 'remind'],
    ['reminded already', question({ askedAt: days(-9), remindedAt: days(-6) }), {}, null],
    ['answered, however long ago', question({ askedAt: days(-9), answer: 'mine' }), {}, null],
    ['a clock that went back', question({ askedAt: days(9) }), {}, null],
    ['over', question({ askedAt: days(-9), settledAs: 'dismissed' }), { live: false }, null],
    ['the account is gone', question(), { live: false }, 'gone'],
    ['gone after the answer', question({ answer: 'mine' }), { live: false }, 'gone'],
    ['the address told it meanwhile', question(), { identified: true }, 'decided'],
    ['said to be nobody’s', question(), decision({ class: 'unidentified' }), null],
    ['decided without an answer', question(), decision(), 'decided U0BEN'],
    ['decided as answered', question({ answer: 'mine' }), decision(), 'confirmed U0BEN'],
    ['given to somebody else', question({ answer: 'mine' }), decision({ personId: 'ben' }), 'decided U0BEN'],
    ['shared, as answered', question({ answer: 'shared' }), decision({ class: 'shared' }), 'confirmed U0BEN'],
    ['shared, answered mine', question({ answer: 'mine' }), decision({ class: 'shared' }), 'decided U0BEN'],
    ['the asked person left', question(), { personLeft: true }, 'left'],
    // Whose it was is known, and so that the access has to go.
    ['left after answering', question({ answer: 'mine' }), { personLeft: true }, null],
    ['a review, nothing changed', review(), { identified: true, ...external }, null],
    ['a review after three days', review({ askedAt: days(-3) }), { identified: true, ...external }, 'remind'],
    ['a review, decided anew', review(), decision({ class: 'external' }), 'decided U0BEN'],
    ['a review, the decision forgotten', review({ answer: 'no_longer' }), {}, 'decided'],
    ['a review, the sponsor left', review(), { ...external, personLeft: true }, 'left'],
    [
      'a review, the guest was removed',
      review({ answer: 'no_longer' }),
      { ...external, live: false },
      'gone',
    ],
  ]
  test.each(cases)('%s', (_case, asked, some, expected) => {
    expect(said(asked, some)).toBe(expected)
  })
})

test.each([
  ['nothing yet', question({ askedAt: days(-30) }), null],
  ['mine', question({ answer: 'mine' }), 'proposal'],
  ['over', question({ answer: 'mine', settledAs: 'confirmed' }), null],
  ['almost seven days of silence', review({ askedAt: almost(days(-7)) }), null],
  ['seven days of silence', review({ askedAt: days(-7) }), 'silence'],
  ['no longer', review({ answer: 'no_longer' }), 'proposal'],
] as const)('what waits for an administrator: %s', (_case, asked, expected) => {
  expect(waitingFor(asked, noon)).toBe(expected)
})

describe('who may answer', () => {
  const given = (by = 'U0CARLA', answer: Parameters<typeof refusedAnswer>[2]['answer'] = 'mine') => ({
    by,
    answer,
    now: noon,
  })
  test.each([
    ['who was asked', question(), ground(), given(), null],
    ['somebody else', question(), ground(), given('U0ADA'), 'not_asked'],
    ['nobody knows the question', null, null, given(), 'not_asked'],
    ['an answer to another question', question(), ground(), given('U0CARLA', 'still'), 'not_asked'],
    ['a second time', question({ answer: 'not_mine', settledAs: 'answered' }), ground(), given(), 'answered'],
    ['identified meanwhile', question(), ground({ identified: true }), given(), 'settled'],
    ['over', question({ settledAs: 'gone' }), ground(), given(), 'settled'],
    [
      'late, after a reminder',
      question({ askedAt: days(-60), remindedAt: days(-57) }),
      ground(),
      given(),
      null,
    ],
  ] as const)('%s', (_case, asked, known, by, expected) => {
    expect(refusedAnswer(asked, known, by)).toBe(expected)
  })
  test('what leaves nothing to decide', () => {
    const all = ['mine', 'not_mine', 'shared', 'still', 'no_longer'] as const
    expect(all.filter(needsNobody)).toEqual(['not_mine', 'still'])
  })
})

describe('who may be asked', () => {
  const account = { removedAt: null, active: true, own: false, class: 'unidentified' as const }
  const carla = person({ slackUserId: 'U0CARLA' })
  const of = (more: Partial<Parameters<typeof refusedAsk>[0]>) =>
    refusedAsk({ now: noon, by: 'U0ADA', account, person: carla, suggested: true, ...more })
  test.each([
    ['a likely colleague', {}, null],
    ['no account', { account: null }, 'no_account'],
    ['gone', { account: { ...account, removedAt: noon } }, 'gone'],
    ['deactivated', { account: { ...account, active: false } }, 'gone'],
    ['identified', { account: { ...account, class: 'shared' as const } }, 'identified'],
    ['never looked at', { account: { ...account, class: null } }, null],
    ['their own', { account: { ...account, own: true } }, 'own_account'],
    ['nobody such', { person: null }, 'unknown_person'],
    ['themselves', { by: 'U0CARLA' }, 'yourself'],
    ['a guest', { person: person({ kind: 'guest', slackUserId: 'U0KIM' }) }, 'out_of_reach'],
    ['without Slack', { person: person({ slackUserId: null }) }, 'out_of_reach'],
    ['who left', { person: person({ slackUserId: 'U0DANA', endAt: noon }) }, 'out_of_reach'],
    ['leaving tomorrow', { person: person({ slackUserId: 'U0DANA', endAt: days(1) }) }, null],
    ['at random', { suggested: false }, 'not_likely'],
  ] as const)('%s', (_case, more, expected) => {
    expect(of(more)).toBe(expected)
  })
})
