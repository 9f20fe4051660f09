import type { Workflows } from '../slack/workflows.ts'
import { answerQuestion } from '../workflows/identity/answer-question.ts'
import { askOwner } from '../workflows/identity/ask-owner.ts'
import { confirmAnswer, dismissAnswer } from '../workflows/identity/decide-answer.ts'
import { identifyAccount } from '../workflows/identity/identify-account.ts'
import type { Needs } from './needs.ts'

/** Questions to likely owners and to those who answer for accounts, and what is decided about the answers. */
export function questionsForSlack({
  asking,
  deciding,
}: Needs): Pick<Workflows, 'askOwner' | 'answerQuestion' | 'confirmAnswer' | 'dismissAnswer'> {
  const decidingAnswers = {
    ...asking,
    identify: (input: Parameters<typeof identifyAccount>[1]) => identifyAccount(deciding, input),
  }
  return {
    askOwner: input => askOwner(asking, input),
    answerQuestion: input => answerQuestion(asking, input),
    confirmAnswer: input => confirmAnswer(decidingAnswers, input),
    dismissAnswer: input => dismissAnswer(decidingAnswers, input),
  }
}
