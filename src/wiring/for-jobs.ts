import type { StaffCsvPlace } from '../config.ts'
import type { Work } from '../jobs/queue.ts'
import type { Log, LogFields } from '../log.ts'
import { openPlace } from '../staff-csv/open-place.ts'
import { readScimNames } from '../workflows/accounts/scim-names.ts'
import { noteListTrouble } from '../workflows/alerts/notices.ts'
import { speakSteps } from '../workflows/alerts/speak-steps.ts'
import { forgetTokens } from '../workflows/connection/forget-tokens.ts'
import { askReviews } from '../workflows/identity/ask-reviews.ts'
import { followQuestions } from '../workflows/identity/follow-questions.ts'
import { refreshSuggestions } from '../workflows/identity/refresh-suggestions.ts'
import type { Jobs } from '../workflows/jobs.ts'
import { forgetPersonalData } from '../workflows/journal/forget-personal-data.ts'
import { sealJournal } from '../workflows/journal/seal-journal.ts'
import { keepWitness } from '../workflows/journal/witness.ts'
import { followUnlisted } from '../workflows/people/follow-unlisted.ts'
import { finishImport } from '../workflows/people/import-staff.ts'
import { judgeLeavers } from '../workflows/people/judge-people.ts'
import { lookAtGroups } from '../workflows/people/look-at-groups.ts'
import { lookAtPeople } from '../workflows/people/look-at-people.ts'
import { tryGroups } from '../workflows/people/read-groups.ts'
import { readPlacedList, takeStaffFile } from '../workflows/people/read-placed-list.ts'
import { refreshLikenesses } from '../workflows/people/refresh-likenesses.ts'
import { remindContracts } from '../workflows/people/remind-contracts.ts'
import { applyStaffFile } from '../workflows/people/staff-file.ts'
import { applyHeld } from '../workflows/sync/decide-held.ts'
import { waitForRun } from '../workflows/sync/request-sync.ts'
import { runStaffSync, runSync, type SyncProgress } from '../workflows/sync/run-sync.ts'
import { applyHeldAccounts, syncAccounts } from '../workflows/sync/sync-accounts.ts'
import { applyHeldStaff, syncStaff } from '../workflows/sync/sync-staff.ts'
import { servedWorkspaces } from '../workflows/workspace/app-removed.ts'
import type { World } from '../workflows/world.ts'
import type { Parts } from './world.ts'

