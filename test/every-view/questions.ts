import type { Answer, Question, SettledAs } from '../../src/domain/question.ts'
import type { AskedAbout } from '../../src/workflows/accounts/read-account-card.ts'
import { question, review } from '../support/question-samples.ts'
import { hours, noon } from '../support/slack-samples.ts'
import type { Given } from './given.ts'

// What people were asked, at every step, filled with what is given.

const answers: readonly (Answer | null)[] = [null, 'mine', 'not_mine', 'shared', 'still', 'no_longer']
const ends: readonly (SettledAs | null)[] = [
  null,
  'confirmed',
  'dismissed',
  'answered',
  'decided',
  'gone',
  'left',
  'disconnected',
]

export const questionsOf = ({ word }: Given): Question[] =>
  answers.flatMap(answer =>
    ends.flatMap((settledAs, at) => {
      const { account } = question()
      const more: Partial<Question> = {
        organizationName: word,
        account: { ...account, email: at % 3 === 2 ? null : word, role: word },
        reason: at % 2 === 0 ? word : null,
        personName: word,
        slackUserId: word,
        remindedAt: at % 2 === 0 ? null : hours(-2),
        answer,
        answeredAt: answer === null ? null : hours(-1),
        settledAs,
        settledBy: settledAs === null || at % 2 === 0 ? null : word,
        settledAt: settledAs === null ? null : noon,
      }
      const asked = { ...more, askedBy: at % 2 === 0 ? word : null }
      return answer === 'still' || answer === 'no_longer' || answer === null
        ? [
            review({ ...more, askedAt: hours(-24 * 9) }),
            review({ ...more, class: 'service' }),
            review({ ...more, class: 'shared' }),
            question(asked),
          ]
        : [question(asked)]
    }),
  )

export const askedOf = (given: Given): AskedAbout => ({
  questions: questionsOf(given),
  hints: (['same_address', 'guest', 'plus_tag', 'similar_name', 'role_mailbox'] as const).map(
    (because, at) => ({
      because,
      personId: because === 'role_mailbox' ? null : `p${at}`,
      personName: given.word,
      personAddress: at % 2 === 0 ? null : given.word,
      left: at === 2,
    }),
  ),
})
