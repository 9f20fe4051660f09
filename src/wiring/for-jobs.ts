import type { Work } from '../jobs/queue.ts'
import { applyHeld } from '../workflows/decide-held.ts'
import { runStaffSync, runSync } from '../workflows/run-sync.ts'
import { applyHeldAccounts } from '../workflows/sync-accounts.ts'
import { applyHeldStaff } from '../workflows/sync-staff.ts'
import type { Needs, Parts } from './needs.ts'

/** The workflows behind the jobs of the queue. */
export function workflowsForJobs(parts: Parts, needs: Needs): Work {
  const { repositories: stored, slack } = parts
  return {
    sync: async ({ progress, ...job }) => {
      const ended = await runSync(needs.sync, {
        ...job,
        keys: job.miroOrgIds.map(miroOrgId => ({ workspaceId: job.workspaceId, miroOrgId })),
        onProgress: facts => {
          if (progress !== null) void slack.progress.update(progress, facts)
        },
      })
      if (progress !== null) await slack.progress.update(progress, ended)
      // The sync that connecting asked for: the setup message says that it is done.
      if (job.staff && job.requestedBy === null) await slack.setupMessages.refresh(job.workspaceId)
    },
    staff: async ({ workspaceId }) => runStaffSync(needs.sync, workspaceId, await needs.keysOf(workspaceId)),
    evaluate: async ({ evaluationId, ...key }) => {
      await needs.check(key, evaluationId)
      await needs.deliver()
    },
    'apply-held': job =>
      applyHeld(
        {
          ...needs.notices,
          runs: stored.runs,
          audit: stored.audit,
          applyAccounts: (key, run) => applyHeldAccounts(needs.accounts, key, run),
          applyStaff: run => applyHeldStaff(needs.staff, run),
          keys: needs.keysOf,
          check: needs.check,
          deliver: needs.deliver,
        },
        job,
      ),
    deliver: async () => {
      await needs.deliver()
    },
  }
}
