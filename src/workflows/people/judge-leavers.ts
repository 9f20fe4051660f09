import { type JudgeNeeds, judgePeople } from './judge-people.ts'

type Due = { readonly id: string; readonly judgeAt: Date }

type Needs = JudgeNeeds & {
  readonly clock: () => Date
  readonly leaving: {
    due(workspaceId: string, now: Date, limit: number): Promise<readonly Due[]>
    judged(workspaceId: string, people: readonly Due[], now: Date): Promise<void>
  }
  readonly deliver: () => Promise<unknown>
}

const atOnce = 500

/**
 * Judges the accounts of everybody whose last day has ended, or about whom something was entered, and tells. May be
 * repeated: who was judged waits no more, and a second time under the same id opens nothing twice.
 */
export async function judgeLeavers(needs: Needs, workspaceId: string): Promise<void> {
  // Who is entered while this runs asks for a run of their own.
  const now = needs.clock()
  for (;;) {
    const due = await needs.leaving.due(workspaceId, now, atOnce)
    const [first] = due
    if (first === undefined) return
    const evaluationId = `leaving-${first.id}-${first.judgeAt.getTime()}`
    await judgePeople(
      needs,
      workspaceId,
      evaluationId,
      due.map(({ id }) => id),
    )
    await needs.leaving.judged(workspaceId, due, now)
    await needs.deliver()
  }
}
