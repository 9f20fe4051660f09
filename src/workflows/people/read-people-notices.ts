import { reminderOf } from '../../domain/leaving.ts'
import { type Question, silentSince } from '../../domain/question.ts'
import type { HeldFacts } from '../../domain/source-notice.ts'
import type { StaffListSource } from '../alerts/list-notices.ts'

/** Somebody whose last day is near, or over. */
export type NoticedPerson = {
  readonly id: string
  readonly name: string
  readonly lastDay: string | null
  readonly endAt: Date
}

/** Somebody about whom the staff list and Slack say different things; the list is believed. */
export type DisputedPerson = {
  readonly id: string
  readonly name: string
  /** slack_gone: Slack says gone, the list does not. list_gone: the other way round. */
  readonly conflict: 'slack_gone' | 'list_gone'
  /** Since when one of them says gone. */
  readonly since: Date | null
}

/** Somebody of Slack alone who looks like somebody of other sources alone. */
export type LikePeople = {
  readonly because: 'same_name' | 'similar_name'
  readonly slack: { readonly id: string; readonly name: string; readonly address: string | null }
  readonly other: LikePeople['slack']
}

/** Somebody whose first day is still to come, with an account that gives access already. */
export type EarlyPerson = {
  readonly id: string
  readonly name: string
  readonly startAt: Date
  /** The first of their accounts with access, and how many there are. */
  readonly miroOrgId: string
  readonly accountId: string
  readonly accounts: number
}

/** What about people waits for an administrator. Derived each time, never stored. */
export type PeopleNotices = {
  /** Reads of people or of user groups that are not taken over without somebody's word. */
  readonly held: readonly HeldFacts[]
  /** Contracts that end within 14 days, the soonest first. */
  readonly contracts: readonly NoticedPerson[]
  /** Whose last day is over, while Slack says that they are active. */
  readonly stillActive: readonly NoticedPerson[]
  readonly disputed: readonly DisputedPerson[]
  /** Who begins later and has access already, the soonest first. */
  readonly early: readonly EarlyPerson[]
  /** Who may be one person. */
  readonly alike: readonly LikePeople[]
  /** The staff list read on the schedule, while it cannot be used. */
  readonly brokenList: StaffListSource | null
  /** Answers that wait for a decision, and reviews that nobody answers; what has waited longest first. */
  readonly questions: readonly Question[]
}

type Needs = {
  readonly clock: () => Date
  readonly alerts: { heldNotices(workspaceId: string): Promise<readonly HeldFacts[]> }
  readonly leaving: {
    contracts(workspaceId: string, now: Date, until: Date, limit: number): Promise<readonly NoticedPerson[]>
    stillActive(workspaceId: string, now: Date, limit: number): Promise<readonly NoticedPerson[]>
    disputed(workspaceId: string, now: Date, limit: number): Promise<readonly DisputedPerson[]>
    early(workspaceId: string, now: Date, limit: number): Promise<readonly EarlyPerson[]>
  }
  readonly likenesses: { list(workspaceId: string, limit: number): Promise<readonly LikePeople[]> }
  readonly staffList: { source(workspaceId: string): Promise<StaffListSource | null> }
  readonly questions: {
    waiting(workspaceId: string, now: Date, silentSince: Date, limit: number): Promise<readonly Question[]>
  }
}

/** As many of each as can be told one by one, and one more to tell that there are others. */
const most = 6
const widest = 16 * 86_400_000

export async function readPeopleNotices(needs: Needs, workspaceId: string): Promise<PeopleNotices> {
  const now = needs.clock()
  const until = new Date(now.getTime() + widest)
  const source = await needs.staffList.source(workspaceId)
  const contracts = await needs.leaving.contracts(workspaceId, now, until, most)
  return {
    held: await needs.alerts.heldNotices(workspaceId),
    contracts: contracts.filter(({ endAt }) => reminderOf(endAt, now) !== null),
    stillActive: await needs.leaving.stillActive(workspaceId, now, most),
    disputed: await needs.leaving.disputed(workspaceId, now, most),
    early: await needs.leaving.early(workspaceId, now, most),
    alike: await needs.likenesses.list(workspaceId, most),
    brokenList: source === null || source.trouble === null ? null : source,
    questions: await needs.questions.waiting(workspaceId, now, silentSince(now), most),
  }
}
