import type { Answer as Said } from '../../../domain/question.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { readTake } from '../../doors/account.ts'
import { type ActionAsked, action, type Listener } from '../../frame/listener.ts'
import { readOwnId } from '../../frame/read-json.ts'
import { words } from '../../frame/text.ts'
import { questionIds } from '../../ids/identity.ts'
import { accountRefusalInWords, isAboutAccount, refusalInWords } from '../../words/identify.ts'
import { reviewDay } from '../identify/fields.ts'
import type { Filled } from '../identify/read.ts'
import { identifyView, refusedView, savedView } from '../identify/view.ts'
import {
  answerRefusedReply,
  askedBeforeView,
  askedView,
  askRefusedView,
  changedView,
  dismissedView,
  overView,
  ownAnswerView,
} from './view.ts'

/** What an administrator has to add to "a shared mailbox": the person who said so is proposed as its owner. */
const sharedWith = (slackUserId: string | null, now: Date): Filled => ({
  as: 'shared',
  user: slackUserId,
  person: null,
  name: null,
  email: null,
  title: null,
  start: null,
  note: null,
  reason: null,
  review: reviewDay(now),
})

/** Questions to likely owners and to those who answer for accounts: asked, answered, decided. */
export function questionListeners(
  workflows: Pick<
    Workflows,
    'askOwner' | 'answerQuestion' | 'confirmAnswer' | 'dismissAnswer' | 'readIdentity'
  >,
  clock: () => Date,
): Listener[] {
  const ask = async ({ who, answer, value }: ActionAsked) => {
    const read = readTake(value)
    if (read === null) return answer.show(askRefusedView('no_account', false))
    const key = { workspaceId: who.workspaceId, miroOrgId: read.o }
    const asked = await workflows.askOwner({ key, accountId: read.a, personId: read.p, by: who.slackUserId })
    if (asked.outcome === 'asked') return answer.show(askedView(asked.personName))
    if (asked.outcome === 'asked_before') return answer.show(askedBeforeView(asked.question))
    await answer.show(askRefusedView(asked.because, asked.onlyAdmin))
  }
  const answering = (said: Said) => async (asked: ActionAsked) => {
    const { workspaceId, slackUserId: by } = asked.who
    const questionId = readOwnId(asked.value) ?? ''
    const done = await workflows.answerQuestion({ workspaceId, questionId, answer: said, by })
    // The message itself says what was answered.
    if (done.outcome === 'refused') await asked.answer.say(answerRefusedReply(done.because, done.question))
  }
  const confirm = async ({ who, answer, value }: ActionAsked) => {
    const { workspaceId, slackUserId: by } = who
    const done = await workflows.confirmAnswer({ workspaceId, questionId: readOwnId(value) ?? '', by })
    switch (done.outcome) {
      case 'saved':
        return answer.show(savedView({ ...done, choice: { as: 'staff' } }))
      case 'changed':
        return answer.show(changedView())
      case 'over':
        return answer.show(overView(done.question))
      case 'own':
        return answer.show(ownAnswerView(done.onlyAdmin))
      case 'refused':
        return answer.show(
          refusedView(
            isAboutAccount(done.because)
              ? accountRefusalInWords(done.because, done.onlyAdmin)
              : words(refusalInWords(done.because, done.onlyAdmin)),
          ),
        )
      case 'asks_more': {
        const { miroOrgId, account, slackUserId } = done.question
        const key = { workspaceId, miroOrgId }
        const identity = await workflows.readIdentity({ key, accountId: account.id, by })
        if (identity === null) return answer.show(refusedView(accountRefusalInWords('no_account', false)))
        const now = clock()
        const filled = sharedWith(slackUserId, now)
        return answer.show(
          identifyView(miroOrgId, identity, { as: 'shared', filled, refused: null, changed: false, now }),
        )
      }
    }
  }
  const dismiss = async ({ who, answer, value }: ActionAsked) => {
    const { workspaceId, slackUserId: by } = who
    const done = await workflows.dismissAnswer({ workspaceId, questionId: readOwnId(value) ?? '', by })
    if (done.outcome === 'dismissed') return answer.show(dismissedView(done.question))
    await answer.show(done.outcome === 'own' ? ownAnswerView(done.onlyAdmin) : overView(done.question))
  }
  const answers: readonly (readonly [string, Said])[] = [
    [questionIds.mine, 'mine'],
    [questionIds.notMine, 'not_mine'],
    [questionIds.shared, 'shared'],
    [questionIds.still, 'still'],
    [questionIds.noLonger, 'no_longer'],
  ]
  return [
    action(questionIds.ask, 'open', ask),
    ...answers.map(([id, said]): Listener => action(id, 'message', answering(said))),
    action(questionIds.confirm, 'open', confirm),
    action(questionIds.dismiss, 'open', dismiss),
  ]
}
