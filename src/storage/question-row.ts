import type { Ground, Question } from '../domain/question.ts'
import type { Reviewed } from '../domain/review.ts'
import type { QuestionRow } from './questions-sql.ts'

/** A question with what is known now. `reviewed`: how often it is looked at; null where nobody decided. */
export type KnownQuestion = {
  readonly question: Question
  readonly ground: Ground
  readonly reviewed: Reviewed | null
}

export function knownQuestion(row: QuestionRow): KnownQuestion {
  const {
    accountId,
    email,
    role,
    lastActivityAt,
    live,
    identified,
    personLeft,
    decidedPersonId,
    decidedBy,
    decidedAt,
    reviewAt,
    lastEndedAt,
    ...question
  } = row
  const { class: kind } = question
  const decided = kind !== null && decidedBy !== null && decidedAt !== null
  return {
    question: { ...question, account: { id: accountId, email, role, lastActivityAt } },
    ground: {
      live,
      identified,
      personLeft,
      decision: decided ? { class: kind, personId: decidedPersonId, by: decidedBy, at: decidedAt } : null,
    },
    reviewed:
      decided && (kind === 'external' || kind === 'service' || kind === 'shared')
        ? { class: kind, decidedAt, reviewAt, lastEndedAt }
        : null,
  }
}
