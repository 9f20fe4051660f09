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
