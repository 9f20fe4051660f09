import type { Gaps } from '../../domain/gap.ts'
import { ownResults } from '../../domain/own-view.ts'
import { type ChecksReport, readChecks } from '../checks/read-checks.ts'
import { ifForeign } from '../foreign-error.ts'
import { type PeopleNotices, readPeopleNotices } from '../people/read-people-notices.ts'
import { nextSyncOf } from '../sync/due-syncs.ts'
import type { Answer, Uses } from '../uses.ts'
import { type Standing, standing, type Who } from './permission.ts'
import { readSetup, type Setup } from './read-setup.ts'

/** What of Home somebody looks at: which organization; null: the first. */
export type HomePlace = { readonly miroOrgId: string | null }

export type Home =
  | AdminHome
  | MemberHome
  | ({ readonly for: 'refused' } & Omit<Extract<Standing, { as: 'refused' }>, 'as'>)

export type AdminHome = {
  readonly for: 'admin'
  readonly setup: Setup
  readonly reports: readonly ChecksReport[]
  /** The organization looked at; null before any is connected. */
  readonly shown: ShownOrganization | null
  readonly activity: readonly Activity[]
  readonly people: PeopleNotices
}

export type ShownOrganization = {
  readonly report: ChecksReport
  /** A sync that is under way, with the accounts it has read. */
  readonly syncing: { readonly accountsRead: number } | null
  readonly nextSyncAt: Date | null
  /** Of each check the first ones open, the soonest due first. */
  readonly first: readonly OpenFindingFacts[]
}

export type OpenFindingFacts = Answer<'overview.findingsFirst'>[number]

/** One line of the log. */
export type Activity = Answer<'audit.recent'>[number]

/** What concerns this person alone. */
export type MemberHome = {
  readonly for: 'member'
  /** False: Slack did not say who this is, so this is the most that may be shown. */
  readonly sure: boolean
  /** May change who administers the bot. */
  readonly keeper: boolean
  readonly organizations: readonly OwnOrganization[]
  readonly admins: readonly string[]
}

export type OwnOrganization = {
  readonly organizationName: string
  readonly lastCompleteSyncAt: Date | null
  /** Whether the checks ran on what was read lately. */
  readonly fresh: boolean
  /** What is not read at present. */
  readonly gaps: Gaps
  readonly accounts: readonly OwnAccount[]
}

export type OwnAccount = Answer<'overview.accountsOwn'>[number]

/** What Home of an administrator is read from. */
type Administering = Parameters<typeof readSetup>[0] &
  Parameters<typeof readChecks>[0] &
  Parameters<typeof readPeopleNotices>[0] &
  Parameters<typeof nextSyncOf>[0] &
  Uses<'settings.get' | 'overview.findingsFirst' | 'runs.working' | 'audit.recent'>

/** What everybody else's is read from. */
type Belonging = Parameters<typeof readChecks>[0] & Uses<'overview.accountsOwn' | 'people.admins'>

/** As many findings of each check are named. */
const named = 5
/** Enough to tell that something was done many times in a row. */
const activities = 200

/** What App Home shows this person, read from what is stored. Miro is not asked; Slack only who this is. */
export async function readHome(
  world: Parameters<typeof standing>[0] & Administering & Belonging,
  who: Who,
  place: HomePlace,
): Promise<Home> {
  const stands = await standing(world, who).catch(ifForeign(null))
  if (stands?.as === 'admin') return adminHome(world, who, place)
  if (stands?.as === 'refused') return { for: 'refused', because: stands.because, admins: stands.admins }
  return memberHome(world, who, stands)
}

async function adminHome(world: Administering, who: Who, place: HomePlace): Promise<AdminHome> {
  const { workspaceId } = who
  const setup = await readSetup(world, workspaceId)
  const reports = await readChecks(world, workspaceId)
  const report = reports.find(({ key }) => key.miroOrgId === place.miroOrgId) ?? reports[0]
  return {
    for: 'admin',
    setup,
    reports,
    shown: report === undefined ? null : await shownOrganization(world, report),
    activity: await world.audit.recent(workspaceId, activities),
    people: await readPeopleNotices(world, who),
  }
}

async function shownOrganization(world: Administering, report: ChecksReport): Promise<ShownOrganization> {
  const { key } = report
  const failing = report.checks.filter(({ open }) => open > 0).map(({ id }) => id)
  const run = await world.runs.working(key.workspaceId, 'miro', key.miroOrgId, world.clock())
  return {
    report,
    syncing: run === null ? null : { accountsRead: run.rows },
    nextSyncAt: await nextSyncOf(world, key.workspaceId),
    first: await world.overview.findingsFirst(key, failing, named),
  }
}

async function memberHome(
  world: Belonging,
  who: Who,
  stands: Extract<Standing, { as: 'member' }> | null,
): Promise<MemberHome> {
  const reports = await readChecks(world, who.workspaceId)
  const found = await world.overview.accountsOwn(who.workspaceId, who.slackUserId)
  const accounts = found.map(one => ({ ...one, results: ownResults(one.results) }))
  const admins = await world.people.admins(who.workspaceId)
  return {
    for: 'member',
    sure: stands !== null,
    keeper: stands?.keeper === true,
    organizations: reports.map(report => ({
      organizationName: report.organizationName,
      lastCompleteSyncAt: report.lastCompleteSyncAt,
      fresh: report.accountsFresh && report.staffFresh,
      gaps: report.gaps,
      accounts: accounts.filter(({ miroOrgId }) => miroOrgId === report.key.miroOrgId),
    })),
    admins: admins.filter(id => id !== who.slackUserId),
  }
}
