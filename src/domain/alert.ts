import type { ChannelFacts, ChannelMovedFacts } from './channel-notice.ts'
import type { CheckId } from './check.ts'
import type { Frame } from './checks/form.ts'
import { nextSeverityAt, type Severity, severity } from './deadline.ts'
import type { FindingFacts } from './finding-facts.ts'
import { fingerprint } from './fingerprint.ts'
import { type GapReason, type Gaps, knownUntil } from './gap.ts'
import type { OverdueFacts, StillOpenFacts } from './ladder.ts'
import type { Told } from './leaving.ts'
import type { Question } from './question.ts'
import type {
  HeldGroupsFacts,
  HeldListFacts,
  HeldSyncFacts,
  ListTroubleFacts,
  StaffListFacts,
} from './source-notice.ts'
import type { UnlistedCountFacts, UnlistedFacts } from './unlisted.ts'

/** All a living message may say, read when it is rendered. */
export type AlertFacts =
  | FindingsFacts
  | NoticeFacts
  | QuestionFacts
  | AnswerFacts
  | OverdueFacts
  | StillOpenFacts

/** Of messages about something else than findings. */
export type NoticeFacts =
  | FirstLookFacts
  | ChannelFacts
  | ChannelMovedFacts
  | ConnectionFacts
  | TokensFacts
  | DisconnectedFacts
  | StaffListFacts
  | HeldSyncFacts
  | ListTroubleFacts
  | HeldListFacts
  | ContractsFacts
  | HeldGroupsFacts
  | UnlistedFacts
  | UnlistedCountFacts

type OfOrganization = { readonly organizationName: string; readonly miroOrgId: string }

/** summary: everything the first evaluation found. findings: one group. */
export type FindingsFacts = OfOrganization & {
  readonly kind: 'summary' | 'findings'
  readonly groups: readonly GroupFacts[]
  /** Live accounts when the summary was made: what was found then was found among so many. */
  readonly firstAccounts: number
  /** How many live accounts some check cannot judge now. */
  readonly unknown: number
  /** What is not read at present: then this is how things stood. */
  readonly gaps: Gaps
}

export type GroupFacts = {
  readonly id: string
  readonly checkId: CheckId
  readonly openedAt: Date
  readonly open: number
  readonly closed: number
  /** How many of the closed ones are not put right: Miro was disconnected, or the check switched off. */
  readonly unwatched: number
  /** The open findings first, then the unwatched, the soonest due first; at most 20. */
  readonly findings: readonly FindingFacts[]
}

/** What the first evaluation found, told once to the person who connected while there is no alert channel yet. */
export type FirstLookFacts = OfOrganization & {
  readonly kind: 'first_look'
  readonly accounts: number
  /** How many of them some check cannot judge yet. */
  readonly unknown: number
  readonly open: readonly { readonly checkId: CheckId; readonly count: number }[]
  /** The channel that was chosen after it; null: alerts still wait for one. */
  readonly chosen: { readonly channelId: string; readonly at: Date } | null
  /** Slack id of who disconnected Miro since then, and when. */
  readonly disconnected: { readonly by: string; readonly at: Date } | null
}

/** The connection itself needs somebody: told once, closed when it works again. */
export type ConnectionFacts = OfOrganization & {
  readonly kind: 'connection'
  readonly trouble: 'reconnect_needed' | 'access_lost' | 'stale'
  /** Why no sync was complete lately; null: the trouble says it. */
  readonly because: GapReason | null
  readonly since: Date
  readonly lastCompleteSyncAt: Date | null
  readonly fixedAt: Date | null
}

/** Nothing renewed the access to Miro for long, and soon it cannot be renewed: told once, closed when it was. */
export type TokensFacts = OfOrganization & {
  readonly kind: 'tokens'
  readonly renewedAt: Date
  readonly endsAt: Date
  readonly fixedAt: Date | null
}

/** Nobody watches an organization any more: told once, closed when it is watched again. */
export type DisconnectedFacts = OfOrganization & {
  readonly kind: 'disconnected'
  /** A Slack id. */
  readonly by: string
  readonly since: Date
  /** Findings that were open, and are no longer watched. */
  readonly closedFindings: number
  readonly fixedAt: Date | null
}

/** Contracts that end soon, told once and never followed. */
export type ContractsFacts = {
  readonly kind: 'contracts'
  /** The soonest first. `days`: whole days from the telling until the last day begins. */
  readonly people: readonly (Told & {
    readonly name: string
    readonly lastDay: string | null
    readonly days: number
  })[]
}

/** A question to the person who is asked. `again`: the reminder of it. */
export type QuestionFacts = {
  readonly kind: 'question'
  readonly again: boolean
  readonly question: Question
}

/** The answer, to the administrator who has to decide. */
export type AnswerFacts = { readonly kind: 'answer'; readonly question: Question }

type Group = { readonly id: string; readonly checkId: CheckId; readonly open: number }

/** What is stored about messages when an evaluation ends. */
export type PublishFacts = {
  readonly groupsWithoutAlert: readonly Group[]
  /** The summary, while it waits to be posted. */
  readonly unpostedSummary: string | null
  readonly everAlerted: boolean
  /** A first look was told before. */
  readonly everLooked: boolean
  /** Alerts with a group that changed. */
  readonly changedAlerts: readonly string[]
  /** Alerts that say something else by now, by time alone. */
  readonly alertsDueToChange: readonly string[]
  /** Alerts that print a fact which is another one by now. */
  readonly outdatedAlerts: readonly string[]
}

