import { randomBytes } from 'node:crypto'
import type { Config, StaffCsvPlace } from '../config.ts'
import type { Log } from '../log.ts'
import type { Miro } from '../miro/open-miro.ts'
import type { SlackPorts } from '../slack/ports.ts'
import { openStaffCsv } from '../staff-csv/open-staff-csv.ts'
import type { Repositories } from '../storage/open-repositories.ts'
import { deliverAlerts } from '../workflows/alerts/deliver-alerts.ts'
import { checkAccess, checkAccounts } from '../workflows/checks/check-access.ts'
import { accountVerifier } from '../workflows/checks/verify-accounts.ts'
import { miroAccess } from '../workflows/connection/miro-access.ts'
import type { ConnectionKey } from '../workflows/connection-key.ts'
import { forSlack, type Workflows } from '../workflows/for-slack.ts'
import { identifyAccount } from '../workflows/identity/identify-account.ts'
import type { Jobs, Send } from '../workflows/jobs.ts'
import { bound } from '../workflows/uses.ts'
import { administrators } from '../workflows/workspace/permission.ts'
import type { World } from '../workflows/world.ts'

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

/** Builds the one world that workflows pick from, with what they ask of each other. */
export function openWorld(parts: Parts): World {
  const { clock, config, repositories: stored, miro, slack, send } = parts
  const after = (milliseconds: number, call: () => void) => {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  }
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
  const requestQuestions = ({ workspaceId }: ConnectionKey) => send('questions', workspaceId, { workspaceId })
  const deliver = () => deliverAlerts(world)
  const requestEvaluation = async (key: ConnectionKey) => {
    const evaluationId = `decision-${token()}`
    await send('evaluate', `${key.workspaceId}/${key.miroOrgId}`, { ...key, evaluationId })
  }
  const keysOf = async (workspaceId: string) =>
    (await stored.connections.list(workspaceId)).map(({ key }) => key)
  const enqueueSync = (job: Jobs['sync']) =>
    send('sync', `${job.workspaceId}/${job.miroOrgIds.join('+')}/${job.staff}`, job)
  /** A job of its own: no check waits for it. `news`: also before its time. */
  const requestNames = (key: ConnectionKey, news: boolean) =>
    send('names', `${key.workspaceId}/${key.miroOrgId}/${news}`, { ...key, news })
  const requestDelivery = () => send('deliver', 'all', {})
  const world: World = {
    ...stored,
    audit: tellingHome(stored.audit, slack.home),
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

  return world
}

/** The workflows behind commands, buttons and modals. */
export const workflowsForSlack = (world: World): Workflows => ({
  ...bound(world, forSlack),
  verifyAccounts: accountVerifier(world),
})

/** Every decision is written to the log, so that is where Home hears of it. A refusal decides nothing. */
const tellingHome = (audit: World['audit'], home: World['home']): World['audit'] => ({
  ...audit,
  async append(entry) {
    await audit.append(entry)
    if (entry.action !== 'refused') home.changed(entry.workspaceId)
  },
})
