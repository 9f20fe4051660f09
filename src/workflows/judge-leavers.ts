import type { ConnectionKey } from './connection-key.ts'

type Due = { readonly id: string; readonly judgeAt: Date }

type Needs = {
  readonly clock: () => Date
  readonly leaving: {
    due(workspaceId: string, now: Date, limit: number): Promise<readonly Due[]>
    judged(workspaceId: string, people: readonly Due[], now: Date): Promise<void>
  }
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
    for (const { miroOrgId, accountIds } of await needs.staff.accountsOf(
      workspaceId,
      due.map(({ id }) => id),
    )) {
      const key = { workspaceId, miroOrgId }
      const { outcome } = await needs.checkAccounts(key, evaluationId, accountIds)
      if (outcome === 'superseded') await needs.requestEvaluation(key)
    }
    await needs.leaving.judged(workspaceId, due, now)
    await needs.deliver()
  }
}
