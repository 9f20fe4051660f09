import { nextStep, type SettledAs } from '../../domain/question.ts'
import { type KnownQuestion, toTell } from './answer-question.ts'

type Needs = {
  readonly clock: () => Date
  readonly questions: {
    open(
      workspaceId: string,
      now: Date,
      afterId: string | null,
      limit: number,
    ): Promise<readonly KnownQuestion[]>
    remind(workspaceId: string, id: string, slackUserId: string, now: Date): Promise<void>
    settle(
      workspaceId: string,
      id: string,
      settled: { as: SettledAs; by: string | null; reviewAt: null; tell: string | null },
      now: Date,
    ): Promise<boolean>
  }
  readonly people: { isCurrent(workspaceId: string, slackUserId: string): Promise<boolean> }
  /** Home no longer shows what is over. */
  readonly changed: (workspaceId: string) => void
  readonly requestDelivery: () => Promise<unknown>
}

const pageSize = 200

/**
 * Brings every question that is not over up to what is known now: ends those about accounts that were identified
 * otherwise or are gone, and reminds once. Safe to repeat: each step is taken once.
 */
export async function followQuestions(needs: Needs, workspaceId: string): Promise<void> {
  const now = needs.clock()
  let news = false
  for (let after: string | null = null; ; ) {
    const page: readonly KnownQuestion[] = await needs.questions.open(workspaceId, now, after, pageSize)
    for (const known of page) {
      const { question, ground } = known
      const step = nextStep(question, ground, now)
      if (step === null) continue
      news = true
      if (step.step === 'settle')
        await needs.questions.settle(
          workspaceId,
          question.id,
          {
            as: step.as,
            by: step.by,
            reviewAt: null,
            tell: await toTellOf(needs, workspaceId, known, step.as),
          },
          now,
        )
      else if (question.slackUserId !== null)
        await needs.questions.remind(workspaceId, question.id, question.slackUserId, now)
    }
    after = page.at(-1)?.question.id ?? null
    if (after === null) break
  }
  if (!news) return
  needs.changed(workspaceId)
  await needs.requestDelivery()
}

/** Whoever asked waits for an answer that does not come any more. A review's end is told by the finding that opens. */
const toTellOf = (
  needs: Needs,
  workspaceId: string,
  known: KnownQuestion,
  as: SettledAs,
): Promise<string | null> =>
  as === 'left' && known.question.about === 'whose'
    ? toTell(needs, workspaceId, known)
    : Promise.resolve(null)
