import type { Uses } from '../uses.ts'

/** What judges the accounts of people. */
export type Judging = Uses<'staffLook.accountsOf' | 'checkAccounts' | 'requestEvaluation'>

/** Judges the accounts these people bear on, in every organization. Repeated under the same id it opens nothing twice. */
export async function judgePeople(
  world: Judging,
  workspaceId: string,
  evaluationId: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return
  for (const { miroOrgId, accountIds } of await world.staffLook.accountsOf(workspaceId, personIds)) {
    const key = { workspaceId, miroOrgId }
    const { outcome } = await world.checkAccounts(key, evaluationId, accountIds)
    if (outcome === 'superseded') await world.requestEvaluation(key)
  }
}

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
