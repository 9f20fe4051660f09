import { expect, test } from 'vitest'
import { question, review } from '../../../../test/support/question-samples.ts'
import { hours, noon } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { Question } from '../../../domain/question.ts'
import { askedBlocks } from '../../accounts/card/asked-view.ts'
import { questionTasks } from '../../checks/pending-tasks.ts'
import { askButton } from '../../doors/account.ts'
import { present } from '../../frame/blocks.ts'
import { answerMessage, questionMessage } from './message-view.ts'
import { answerRefusedReply, askedBeforeView, overView } from './view.ts'

/** Times are for Slack to write. */
const undated = (text: string) => text.replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
const last = (asked: Question) =>
  undated(readable(questionMessage({ kind: 'question', again: false, question: asked })))
    .split('\n')
    .at(-1)

test('what whoever was asked reads afterwards', () => {
  const by = { settledBy: 'U0ADA', settledAt: noon }
  expect([
    last(question({ answer: 'mine' })),
    last(question({ answer: 'mine', settledAs: 'confirmed', ...by })),
    last(question({ answer: 'shared', settledAs: 'dismissed', ...by })),
    last(question({ answer: 'not_mine', settledAs: 'answered' })),
    last(question({ settledAs: 'decided', ...by })),
    last(question({ answer: 'mine', settledAs: 'gone' })),
    last(question({ answer: 'mine', settledAs: 'disconnected', settledBy: 'U0BEN' })),
    last(question({ settledAs: 'left' })),
    last(review({ answer: 'still', settledAs: 'answered' })),
    last(review({ answer: 'no_longer' })),
    last(review({ class: 'service', answer: 'no_longer', settledAs: 'decided', ...by })),
    last(review({ settledAs: 'dismissed', ...by })),
  ]).toMatchInlineSnapshot(`
    [
      "You said: mine. An administrator confirms it.",
      "You said: mine. <@U0ADA> confirmed it.",
      "You said: a shared mailbox. <@U0ADA> left it as it is.",
      "You said: not mine. Nobody asks you about this account again.",
      "Somebody has identified this account. There is nothing left to do.",
      "You said: mine. This account gives no access any more. There is nothing left to do.",
      "You said: mine. Acme is disconnected, so nothing is checked there. There is nothing left to do.",
      "There is nothing left to do.",
      "You said: still works with us. You are asked again when the next review is due.",
      "You said: no longer works with us. An administrator decides what follows.",
      "You said: no longer needed. Somebody decided about it meanwhile. There is nothing left to do.",
      "<@U0ADA> left it as it is.",
    ]
  `)
})

test('what is asked, by what the account is', () => {
  const titled = (asked: Question, again: boolean) =>
    questionMessage({ kind: 'question', again, question: asked }).text
  expect([
    titled(question(), true),
    titled(review(), false),
    titled(review({ class: 'shared' }), true),
    titled(review({ class: 'service' }), false),
    titled(review({ answer: 'still', settledAs: 'answered' }), true),
  ]).toMatchInlineSnapshot(`
    [
      "Reminder: is this Miro account yours?",
      "Does this person still work with us?",
      "Reminder: is this shared mailbox still used in Miro?",
      "Is this Miro service account still needed?",
      "Does this person still work with us?",
    ]
  `)
})

test('what an administrator reads', () => {
  const read = (asked: Question) => undated(readable(answerMessage({ kind: 'answer', question: asked })))
  expect(
    [
      read(question({ answer: 'not_mine', settledAs: 'answered' })),
      read(review({ class: 'shared', answer: 'no_longer', settledAs: 'decided', settledBy: 'U0BEN' })),
      read(question({ settledAs: 'left' })),
    ].join('\n---\n'),
  ).toMatchInlineSnapshot(`
    "notification: *Carla Mendes* says that \`carla+miro@acme.com\` is not theirs.
    *Answer:* *Carla Mendes* says that \`carla+miro@acme.com\` is not theirs.
    \`carla+miro@acme.com\` · Member · last active 20 Nov 2026 at 08:00 UTC · *Acme*
    (They are no longer suggested for it.)
    [Open → accounts.card {"o":"3074457345618265000","a":"3074457345618265001"}]
    ---
    notification: *Carla Mendes*, the owner, says that \`client@northwind.example\` is no longer needed.
    *Answer:* *Carla Mendes*, the owner, says that \`client@northwind.example\` is no longer needed.
    \`client@northwind.example\` · Team guest · never signed in · *Acme*
    Said: no longer needed.
    Decided again by <@U0BEN>.
    ---
    notification: *Carla Mendes* has not said whether \`carla+miro@acme.com\` is theirs.
    *No answer:* *Carla Mendes* has not said whether \`carla+miro@acme.com\` is theirs.
    \`carla+miro@acme.com\` · Member · last active 20 Nov 2026 at 08:00 UTC · *Acme*
    They are no longer on the staff, so there will be no answer. If it was their account, say so with Identify: then it is reported as the access of somebody who left.
    [Identify → identify.open {"o":"3074457345618265000","a":"3074457345618265001"}] [Open → accounts.card {"o":"3074457345618265000","a":"3074457345618265001"}]"
  `)
  expect(
    questionTasks([
      question({ answer: 'shared' }),
      review(),
      review({ class: 'service', answer: 'no_longer' }),
    ]).map(({ text, buttons }) => [text.markup, ...buttons.map(each => each.text.text)].join(' | ')),
  ).toMatchInlineSnapshot(`
    [
      "*Carla Mendes* says that \`carla+miro@acme.com\` is a shared mailbox. | Confirm | Dismiss",
      "*Carla Mendes*, the sponsor, has not said for 7 days whether \`client@northwind.example\` still works with us. Remove the access in Miro, say who answers for it now, or keep it as it is. | Identify | Open | Keep as it is",
      "*Carla Mendes*, the owner, says that \`client@northwind.example\` is no longer needed. Remove the access in Miro, say who answers for it now, or keep it as it is. | Identify | Open | Keep as it is",
    ]
  `)
  expect(
    questionTasks(Array.from({ length: 5 }, () => question({ answer: 'mine' }))).at(-1)?.text.markup,
  ).toBe('And more answers like this, once these are done.')
})

