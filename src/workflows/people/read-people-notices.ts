import { reminderOf } from '../../domain/leaving.ts'
import { type Question, silentSince } from '../../domain/question.ts'
import type { HeldFacts } from '../../domain/source-notice.ts'
import type { Answer, Uses } from '../uses.ts'
import { readUnlisted, type UnlistedAsked } from './answer-unlisted.ts'

/** Somebody whose last day is near, or over. */
export type NoticedPerson = Answer<'leaving.stillActive'>[number]

/** Somebody about whom the staff list and Slack say different things; the list is believed. */
export type DisputedPerson = Answer<'leaving.disputed'>[number]

/** Somebody of Slack alone who looks like somebody of other sources alone. */
export type LikePeople = Answer<'likenesses.list'>[number]

/** Somebody whose first day is still to come, with an account that gives access already. */
export type EarlyPerson = Answer<'leaving.early'>[number]

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
  /** Some of the staff without an e-mail address anywhere, to whom no account can be matched, and how many there are. */
  readonly withoutAddress: Answer<'people.withoutAddress'>
  /** The staff list read on the schedule, while it cannot be used. */
  readonly brokenList: Answer<'staffList.source'> | null
  /** No longer in the staff list, while Slack shows them as active, and nobody has said whether they left. */
  readonly unlisted: readonly UnlistedAsked[]
  /** Answers that wait for a decision, and reviews that nobody answers; what has waited longest first. */
  readonly questions: readonly Question[]
}

/** As many of each as can be told one by one, and one more to tell that there are others. */
const most = 6
const widest = 16 * 86_400_000

type Who = { readonly workspaceId: string; readonly slackUserId: string }

/** What waits for this administrator: nobody is asked about themselves. */
export async function readPeopleNotices(
  world: Parameters<typeof readUnlisted>[0] &
    Uses<
      | 'clock'
      | 'alerts.heldNotices'
      | 'leaving.contracts'
      | 'leaving.stillActive'
      | 'leaving.disputed'
      | 'leaving.early'
      | 'likenesses.list'
      | 'people.withoutAddress'
      | 'staffList.source'
      | 'questions.waiting'
    >,
  { workspaceId, slackUserId: by }: Who,
): Promise<PeopleNotices> {
  const now = world.clock()
  const until = new Date(now.getTime() + widest)
  const source = await world.staffList.source(workspaceId)
  const contracts = await world.leaving.contracts(workspaceId, now, until, most)
  return {
    held: await world.alerts.heldNotices(workspaceId),
    contracts: contracts.filter(({ endAt }) => reminderOf(endAt, now) !== null),
    stillActive: await world.leaving.stillActive(workspaceId, now, most),
    disputed: await world.leaving.disputed(workspaceId, now, most),
    early: await world.leaving.early(workspaceId, now, most),
    alike: await world.likenesses.list(workspaceId, most),
    withoutAddress: await world.people.withoutAddress(workspaceId, now, 3),
    brokenList: source === null || source.trouble === null ? null : source,
    unlisted: await readUnlisted(world, { workspaceId, by }),
    questions: await world.questions.waiting(workspaceId, now, silentSince(now), most),
  }
}
