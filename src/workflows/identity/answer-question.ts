import {
  type Answer,
  type AnswerRefusal,
  type Ground,
  needsNobody,
  type Question,
  refusedAnswer,
  type SettledAs,
} from '../../domain/question.ts'
import { nextReviewAt, type Reviewed } from '../../domain/review.ts'
import type { Audit } from '../audit.ts'

/** A question with what is known now. `reviewed`: how often it is looked at; null where nobody decided. */
export type KnownQuestion = {
  readonly question: Question
  readonly ground: Ground
  readonly reviewed: Reviewed | null
}

type Needs = {
  readonly clock: () => Date
  readonly questions: {
    get(workspaceId: string, id: string, now: Date): Promise<KnownQuestion | null>
    answer(
      workspaceId: string,
      id: string,
      given: {
        answer: Answer
        by: string
        settledAs: SettledAs | null
        tell: string | null
        reviewAt: Date | null
      },
      now: Date,
    ): Promise<boolean>
  }
  readonly people: { isCurrent(workspaceId: string, slackUserId: string): Promise<boolean> }
  readonly audit: Audit
  /** Home shows the answer. */
  readonly changed: (workspaceId: string) => void
  readonly requestDelivery: () => Promise<unknown>
}

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
export async function answerQuestion(needs: Needs, input: AnswerInput): Promise<Answered> {
  const { workspaceId, questionId, answer, by } = input
  const now = needs.clock()
  const known = await needs.questions.get(workspaceId, questionId, now)
  const because = refusedAnswer(known?.question ?? null, known?.ground ?? null, { by, answer, now })
  if (known === null || because !== null) {
    if (because === 'not_asked')
      await needs.audit.append({
        workspaceId,
        at: now,
        actor: by,
        action: 'refused',
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
    tell: answer === 'still' ? null : await toTell(needs, workspaceId, known),
    reviewAt: answer === 'still' && reviewed !== null ? nextReviewAt(reviewed, now) : null,
  }
  if (!(await needs.questions.answer(workspaceId, questionId, given, now)))
    return { outcome: 'refused', because: 'answered', question }
  needs.changed(workspaceId)
  await needs.requestDelivery()
  return { outcome: 'answered' }
}

/** Whoever asked; of a review whoever decided about the account. The task is there for everybody else. */
export async function toTell(
  { people }: Pick<Needs, 'people'>,
  workspaceId: string,
  { question, ground }: KnownQuestion,
): Promise<string | null> {
  const preferred = question.askedBy ?? ground.decision?.by ?? null
  if (preferred === null || preferred === question.slackUserId) return null
  return (await people.isCurrent(workspaceId, preferred)) ? preferred : null
}
