import { bound } from '../workflows/bound.ts'
import { accountVerifier } from '../workflows/checks/verify-accounts.ts'
import type { Workflows } from '../workflows/for-slack.ts'
import { forSlack } from '../workflows/for-slack.ts'
import { decideHeldGroups } from '../workflows/people/held-groups.ts'
import { decideHeld } from '../workflows/sync/decide-held.ts'
import { nextSync } from '../workflows/sync/next-sync.ts'
import { requestSync } from '../workflows/sync/request-sync.ts'
import type { Needs, Parts } from './needs.ts'

/** The workflows behind commands, buttons and modals. */
export function workflowsForSlack(parts: Parts, needs: Needs): Workflows {
  const { clock, repositories: stored, send } = parts
  return {
    ...bound(needs.world, forSlack),
    verifyAccounts: accountVerifier(needs.world),
    nextSync: async workspaceId => {
      const workspace = await stored.workspaces.get(workspaceId)
      return workspace === null ? null : nextSync(needs.world, workspace)
    },
    requestSync: input =>
      requestSync(
        {
          clock,
          connections: stored.connections,
          runs: stored.runs,
          // A key of its own: joining what the schedule or connecting asked for, it would have no end to show.
          enqueueSync: job =>
            send('sync', `${job.workspaceId}/asked`, { ...job, miroOrgIds: [...job.miroOrgIds] }),
        },
        input,
      ),
    decideHeld: input =>
      decideHeld(
        {
          ...needs.notices,
          runs: stored.runs,
          audit: stored.audit,
          enqueueApply: job => send('apply-held', job.runId, job),
          enqueueRetry: async (workspaceId, by) =>
            needs.enqueueSync({
              workspaceId,
              miroOrgIds: (await needs.keysOf(workspaceId)).map(key => key.miroOrgId),
              staff: true,
              requestedBy: by,
              progress: null,
            }),
        },
        input,
      ),
    decideHeldGroups: input =>
      decideHeldGroups(
        {
          ...{ clock, audit: stored.audit, heldGroups: stored.heldGroups, userGroups: stored.userGroups },
          enqueueApply: job => send('apply-groups', job.id, job),
          enqueueRead: workspaceId => send('groups', workspaceId, { workspaceId }),
        },
        input,
      ),
  }
}
