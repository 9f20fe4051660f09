import type { Work } from '../jobs/queue.ts'
import { readScimNames } from '../workflows/accounts/read-scim-names.ts'
import { askReviews } from '../workflows/identity/ask-reviews.ts'
import { followQuestions } from '../workflows/identity/follow-questions.ts'
import { refreshSuggestions } from '../workflows/identity/refresh-suggestions.ts'
import { applyHeldGroups } from '../workflows/people/held-groups.ts'
import { judgeLeavers } from '../workflows/people/judge-leavers.ts'
import { lookAtGroups } from '../workflows/people/look-at-groups.ts'
import { lookAtPeople } from '../workflows/people/look-at-people.ts'
import { refreshLikenesses } from '../workflows/people/refresh-likenesses.ts'
import { remindContracts } from '../workflows/people/remind-contracts.ts'
import { applyStaffFile } from '../workflows/people/staff-file.ts'
import { applyHeld } from '../workflows/sync/decide-held.ts'
import { runStaffSync, runSync, type SyncProgress } from '../workflows/sync/run-sync.ts'
import { applyHeldAccounts } from '../workflows/sync/sync-accounts.ts'
import { applyHeldStaff } from '../workflows/sync/sync-staff.ts'
import { waitForRun } from '../workflows/sync/wait-for-run.ts'
import type { Needs, Parts } from './needs.ts'
import { placedList } from './placed-list.ts'

/** The workflows behind the jobs of the queue. */
export function workflowsForJobs(parts: Parts, needs: Needs): Work {
  const { repositories: stored, slack } = parts
  const waiting = {
    clock: parts.clock,
    pause: parts.pause,
    runs: stored.runs,
    // It asks nothing of Miro; it throws once Miro's client is closing.
    unlessStopping: () => needs.accounts.retrying(async () => {}),
  }
  const sync: Parameters<typeof runSync>[0] = {
    ...needs.sync,
    readPlacedList: placedList(parts, needs),
    waitForRun: (run, by, onRows) => waitForRun(waiting, run, by, onRows),
    readSince: async ({ workspaceId, miroOrgId }, since) => {
      const newest = await stored.runs.latest(workspaceId, 'miro', miroOrgId)
      return newest?.state === 'complete' && newest.startedAt > since ? newest : null
    },
  }
  return {
    sync: async ({ progress, ...job }) => {
      // Asked for before it was disconnected.
      const connected = new Set((await needs.keysOf(job.workspaceId)).map(({ miroOrgId }) => miroOrgId))
      const miroOrgIds = job.miroOrgIds.filter(id => connected.has(id))
      const tellHome = onNews(() => slack.home.changed(job.workspaceId))
      const ended = await runSync(sync, {
        ...job,
        keys: miroOrgIds.map(miroOrgId => ({ workspaceId: job.workspaceId, miroOrgId })),
        onProgress: facts => {
          tellHome(facts)
          if (progress !== null) void slack.progress.update(progress, facts)
        },
      })
      slack.home.changed(job.workspaceId)
      if (progress !== null) await slack.progress.update(progress, ended)
      // The sync that connecting asked for: the setup message says that it is done.
      if (job.staff && job.requestedBy === null) await slack.liveSetup.refresh(job.workspaceId)
    },
    staff: async ({ workspaceId }) => runStaffSync(sync, workspaceId, await needs.keysOf(workspaceId)),
    people: ({ workspaceId }) => lookAtPeople(needs.world, workspaceId),
    groups: ({ workspaceId }) =>
      lookAtGroups(
        {
          ...needs.groups,
          pause: parts.pause,
          userGroups: stored.userGroups,
          staffLook: stored.staffLook,
          keysOf: needs.keysOf,
          checkAccounts: needs.checkAccounts,
          requestEvaluation: needs.requestEvaluation,
          deliver: needs.deliver,
        },
        workspaceId,
      ),
    leaving: ({ workspaceId }) => judgeLeavers(needs.world, workspaceId),
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
          applyList: input => applyStaffFile(needs.lists, input),
          keys: needs.keysOf,
          check: needs.check,
          deliver: needs.deliver,
        },
        job,
      ),
    'apply-groups': job =>
      applyHeldGroups(
        {
          ...needs.notices,
          audit: stored.audit,
          heldGroups: stored.heldGroups,
          keysOf: needs.keysOf,
          check: needs.check,
          deliver: needs.deliver,
        },
        job,
      ),
    deliver: async () => {
      await needs.deliver()
    },
    questions: ({ workspaceId }) => followQuestions(needs.world, workspaceId),
    reviews: async ({ workspaceId }) => {
      await askReviews(needs.world, workspaceId)
      await remindContracts(needs.world, workspaceId)
    },
    names: ({ news, ...key }) => readScimNames(needs.world, key, news),
    suggest: async key => {
      await refreshSuggestions(needs.world, key)
      await refreshLikenesses(needs.world, key.workspaceId)
    },
  }
}

/** Tells when a sync goes on to something else or has read its first accounts, and not at every page. */
function onNews(tell: () => void): (facts: SyncProgress) => void {
  let told = ''
  return ({ phase, accountsRead }) => {
    const news = `${phase} ${accountsRead > 0}`
    if (news !== told) tell()
    told = news
  }
}
