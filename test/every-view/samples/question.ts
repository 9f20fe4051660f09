import { askedBlocks } from '../../../src/slack/accounts/card/asked-view.ts'
import { askButton, decideButtons } from '../../../src/slack/doors/account.ts'
import { answerMessage, questionMessage } from '../../../src/slack/identity/question/message-view.ts'
import {
  answerRefusedReply,
  askedBeforeView,
  askedView,
  askRefusedView,
  changedView,
  dismissedView,
  overView,
  ownAnswerView,
} from '../../../src/slack/identity/question/view.ts'
import { noon } from '../../support/slack-samples.ts'
import type { Given, Samples } from '../given.ts'
import { askedOf, questionsOf } from '../questions.ts'

const askRefusals = [
  'no_account',
  'gone',
  'identified',
  'own_account',
  'yourself',
  'unknown_person',
  'out_of_reach',
  'not_likely',
] as const
const answerRefusals = ['not_asked', 'answered', 'settled'] as const
const of =
  <T>(render: (question: ReturnType<typeof questionsOf>[number]) => T) =>
  (given: Given) =>
    questionsOf(given).map(render)

export const samples: Samples = {
  'accounts/card/asked-view.ts': {
    askedBlocks: given => [
      askedBlocks({ miroOrgId: '307', id: '3074457345618265001', decidedAt: noon }, askedOf(given), noon),
    ],
  },
  'identity/question/message-view.ts': {
    questionMessage: given =>
      questionsOf(given).flatMap(question =>
        [true, false].map(again => questionMessage({ kind: 'question', again, question })),
      ),
    answerMessage: of(question => answerMessage({ kind: 'answer', question })),
  },
  'doors/account.ts': {
    askButton: ({ word }) => [askButton({ o: '307', a: '3074457345618265001', v: 0 }, 'p-1', word)],
    decideButtons: given => questionsOf(given).flatMap(decideButtons),
  },
  'identity/question/view.ts': {
    askedView: ({ word }) => [askedView(word)],
    askedBeforeView: of(askedBeforeView),
    askRefusedView: () =>
      askRefusals.flatMap(because => [true, false].map(only => askRefusedView(because, only))),
    dismissedView: of(dismissedView),
    overView: given => [overView(null), ...questionsOf(given).map(overView)],
    ownAnswerView: () => [true, false].map(ownAnswerView),
    changedView: () => [changedView()],
    answerRefusedReply: given =>
      answerRefusals.flatMap(because =>
        [null, ...questionsOf(given)].map(question => answerRefusedReply(because, question)),
      ),
  },
}
