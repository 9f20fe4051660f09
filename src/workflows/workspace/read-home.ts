import type { FindingFacts } from '../../domain/alert.ts'
import type { CheckId, Verdict, Why } from '../../domain/check.ts'
import type { Settings } from '../../domain/settings.ts'
import type { ChecksReport } from '../checks/read-checks.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { foreignError } from '../foreign-error.ts'
import type { PeopleNotices } from '../people/read-people-notices.ts'
import { nextSync, type StartedWith } from '../sync/next-sync.ts'
import type { Standing } from './permission.ts'
import type { Setup } from './read-setup.ts'

/** What of Home somebody looks at: which organization (null: the first), and from which finding on. */
export type HomePlace = { readonly miroOrgId: string | null; readonly from: number }

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
  readonly findings: {
    readonly rows: readonly OpenFindingFacts[]
    readonly from: number
    readonly total: number
  }
}

export type OpenFindingFacts = FindingFacts & { readonly checkId: CheckId }

/** One line of the log. */
export type Activity = {
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
  /** The name of the person or the e-mail of the account it was about; null: neither, or not known any more. */
  readonly about: string | null
}

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
  readonly accounts: readonly OwnAccount[]
}

export type OwnAccount = {
  readonly miroOrgId: string
  readonly id: string
  readonly email: string | null
  readonly role: string
  readonly license: string
  readonly active: boolean | null
  readonly lastActivityAt: Date | null
  readonly identified: Verdict
  readonly identifiedWhy: Why
  readonly removed: Verdict
  readonly removedWhy: Why
  readonly valid: Verdict
  readonly validWhy: Why
}

type Who = { readonly workspaceId: string; readonly slackUserId: string }

type Needs = {
  readonly clock: () => Date
  readonly standing: (who: Who) => Promise<Standing>
  readonly readSetup: (workspaceId: string) => Promise<Setup>
  readonly readChecks: (workspaceId: string) => Promise<readonly ChecksReport[]>
  readonly readPeopleNotices: (workspaceId: string) => Promise<PeopleNotices>
  readonly startedWith: StartedWith
  readonly settings: {
    get(workspaceId: string): Promise<{ settings: Pick<Settings, 'schedule' | 'timeZone'> } | null>
  }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
  readonly overview: {
    findingsOpen(key: ConnectionKey, from: number, limit: number): Promise<readonly OpenFindingFacts[]>
    accountsOwn(workspaceId: string, slackUserId: string): Promise<readonly OwnAccount[]>
  }
  readonly runs: {
    working(
      workspaceId: string,
      source: 'miro',
      sourceId: string,
      now: Date,
    ): Promise<{ readonly rows: number } | null>
  }
  readonly audit: { recent(workspaceId: string, limit: number): Promise<readonly Activity[]> }
}

/** Findings to a page of Home. */
export const findingsPerPage = 10
/** Enough to tell that something was done many times in a row. */
const activities = 200

/** What App Home shows this person, read from what is stored. Miro is not asked; Slack only who this is. */
export async function readHome(needs: Needs, who: Who, place: HomePlace): Promise<Home> {
  const stands = await needs.standing(who).catch((error: unknown) => {
    if (foreignError(error) === null) throw error
    return null
  })
  if (stands?.as === 'admin') return adminHome(needs, who.workspaceId, place)
  if (stands?.as === 'refused') return { for: 'refused', because: stands.because, admins: stands.admins }
  return memberHome(needs, who, stands)
}

async function adminHome(needs: Needs, workspaceId: string, place: HomePlace): Promise<AdminHome> {
  const setup = await needs.readSetup(workspaceId)
  const reports = await needs.readChecks(workspaceId)
  const report = reports.find(({ key }) => key.miroOrgId === place.miroOrgId) ?? reports[0]
  return {
    for: 'admin',
    setup,
    reports,
    shown: report === undefined ? null : await shownOrganization(needs, report, place.from),
    activity: await needs.audit.recent(workspaceId, activities),
    people: await needs.readPeopleNotices(workspaceId),
  }
}

async function shownOrganization(
  needs: Needs,
  report: ChecksReport,
  wanted: number,
): Promise<ShownOrganization> {
  const { key } = report
  const total = report.checks.reduce((sum, { open }) => sum + open, 0)
  const last = Math.max(0, Math.ceil(total / findingsPerPage) - 1) * findingsPerPage
  const from = Math.min(Math.max(0, wanted), last)
  const run = await needs.runs.working(key.workspaceId, 'miro', key.miroOrgId, needs.clock())
  return {
    report,
    syncing: run === null ? null : { accountsRead: run.rows },
    nextSyncAt: await nextSyncOf(needs, key.workspaceId),
    findings: { rows: await needs.overview.findingsOpen(key, from, findingsPerPage), from, total },
  }
}

async function nextSyncOf(needs: Needs, workspaceId: string): Promise<Date | null> {
  const stored = await needs.settings.get(workspaceId)
  return stored === null ? null : nextSync(needs, stored.settings)
}

async function memberHome(
  needs: Needs,
  who: Who,
  stands: Extract<Standing, { as: 'member' }> | null,
): Promise<MemberHome> {
  const reports = await needs.readChecks(who.workspaceId)
  const accounts = await needs.overview.accountsOwn(who.workspaceId, who.slackUserId)
  const admins = await needs.people.admins(who.workspaceId)
  return {
    for: 'member',
    sure: stands !== null,
    keeper: stands?.keeper === true,
    organizations: reports.map(report => ({
      organizationName: report.organizationName,
      lastCompleteSyncAt: report.lastCompleteSyncAt,
      fresh: report.accountsFresh && report.staffFresh,
      accounts: accounts.filter(({ miroOrgId }) => miroOrgId === report.key.miroOrgId),
    })),
    admins: admins.filter(id => id !== who.slackUserId),
  }
}