/** Which messages to make, which to give more groups, and which have something new to say. */
export type PublishPlan = {
  readonly create: readonly { readonly kind: 'summary' | 'findings'; readonly groupIds: readonly string[] }[]
  readonly attach: readonly { readonly alertId: string; readonly groupIds: readonly string[] }[]
  readonly bump: readonly string[]
}

/** What an evaluation had to go by. */
export type Ground = Pick<Frame, 'accounts' | 'staff'> & {
  /** How many accounts it looked at. */
  readonly looked: number
}

/**
 * The first evaluation that could judge makes one summary, also of nothing; what comes before it could be posted
 * joins it; afterwards every group has its own message. Nothing found where nothing could be judged is no summary,
 * and what rests on old data does not grow worse by time alone.
 */
export function planAlerts(facts: PublishFacts, ground: Ground): PublishPlan {
  const groupIds = facts.groupsWithoutAlert.map(group => group.id)
  const byTime = ground.accounts === 'fresh' ? facts.alertsDueToChange : []
  const news = [...facts.changedAlerts, ...facts.outdatedAlerts, ...byTime]
  const judged = ground.accounts === 'fresh' && ground.staff === 'fresh' && ground.looked > 0
  if (!facts.everAlerted && groupIds.length === 0 && !judged)
    return { create: [], attach: [], bump: unique(news) }
  if (!facts.everAlerted) return { create: [{ kind: 'summary', groupIds }], attach: [], bump: unique(news) }
  const summary = facts.unpostedSummary
  if (summary === null || groupIds.length === 0) {
    const create = groupIds.map(id => ({ kind: 'findings' as const, groupIds: [id] }))
    return { create, attach: [], bump: unique(news) }
  }
  // Bumped as well: it may be on its way to Slack at this moment, without the new groups.
  return { create: [], attach: [{ alertId: summary, groupIds }], bump: unique([...news, summary]) }
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)].sort()

/** A fingerprint of every fact a message of findings prints: where it is another one, the message has to be edited. */
export function toldOf(facts: AlertFacts): string | null {
  if (facts.kind !== 'summary' && facts.kind !== 'findings') return null
  const { organizationName, groups, unknown, gaps } = facts
  const printed = groups.map(({ id, checkId, open, closed, findings }) => [
    ...[id, open, closed],
    // When somebody was last active is said of licences alone.
    findings.map(({ account, ...finding }) => [
      ...[finding, account?.email, account?.role, account?.class, account?.adminRoles, account?.authorises],
      ...(checkId === 'licence_used' ? [account?.lastActivityAt] : []),
    ]),
  ])
  return fingerprint(JSON.stringify([organizationName, unknown, gaps, printed]))
}

export type AlertState = {
  readonly closed: boolean
  /** The worst of what is open; null where nothing is, or where it has no due time. */
  readonly severity: Severity | null
  /** When the message says something else by time alone. */
  readonly changesAt: Date | null
}

export function alertState(facts: AlertFacts, now: Date): AlertState {
  switch (facts.kind) {
    case 'summary':
    case 'findings':
      return groupsState(facts.groups, knownUntil(facts.gaps, now))
    case 'connection':
    case 'tokens':
    case 'disconnected':
    case 'channel':
    case 'staff_list':
    case 'list_trouble':
    case 'unlisted':
    case 'unlisted_count':
      return quiet(facts.fixedAt !== null)
    case 'held_sync':
    case 'held_list':
    case 'held_groups':
      return quiet(facts.decided !== null)
    case 'first_look':
      // What it found is not followed up, only that alerts wait.
      return quiet(facts.chosen !== null || facts.disconnected !== null)
    case 'question':
    case 'answer':
      return quiet(facts.question.settledAs !== null)
    case 'contracts':
    case 'channel_here':
    case 'channel_away':
    case 'overdue':
    case 'still_open':
      return quiet(true)
  }
}

/** Nothing in it has a due time. */
const quiet = (closed: boolean): AlertState => ({ closed, severity: null, changesAt: null })

/** What nobody saw open need not be read once it is closed, but for what tells something new all the same. */
export function isNews(facts: AlertFacts, { closed }: AlertState): boolean {
  if (facts.kind === 'question') return !closed && !(facts.again && facts.question.answer !== null)
  if (facts.kind === 'overdue' || facts.kind === 'still_open') return facts.findings.length > 0
  return !closed || toldOnce.has(facts.kind) || tellsAnswer(facts)
}

const toldOnce: ReadonlySet<AlertFacts['kind']> = new Set([
  ...(['summary', 'first_look', 'contracts', 'channel_here', 'channel_away'] as const),
])

/** Whoever asked hears also of an answer that leaves nothing to decide, and that none will come. */
const tellsAnswer = (facts: AlertFacts): boolean =>
  facts.kind === 'answer' && (facts.question.settledAs === 'answered' || facts.question.settledAs === 'left')

const ladder: readonly Severity[] = ['due', 'critical', 'overdue']

function groupsState(groups: readonly GroupFacts[], now: Date): AlertState {
  const open = groups.flatMap(group => group.findings.filter(finding => finding.closedAt === null))
  const severities = open.map(finding => severity(finding, now))
  const changes = open.flatMap(finding => nextSeverityAt(finding, now) ?? [])
  return {
    closed: groups.every(group => group.open === 0),
    severity: ladder.findLast(step => severities.includes(step)) ?? null,
    changesAt: changes.reduce<Date | null>((one, other) => (one === null || other < one ? other : one), null),
  }
}
