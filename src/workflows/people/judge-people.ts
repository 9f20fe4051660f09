import type { ConnectionKey } from '../connection-key.ts'

export type JudgeNeeds = {
  readonly staff: {
    accountsOf(
      workspaceId: string,
      personIds: readonly string[],
    ): Promise<readonly { miroOrgId: string; accountIds: readonly string[] }[]>
  }
  readonly checkAccounts: (
    key: ConnectionKey,
    evaluationId: string,
    accountIds: readonly string[],
  ) => Promise<{ readonly outcome: 'done' | 'superseded' | 'too_early' }>
  readonly requestEvaluation: (key: ConnectionKey) => Promise<unknown>
}

/** Judges the accounts these people bear on, in every organization. Repeated under the same id it opens nothing twice. */
export async function judgePeople(
  needs: JudgeNeeds,
  workspaceId: string,
  evaluationId: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return
  for (const { miroOrgId, accountIds } of await needs.staff.accountsOf(workspaceId, personIds)) {
    const key = { workspaceId, miroOrgId }
    const { outcome } = await needs.checkAccounts(key, evaluationId, accountIds)
    if (outcome === 'superseded') await needs.requestEvaluation(key)
  }
}
