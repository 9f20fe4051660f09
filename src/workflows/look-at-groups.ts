import type { ConnectionKey } from './connection-key.ts'
import { type GroupNeeds, readGroups } from './read-groups.ts'

type Needs = GroupNeeds & {
  readonly pause: (milliseconds: number) => Promise<void>
  readonly userGroups: GroupNeeds['userGroups'] & {
    /** When Slack last told of a change that was not read since. */
    changedSince(workspaceId: string): Promise<Date | null>
  }
  readonly staff: {
    accountsOf(
      workspaceId: string,
      personIds: readonly string[],
    ): Promise<readonly { miroOrgId: string; accountIds: readonly string[] }[]>
  }
  readonly keysOf: (workspaceId: string) => Promise<readonly ConnectionKey[]>
  readonly checkAccounts: (
    key: ConnectionKey,
    evaluationId: string,
    accountIds: readonly string[],
  ) => Promise<{ readonly outcome: 'done' | 'superseded' | 'too_early' }>
  readonly requestEvaluation: (key: ConnectionKey) => Promise<unknown>
  readonly deliver: () => Promise<unknown>
}

/** What comes within a second of each other is read together, but nothing waits longer than two. */
const quiet = { milliseconds: 1_000, step: 500, steps: 4 }

/**
 * Acts on what Slack told about user groups: reads them again and judges the accounts of whoever is in other groups
 * than before. What an event says is never believed, so one that comes late or twice does no harm. May be repeated.
 */
export async function lookAtGroups(needs: Needs, workspaceId: string): Promise<void> {
  for (let left = quiet.steps; ; left -= 1) {
    const changedAt = await needs.userGroups.changedSince(workspaceId)
    if (changedAt === null) return
    if (left === 0 || needs.clock().getTime() - changedAt.getTime() >= quiet.milliseconds) break
    await needs.pause(quiet.step)
  }
  const { personIds, groupsChanged } = await readGroups(needs, workspaceId)
  if (groupsChanged) for (const key of await needs.keysOf(workspaceId)) await needs.requestEvaluation(key)
  else if (personIds.length > 0) await judge(needs, workspaceId, personIds)
}

async function judge(needs: Needs, workspaceId: string, personIds: readonly string[]): Promise<void> {
  const evaluationId = `groups-${needs.clock().getTime()}`
  for (const { miroOrgId, accountIds } of await needs.staff.accountsOf(workspaceId, personIds)) {
    const key = { workspaceId, miroOrgId }
    const { outcome } = await needs.checkAccounts(key, evaluationId, accountIds)
    if (outcome === 'superseded') await needs.requestEvaluation(key)
  }
  await needs.deliver()
}
