import { nextStep } from '../../domain/question.ts'
import type { Answer, Uses } from '../uses.ts'
import { toTell } from './answer-question.ts'

type KnownQuestion = Answer<'questions.open'>[number]
type Following = Uses<
  | 'clock'
  | 'questions.open'
  | 'questions.remind'
  | 'questions.settle'
  | 'people.isCurrent'
  | 'home.changed'
  | 'requestDelivery'
>

const pageSize = 200

/**
 * Brings every question that is not over up to what is known now: ends those about accounts that were identified
 * otherwise or are gone, and reminds once. Safe to repeat: each step is taken once.
 */
export async function followQuestions(world: Following, workspaceId: string): Promise<void> {
  const now = world.clock()
  let news = false
  for (let after: string | null = null; ; ) {
    const page: readonly KnownQuestion[] = await world.questions.open(workspaceId, now, after, pageSize)
    for (const known of page) {
      const { question, ground } = known
      const step = nextStep(question, ground, now)
      if (step === null) continue
      news = true
      if (step.step === 'settle') {
        // Whoever asked waits for an answer that does not come any more. A review's end is told by the finding that opens.
        const waited = step.as === 'left' && question.about === 'whose'
        const tell = waited ? await toTell(world, workspaceId, known) : null
        const settled = { as: step.as, by: step.by, reviewAt: null, tell }
        await world.questions.settle(workspaceId, question.id, settled, now)
      } else if (question.slackUserId !== null)
        await world.questions.remind(workspaceId, question.id, question.slackUserId, now)
    }
    after = page.at(-1)?.question.id ?? null
    if (after === null) break
  }
  if (!news) return
  world.home.changed(workspaceId)
  await world.requestDelivery()
}
