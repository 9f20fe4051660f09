import { randomBytes } from 'node:crypto'
import type { Config, StaffCsvPlace } from '../config.ts'
import type { Log } from '../log.ts'
import type { Miro } from '../miro/open-miro.ts'
import type { SlackPorts } from '../slack/ports.ts'
import { openStaffCsv } from '../staff-csv/open-staff-csv.ts'
import type { Repositories } from '../storage/open-repositories.ts'
import { deliverAlerts } from '../workflows/alerts/deliver-alerts.ts'
import { checkAccess, checkAccounts } from '../workflows/checks/check-access.ts'
import { miroAccess } from '../workflows/connection/miro-access.ts'
import type { ConnectionKey } from '../workflows/connection-key.ts'
import { foreignError } from '../workflows/foreign-error.ts'
import { identifyAccount } from '../workflows/identity/identify-account.ts'
import type { Jobs, Send } from '../workflows/jobs.ts'
import { readGroups } from '../workflows/people/read-groups.ts'
import { syncAccounts } from '../workflows/sync/sync-accounts.ts'
import { syncStaff } from '../workflows/sync/sync-staff.ts'
import { administrators } from '../workflows/workspace/administrators.ts'
import type { World } from '../workflows/world.ts'
import { after } from './real-time.ts'

/** What the program consists of besides its workflows. */
export type Parts = {
  readonly config: Config
  readonly clock: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
  /** For long work, between two pieces: lets everybody else have a turn, and people who wait for an answer some more. */
  readonly makeWay: () => Promise<void>
  readonly log: Log
  /** Where a staff list lies that is read on the schedule. */
  readonly staffCsv: StaffCsvPlace | null
  readonly defaults: World['startedWith']
  readonly repositories: Repositories
  readonly miro: Miro
  readonly slack: SlackPorts
  readonly send: Send
}

export type Needs = ReturnType<typeof workflowNeeds>

/** What several workflows are supplied with, made once. Each takes from it what its own file declares. */
export function workflowNeeds(parts: Parts) {
  const { clock, config, repositories: stored, miro, slack, send } = parts
  const audit = stored.audit
  const every = (milliseconds: number, beat: () => void) => {
    const timer = setInterval(beat, milliseconds)
    return () => clearInterval(timer)
  }
  const token = () => randomBytes(32).toString('base64url')
  const callMiro = miroAccess({
    clock,
    pause: parts.pause,
    connections: stored.connections,
    oauth: miro.oauth,
  })
  const of = stored.people
  const people = {
    ...of,
    /** Who administers the bot. */
    admins: (workspaceId: string) =>
      administrators(
        {
          settings: stored.settings,
          people: {
            admins: id => of.admins(id, clock()),
            isCurrent: (id, who) => of.isCurrent(id, who, clock()),
          },
          groups: slack.groups,
        },
        workspaceId,
      ),
    isCurrent: (workspaceId: string, who: string) => of.isCurrent(workspaceId, who, clock()),
    hasLeft: (workspaceId: string, who: string) => of.hasLeft(workspaceId, who, clock()),
  }
  const notices = {
    clock,
    connections: stored.connections,
    workspaces: stored.workspaces,
    people,
    alerts: stored.alerts,
  }
  const running = { clock, every, makeWay: parts.makeWay, runs: stored.runs }
  const accountNeeds = {
    ...running,
    callMiro,
    retrying: miro.retrying,
    members: miro.members,
    accounts: stored.accountSync,
  }
  const staffNeeds = { ...running, directory: slack.directory, staff: stored.staffSync }
  const groupNeeds = {
    ...notices,
    groups: slack.groups,
    userGroups: stored.userGroups,
    heldGroups: stored.heldGroups,
  }
  const openFindings = async (key: ConnectionKey) =>
    (await stored.overview.openByCheck(key)).map(({ checkId, count }) => ({ checkId, count }))
  const requestQuestions = ({ workspaceId }: ConnectionKey) => send('questions', workspaceId, { workspaceId })
  const deliver = () => deliverAlerts(world)
  const requestEvaluation = async (key: ConnectionKey) => {
    const evaluationId = `decision-${token()}`
    await send('evaluate', `${key.workspaceId}/${key.miroOrgId}`, { ...key, evaluationId })
  }
  const keysOf = async (workspaceId: string) =>
    (await stored.connections.list(workspaceId)).map(({ key }) => key)
  const listNeeds = {
    ...notices,
    runs: stored.runs,
    staffList: stored.staffList,
    audit,
    keysOf,
    requestEvaluation,
  }
  const enqueueSync = (job: Jobs['sync']) =>
    send('sync', `${job.workspaceId}/${job.miroOrgIds.join('+')}/${job.staff}`, job)
  /** A job of its own: no check waits for it. `news`: also before its time. */
  const requestNames = (key: ConnectionKey, news: boolean) =>
    send('names', `${key.workspaceId}/${key.miroOrgId}/${news}`, { ...key, news })
  const syncNeeds = {
    ...notices,
    check: (key: ConnectionKey, id: string) => world.check(key, id),
    syncStaff: (workspaceId: string, input: Parameters<typeof syncStaff>[2]) =>
      syncStaff(staffNeeds, workspaceId, input),
    readGroups: async (workspaceId: string) => {
      try {
        await readGroups(groupNeeds, workspaceId)
      } catch (error) {
        if (!(error instanceof Error) || foreignError(error) === null) throw error
        // What was known of them stays; the next staff scan asks again.
        parts.log.warn({ workspace: workspaceId, err: error }, 'the user groups could not be read')
      }
    },
    syncAccounts: async (key: ConnectionKey, input: Parameters<typeof syncAccounts>[2]) => {
      const synced = await syncAccounts(accountNeeds, key, input)
      if (synced.outcome === 'complete') await requestNames(key, synced.added > 0)
      return synced
    },
    openFindings,
    deliver,
  }
  const requestDelivery = () => send('deliver', 'all', {})
  const world: World = {
    ...stored,
    clock,
    pause: parts.pause,
    after,
    every,
    makeWay: parts.makeWay,
    log: parts.log,
    token,
    startedWith: parts.defaults,
    publicUrl: config.publicUrl,
    miroUrl: config.miro.url,
    people,
    ...{
      oauth: miro.oauth,
      members: miro.members,
      teams: miro.teams,
      boards: miro.boards,
      miroScim: miro.scim,
    },
    retrying: miro.retrying,
    ...{ directory: slack.directory, channels: slack.channels, groups: slack.groups },
    ...{ uploads: slack.uploads, openStaffCsv },
    ...{ alertSender: slack.alertSender, postTest: slack.postTest },
    ...{ liveConnect: slack.liveConnect, home: slack.home },
    callMiro,
    check: (key, evaluationId) => checkAccess(world, key, evaluationId),
    checkAccounts: (...asked) => checkAccounts(world, ...asked),
    ...{ send, requestEvaluation, deliver, requestDelivery, requestNames, enqueueSync, keysOf },
    async decided(key) {
      await requestEvaluation(key)
      await requestQuestions(key)
    },
    identifyAccount: input => identifyAccount(world, input),
  }

  return {
    world,
    audit,
    people,
    notices,
    accounts: accountNeeds,
    staff: staffNeeds,
    groups: groupNeeds,
    lists: listNeeds,
    sync: syncNeeds,
    check: world.check,
    checkAccounts: world.checkAccounts,
    deliver,
    requestEvaluation,
    requestNames,
    enqueueSync,
    keysOf,
  }
}
