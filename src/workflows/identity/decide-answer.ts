import { nextStep, type Question, waitingFor } from '../../domain/question.ts'
import { nextReviewAt } from '../../domain/review.ts'
import { type Refusing, refuse } from '../audit.ts'
import type { Uses } from '../uses.ts'
import type { Identified } from '../world.ts'

type Deciding = Refusing & Uses<'questions.get' | 'questions.settle' | 'home.changed' | 'requestDelivery'>

export type DecideInput = { readonly workspaceId: string; readonly questionId: string; readonly by: string }

type NotDecided =
  /** Nothing waits here any more; null: the question is not known. */
  | { readonly outcome: 'over'; readonly question: Question | null }
  /** They were asked themselves, and nobody decides about their own account. */
  | { readonly outcome: 'own'; readonly onlyAdmin: boolean }

export type Confirmed =
  | Identified
  /** More has to be said than yes: an owner and a reason, or what the account is now. */
  | { readonly outcome: 'asks_more'; readonly question: Question }
  | NotDecided

export type Dismissed = { readonly outcome: 'dismissed'; readonly question: Question } | NotDecided

/** Makes an answer a decision: through the same door as every other one, so that it is judged and logged like them. */
export async function confirmAnswer(
  world: Deciding & Uses<'identifyAccount'>,
  input: DecideInput,
): Promise<Confirmed> {
  const found = await toDecide(world, input)
  if ('outcome' in found) return found
  const { question, ground } = found
  if (question.answer !== 'mine') return { outcome: 'asks_more', question }
  const identified = await world.identifyAccount({
    key: { workspaceId: input.workspaceId, miroOrgId: question.miroOrgId },
    accountId: question.account.id,
    seen: ground.decision?.at ?? null,
    choice: { as: 'staff' },
    who: { personId: question.personId },
    by: input.by,
  })
  if (identified.outcome !== 'changed') return identified
  const ended = await endedMeanwhile(world, input)
  return ended === null ? identified : { outcome: 'over', question: ended }
}

/** The question as somebody else's decision ended it at the same moment; null: it is still open. */
async function endedMeanwhile(
  world: Deciding,
  { workspaceId, questionId }: DecideInput,
): Promise<Question | null> {
  const now = world.clock()
  const known = await world.questions.get(workspaceId, questionId, now)
  if (known === null || known.question.settledAs !== null) return known?.question ?? null
  const step = nextStep(known.question, known.ground, now)
  return step?.step === 'settle' ? { ...known.question, settledAs: step.as, settledBy: step.by } : null
}

/** Leaves the account as it is, whatever was answered. A review begins again when the next one is due. */
export async function dismissAnswer(world: Deciding, input: DecideInput): Promise<Dismissed> {
  const found = await toDecide(world, input)
  if ('outcome' in found) return found
  const { question, reviewed } = found
  const now = world.clock()
  const reviewAt = question.about === 'review' && reviewed !== null ? nextReviewAt(reviewed, now) : null
  const settled = { as: 'dismissed' as const, by: input.by, reviewAt, tell: null }
  if (!(await world.questions.settle(input.workspaceId, question.id, settled, now)))
    return { outcome: 'over', question }
  world.home.changed(input.workspaceId)
  await world.requestDelivery()
  return { outcome: 'dismissed', question }
}

async function toDecide(world: Deciding, { workspaceId, questionId, by }: DecideInput) {
  const now = world.clock()
  const known = await world.questions.get(workspaceId, questionId, now)
  const question = known?.question ?? null
  if (known === null || question === null || waitingFor(question, now) === null)
    return { outcome: 'over' as const, question }
  if (question.slackUserId !== by) return known
  const { account, miroOrgId } = question
  const attempt = { workspaceId, by, subject: account.id, because: 'own_account', what: 'decide_answer' }
  const { onlyAdmin } = await refuse(world, { ...attempt, miroOrgId })
  return { outcome: 'own' as const, onlyAdmin }
}
