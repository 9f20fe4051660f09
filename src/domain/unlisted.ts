import { type Calendar, type Deadline, dueAt } from './deadline.ts'
import type { Said } from './staff-sources.ts'
import { dayIn } from './wall-clock.ts'

// People whom the staff list no longer names, while Slack shows them as active: administrators are asked whether they
// left, and the alert channel is told how many there are.

/** Somebody about whom administrators are asked, as a message names them. */
export type UnlistedPerson = {
  readonly id: string
  readonly name: string
  /** Since when lists lack them, and since when that is sure. */
  readonly since: Date
  readonly askedAt: Date
  /** How many accounts of theirs give access. */
  readonly accounts: number
  /** How many accounts that nobody is known for are likely theirs. */
  readonly likely?: number | undefined
  /** Somebody of the list who may be them. */
  readonly alike?: string | undefined
}

/** What became of a question: what was said, or what made it needless. */
export type Answered = {
  readonly id: string
  readonly name: string
  readonly as: 'left' | 'still_here' | 'listed' | 'deactivated' | 'joined' | 'over'
  /** Slack id of who said so, and when; where nobody did, when it was so. */
  readonly by?: string | undefined
  readonly at?: Date | undefined
}

/** The question to one administrator: one message, as long as anybody is asked about. */
export type UnlistedFacts = {
  readonly kind: 'unlisted'
  /** Who was missed first comes first; the first ten. */
  readonly people: readonly UnlistedPerson[]
  readonly all: number
  /** By when it has to be answered, as if they had left: the soonest. */
  readonly dueAt: Date
  readonly overdue: boolean
  /** Of those who stood in it before. */
  readonly answered: readonly Answered[]
  readonly fixedAt: Date | null
}

/** The same for the alert channel, without names. */
export type UnlistedCountFacts = {
  readonly kind: 'unlisted_count'
  readonly all: number
  /** False: nobody administers but those it is about. */
  readonly asked: boolean
  readonly dueAt: Date
  readonly overdue: boolean
  readonly fixedAt: Date | null
}

/** People to a page of the question, and those named in a message. */
export const unlistedAtOnce = 10

type Waiting = Omit<UnlistedPerson, 'alike'> & {
  readonly slackUserIds: readonly string[]
  readonly alike: { readonly name: string } | null
}

type Clock = { readonly now: Date; readonly deadline: Deadline; readonly calendar: Calendar }

/** Those about whom somebody is asked: nobody decides about themselves. `by`: a Slack id. */
export const withoutOneself = <Who extends Pick<Waiting, 'slackUserIds'>>(
  people: readonly Who[],
  by: string,
): Who[] => people.filter(({ slackUserIds }) => !slackUserIds.includes(by))

/** By when it has to be answered: the time a leaver's access may last, from when it was sure that lists lack them. */
export const answerDueAt = (askedAt: Date, { deadline, calendar }: Omit<Clock, 'now'>): Date =>
  dueAt(askedAt, deadline, calendar)

/** How urgent it is, by who was missed first, who comes first; null: nobody is asked about. */
export function urgency(
  people: readonly Pick<Waiting, 'askedAt'>[],
  clock: Clock,
): { readonly dueAt: Date; readonly overdue: boolean } | null {
  const [first] = people
  if (first === undefined) return null
  const soonest = answerDueAt(first.askedAt, clock)
  return { dueAt: soonest, overdue: soonest <= clock.now }
}

/** Their last day unless somebody says another one: the day on which a list first lacked them, where they are. */
export const firstDayMissing = (since: Date, timeZone: string): string => dayIn(since, timeZone)

/** What the message to one administrator names. */
export const named = (people: readonly Waiting[]): UnlistedPerson[] =>
  people.slice(0, unlistedAtOnce).map(({ id, name, since, askedAt, accounts, likely = 0, alike }) => ({
    ...{ id, name, since, askedAt, accounts },
    ...(likely > 0 && { likely }),
    ...(alike === null ? {} : { alike: alike.name }),
  }))

/** What became of somebody about whom nobody is asked any more; null: they are no person of their own any more. */
export function answeredAs(
  asked: { readonly id: string },
  person: { readonly id: string; readonly endAt: Date | null; readonly said: readonly Said[] } | null,
): Answered['as'] {
  if (person === null || person.id !== asked.id) return 'joined'
  const [list, slack] = [person.said.find(isList), person.said.find(({ source }) => source === 'slack')]
  if (list?.missingSince === null && person.said.filter(isList).length > 1) return 'joined'
  if (person.endAt !== null) return 'left'
  if (list?.missingSince === null) return 'listed'
  if (list != null && list.stillHereAt !== null) return 'still_here'
  return slack?.gone === true ? 'deactivated' : 'over'
}

/** Who said what became of somebody, and when, as far as a source tells. */
export function saidOf(as: Answered['as'], said: readonly Said[]): Pick<Answered, 'by' | 'at'> {
  const entered = said.find(({ source }) => source === 'entered')
  const [list, slack] = [said.find(isList), said.find(({ source }) => source === 'slack')]
  const at = { still_here: list?.stillHereAt, deactivated: slack?.goneSince, left: entered?.saidAt }
  const by = (as === 'left' ? entered?.saidBy : as === 'still_here' ? list?.saidBy : null) ?? null
  const when = as === 'still_here' || as === 'deactivated' || as === 'left' ? (at[as] ?? null) : null
  return { ...(by !== null && { by }), ...(when !== null && { at: when }) }
}

const isList = ({ source }: Said): boolean => source === 'list'
