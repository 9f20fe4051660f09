import type { Uses } from '../uses.ts'
import { type Judging, judgePeople } from './judge-people.ts'

const atOnce = 500

/**
 * Judges the accounts of everybody whose last day has ended, or about whom something was entered, and tells. May be
 * repeated: who was judged waits no more, and a second time under the same id opens nothing twice.
 */
export async function judgeLeavers(
  world: Judging & Uses<'clock' | 'leaving.due' | 'leaving.judged' | 'deliver'>,
  workspaceId: string,
): Promise<void> {
  // Who is entered while this runs asks for a run of their own.
  const now = world.clock()
  for (;;) {
    const due = await world.leaving.due(workspaceId, now, atOnce)
    const [first] = due
    if (first === undefined) return
    const evaluationId = `leaving-${first.id}-${first.judgeAt.getTime()}`
    await judgePeople(
      world,
      workspaceId,
      evaluationId,
      due.map(({ id }) => id),
    )
    await world.leaving.judged(workspaceId, due, now)
    await world.deliver()
  }
}