test('on the card: who is likely, and what was said', () => {
  const hint = { because: 'similar_name', personAddress: null, left: false } as const
  const hints = [
    { ...hint, personId: 'carla', personName: 'Carla Mendes' },
    { ...hint, personId: 'jon', personName: 'Jon Berg' },
    { ...hint, personId: 'dana', personName: 'Dana Lee', left: true },
    { ...hint, personId: 'kim', personName: 'Kim Park', because: 'guest' as const },
  ]
  const questions = [
    question({ answer: 'mine', answeredAt: hours(-2) }),
    review({ askedAt: hours(-900), answer: 'still', settledAs: 'answered' }),
  ]
  const blocks = askedBlocks({ miroOrgId: '307', id: '1', decidedAt: null }, { questions, hints }, noon)
  expect(undated(readable({ text: '', blocks: present(blocks) }))).toMatchInlineSnapshot(`
    "notification: 
    *Likely*
    *Jon Berg*: a name close to theirs.
    [Ask → question.ask {"o":"307","a":"1","v":null,"p":"jon"}]
    *Dana Lee*: a name close to theirs. They left, so the access has to go.
    *Perhaps an external person:* *Kim Park*, a guest in Slack with the same e-mail address.
    Asked *Carla Mendes* 23 Nov 2026 at 12:00 UTC by <@U0ADA> whether it is theirs.
    Said: mine, 24 Nov 2026 at 10:00 UTC. Waits for an administrator.
    [Confirm → question.confirm q1] [Dismiss → question.dismiss q1]
    Asked *Carla Mendes* 18 Oct 2026 at 00:00 UTC whether this person still works with us.
    Said: still works with us."
  `)
})

test('what is said when there is nothing to do', () => {
  expect(
    [
      undated(readable(askedBeforeView(question({ remindedAt: hours(-1) })))),
      undated(readable(overView(question({ answer: 'mine', settledAs: 'confirmed', settledBy: 'U0BEN' })))),
      readable(overView(null)),
      readable(answerRefusedReply('not_asked', null)),
      readable(answerRefusedReply('answered', question({ answer: 'mine' }))),
      readable(answerRefusedReply('settled', question())),
    ].join('\n---\n'),
  ).toMatchInlineSnapshot(`
    "*Carla Mendes* was asked about \`carla+miro@acme.com\` 23 Nov 2026 at 12:00 UTC by <@U0ADA>.
    No answer yet, reminded 24 Nov 2026 at 11:00 UTC.
    Nobody is asked twice about one account.
    ---
    Nothing waits here any more.
    Said: mine.
    Confirmed by <@U0BEN>.
    ---
    This question is not known any more: its organization may have been disconnected.
    ---
    notification: This question is for somebody else.
    This question is for somebody else.
    ---
    notification: You answered already: mine. If that was wrong, tell an administrator.
    You answered already: mine. If that was wrong, tell an administrator.
    ---
    notification: Thank you. This is decided already, so no answer is needed any more.
    Thank you. This is decided already, so no answer is needed any more."
  `)
})

test('who is asked in my name is said before, by name', () => {
  const { confirm } = askButton({ o: '307', a: '8', v: null }, 'p1', 'Ben Sorensen')
  expect(confirm?.title?.text).toBe('Ask Ben Sorensen in your name?')
  expect([confirm?.confirm?.text, confirm?.deny?.text]).toEqual(['Ask', 'Cancel'])
})
