import { randomBytes } from 'node:crypto'
import { readCalendar } from '../calendar/read-calendar.ts'
import type { Config, StaffCsvPlace } from '../config.ts'
import { keyText } from '../domain/connection-key.ts'
import type { Miro } from '../miro/open-miro.ts'
import type { SlackPorts } from '../slack/ports.ts'
import { openStaffCsv } from '../staff-csv/open-staff-csv.ts'
import type { Repositories } from '../storage/open-repositories.ts'
import { deliverInTime } from '../workflows/alerts/deliver-in-time.ts'
import { checkAccess, checkAccounts } from '../workflows/checks/check-access.ts'
import { accountVerifier } from '../workflows/checks/verify-accounts.ts'
import { miroAccess } from '../workflows/connection/miro-access.ts'
import { forSlack, type Workflows } from '../workflows/for-slack.ts'
import { identifyAccount } from '../workflows/identity/identify-account.ts'
import { bound } from '../workflows/uses.ts'
import { administrators } from '../workflows/workspace/permission.ts'
import type { World } from '../workflows/world.ts'

/** What the program consists of besides its workflows. */
export type Parts = Pick<World, 'clock' | 'pause' | 'makeWay' | 'log' | 'send'> & {
  readonly config: Config
  /** Where a staff list lies that is read on the schedule. */
  readonly staffCsv: StaffCsvPlace | null
  readonly defaults: World['startedWith']
  readonly repositories: Repositories
  readonly miro: Miro
  readonly slack: SlackPorts
}

/** Builds the one world that workflows pick from, with what they ask of each other. */
export function openWorld(parts: Parts): World {
  const { clock, config, log, makeWay, miro, pause, repositories: stored, send, slack } = parts
  const of = stored.people
  const asOfNow = {
    admins: (workspaceId: string) => of.admins(workspaceId, clock()),
    isCurrent: (workspaceId: string, who: string) => of.isCurrent(workspaceId, who, clock()),
  }
  const world: World = {
    ...stored,
    audit: told(stored.audit, slack.home, log),
    ...{ clock, pause, makeWay, log, send },
    after: (milliseconds, call) => {
      const timer = setTimeout(call, milliseconds)
      return () => clearTimeout(timer)
    },
    every: (milliseconds, beat) => {
      const timer = setInterval(beat, milliseconds)
      return () => clearInterval(timer)
    },
    token: () => randomBytes(32).toString('base64url'),
    ...{ startedWith: parts.defaults, publicUrl: config.publicUrl, miroUrl: config.miro.url },
    people: {
      ...of,
      ...asOfNow,
      admins: workspaceId =>
        administrators({ settings: stored.settings, people: asOfNow, groups: slack.groups }, workspaceId),
      hasLeft: (workspaceId, who) => of.hasLeft(workspaceId, who, clock()),
      timeZone: (workspaceId, who) => of.timeZone(workspaceId, who, clock()),
    },
    ...{ oauth: miro.oauth, members: miro.members, teams: miro.teams, boards: miro.boards },
    ...{ miroScim: miro.scim, retrying: miro.retrying },
    callMiro: miroAccess({ clock, pause, connections: stored.connections, oauth: miro.oauth }),
    installation: slack.installation,
    ...{ directory: slack.directory, channels: slack.channels, groups: slack.groups },
    ...{ uploads: slack.uploads, openStaffCsv, readCalendar },
    ...{ alertSender: slack.alertSender, postTest: slack.postTest, witnessSender: slack.witnessSender },
    ...{ liveConnect: slack.liveConnect, importMessage: slack.importMessage, home: slack.home },
    check: (key, evaluationId) => checkAccess(world, key, evaluationId),
    checkAccounts: (...asked) => checkAccounts(world, ...asked),
    requestEvaluation: async key => {
      const evaluationId = `decision-${world.token()}`
      await send('evaluate', keyText(key), { ...key, evaluationId })
    },
    decided: async key => {
      await world.requestEvaluation(key)
      await send('questions', key.workspaceId, { workspaceId: key.workspaceId })
    },
    identifyAccount: input => identifyAccount(world, input),
    deliver: () => deliver(),
    requestDelivery: () => send('deliver', 'all', {}),
    // A job of its own: no check waits for it.
    requestNames: (key, news) => send('names', `${keyText(key)}/${news}`, { ...key, news }),
    enqueueSync: job => send('sync', `${job.workspaceId}/${job.miroOrgIds.join('+')}/${job.staff}`, job),
    keysOf: async workspaceId => (await stored.connections.list(workspaceId)).map(({ key }) => key),
  }
  const deliver = deliverInTime(world)
  return world
}

/** The workflows behind commands, buttons and modals. */
export const workflowsForSlack = (world: World): Workflows => ({
  ...bound(world, forSlack),
  verifyAccounts: accountVerifier(world),
})

/**
 * Every decision is noted, so that is where Home hears of it, and whoever looks after the machine. A refusal decides
 * nothing.
 */
const told = (audit: World['audit'], home: World['home'], log: World['log']): World['audit'] => ({
  ...audit,
  async append(entry) {
    await audit.append(entry)
    const { workspaceId, actor: by, action, subject } = entry
    log.info({ workspaceId, by, action, subject }, 'noted')
    if (entry.action !== 'refused') home.changed(entry.workspaceId)
  },
})
