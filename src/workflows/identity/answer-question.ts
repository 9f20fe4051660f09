import {
  type Answer,
  type AnswerRefusal,
  type Ground,
  needsNobody,
  type Question,
  refusedAnswer,
} from '../../domain/question.ts'
import { nextReviewAt } from '../../domain/review.ts'
import { type Logging, logDeed } from '../audit.ts'
import type { Uses } from '../uses.ts'

export type AnswerInput = {
  readonly workspaceId: string
  readonly questionId: string
  readonly answer: Answer
  readonly by: string
}

export type Answered =
  | { readonly outcome: 'answered' }
  | { readonly outcome: 'refused'; readonly because: AnswerRefusal; readonly question: Question | null }

/**
 * Stores what the person who was asked says. It decides nothing by itself: "mine", "shared" and "no longer" wait for
 * an administrator, and whoever asked is told. "Not mine" takes them off the suggestions, "still" begins the time
 * until the next review.
 */
export async function answerQuestion(
  world: Logging &
    Uses<'questions.get' | 'questions.answer' | 'people.isCurrent' | 'home.changed' | 'requestDelivery'>,
  input: AnswerInput,
): Promise<Answered> {
  const { workspaceId, questionId, answer, by } = input
  const now = world.clock()
  const known = await world.questions.get(workspaceId, questionId, now)
  const because = refusedAnswer(known?.question ?? null, known?.ground ?? null, { by, answer, now })
  if (known === null || because !== null) {
    if (because === 'not_asked')
      await logDeed(world, {
        ...{ workspaceId, by, action: 'refused' },
        subject: known?.question.account.id ?? questionId,
        details: { because, what: 'answer_question', answer },
      })
    return { outcome: 'refused', because: because ?? 'not_asked', question: known?.question ?? null }
  }
  const { question, reviewed } = known
  const given = {
    answer,
    by,
    settledAs: needsNobody(answer) ? ('answered' as const) : null,
    tell: answer === 'still' ? null : await toTell(world, workspaceId, known),
    reviewAt: answer === 'still' && reviewed !== null ? nextReviewAt(reviewed, now) : null,
  }
  if (!(await world.questions.answer(workspaceId, questionId, given, now)))
    return { outcome: 'refused', because: 'answered', question }
  world.home.changed(workspaceId)
  await world.requestDelivery()
  return { outcome: 'answered' }
}

/** Whoever asked; of a review whoever decided about the account. The task is there for everybody else. */
export async function toTell(
  { people }: Uses<'people.isCurrent'>,
  workspaceId: string,
  { question, ground }: { readonly question: Question; readonly ground: Ground },
): Promise<string | null> {
  const preferred = question.askedBy ?? ground.decision?.by ?? null
  if (preferred === null || preferred === question.slackUserId) return null
  return (await people.isCurrent(workspaceId, preferred)) ? preferred : null
}