/** The workflows behind the jobs of the queue. */
export function workflowsForJobs(world: World, { staffCsv, slack }: Pick<Parts, 'staffCsv' | 'slack'>): Work {
  const sync: Parameters<typeof runSync>[0] = {
    ...world,
    readPlacedList: placedList(world, staffCsv),
    syncStaff: async (workspaceId, input) => {
      const synced = await syncStaff(world, workspaceId, input)
      logRead(world.log, { workspaceId, source: 'slack' }, synced)
      return synced
    },
    readGroups: workspaceId => tryGroups(world, workspaceId),
    syncAccounts: async (key, input) => {
      const synced = await syncAccounts(world, key, input)
      logRead(world.log, { ...key, source: 'miro' }, synced)
      if (synced.outcome === 'complete') await world.requestNames(key, synced.added > 0)
      return synced
    },
    waitForRun: (run, by, onRows) => waitForRun(world, run, by, onRows),
    readSince: async ({ workspaceId, miroOrgId }, since) => {
      const newest = await world.runs.latest(workspaceId, 'miro', miroOrgId)
      return newest?.state === 'complete' && newest.startedAt > since ? newest : null
    },
  }
  /** What calls Slack or Miro is done only while the app is there. Its return asks for all of it again. */
  const ifServed =
    <Job extends { workspaceId: string }>(work: (job: Job) => Promise<void>) =>
    async (job: Job): Promise<void> => {
      if ((await servedWorkspaces(world)).has(job.workspaceId)) await work(job)
    }
  return {
    sync: ifServed(async ({ progress, ...job }: Jobs['sync']) => {
      // Asked for before it was disconnected.
      const connected = new Set((await world.keysOf(job.workspaceId)).map(({ miroOrgId }) => miroOrgId))
      const miroOrgIds = job.miroOrgIds.filter(id => connected.has(id))
      const tellHome = onNews(() => world.home.changed(job.workspaceId))
      const ended = await runSync(sync, {
        ...job,
        keys: miroOrgIds.map(miroOrgId => ({ workspaceId: job.workspaceId, miroOrgId })),
        onProgress: facts => {
          tellHome(facts)
          if (progress !== null) void slack.progress.update(progress, facts)
        },
      })
      world.home.changed(job.workspaceId)
      if (progress !== null) await slack.progress.update(progress, ended)
      // The sync that connecting asked for: the setup message says that it is done.
      if (job.staff && job.requestedBy === null) await slack.liveSetup.refresh(job.workspaceId)
    }),
    staff: ifServed(async ({ workspaceId }) =>
      runStaffSync(sync, workspaceId, await world.keysOf(workspaceId)),
    ),
    people: ifServed(async ({ workspaceId }) => {
      await lookAtPeople(world, workspaceId)
      await followUnlisted(world, workspaceId)
    }),
    groups: ifServed(({ workspaceId }) => lookAtGroups(world, workspaceId)),
    leaving: async ({ workspaceId }) => {
      await judgeLeavers(world, workspaceId)
      await followUnlisted(world, workspaceId)
    },
    evaluate: async ({ evaluationId, ...key }) => {
      await world.check(key, evaluationId)
      await world.deliver()
    },
    import: async job => void (await finishImport(world, job)),
    'apply-held': job =>
      applyHeld(
        {
          ...world,
          applyAccounts: (key, run) => applyHeldAccounts(world, key, run),
          applyStaff: run => applyHeldStaff(world, run),
          applyList: input => applyStaffFile(world, input),
        },
        job,
      ),
    deliver: async () => {
      await world.deliver()
    },
    questions: ifServed(({ workspaceId }) => followQuestions(world, workspaceId)),
    reviews: ifServed(async ({ workspaceId }) => {
      await askReviews(world, workspaceId)
      await remindContracts(world, workspaceId)
    }),
    steps: ifServed(({ workspaceId }) => speakSteps(world, workspaceId)),
    witness: ifServed(({ workspaceId }) => keepWitness(world, workspaceId)),
    seal: ({ workspaceId }) => sealJournal(world, workspaceId),
    // Also, and above all, where the app is no longer.
    retention: async ({ workspaceId }) => {
      await forgetTokens(world, workspaceId)
      await forgetPersonalData(world, workspaceId)
    },
    names: ifServed(({ news, ...key }: Jobs['names']) => readScimNames(world, key, news)),
    suggest: async key => {
      await refreshSuggestions(world, key)
      await refreshLikenesses(world, key.workspaceId)
      // With the accounts and the likenesses of now.
      await followUnlisted(world, key.workspaceId)
    },
  }
}

/** One line for whoever looks after the machine: what a read of a source came to. */
function logRead(
  log: Log,
  what: LogFields,
  synced: { readonly outcome: string; readonly reason?: string; readonly read?: number },
): void {
  const { outcome, reason = null, read = null } = synced
  const isFine = outcome === 'complete' || outcome === 'busy' || outcome === 'superseded'
  log[isFine ? 'info' : 'warn']({ ...what, outcome, reason, read }, 'a source was read')
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

/** Reads the staff list of STAFF_CSV. Where that is not set any more, what was read from there grows old no longer. */
function placedList(world: World, staffCsv: StaffCsvPlace | null): (workspaceId: string) => Promise<unknown> {
  if (staffCsv === null) return workspaceId => world.staffList.stopReading(workspaceId, world.clock())
  const place = staffCsv.kind === 'path' ? { path: staffCsv.path } : { url: staffCsv.url.reveal() }
  const name = staffCsv.kind === 'path' ? staffCsv.path : staffCsv.name
  return workspaceId =>
    readPlacedList(
      {
        ...world,
        origin: { kind: staffCsv.kind, name },
        openPlace: () => openPlace(place),
        take: file => takeStaffFile(world, file),
        noteBroken: trouble => noteListTrouble(world, trouble),
        onTrouble: because => world.log.warn({ because }, 'the staff list of STAFF_CSV could not be read'),
      },
      workspaceId,
    )
}
