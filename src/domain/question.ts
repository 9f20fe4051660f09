import type { Account, AccountClass } from './account.ts'
import { isStaff, leftState, type Person } from './staff.ts'
import type { Because } from './suggest.ts'

/** whose: whether an account is theirs. review: whether an account they answer for is still needed. */
export type About = 'whose' | 'review'

export type Answer = 'mine' | 'not_mine' | 'shared' | 'still' | 'no_longer'

/**
 * How a question ended. confirmed: somebody decided as was answered. answered: the answer left nothing to decide.
 * decided: somebody, or the address, said something else meanwhile. gone: there is no such access any more. left: the
 * person who was asked is no longer on the staff.
 */
export type SettledAs = 'confirmed' | 'dismissed' | 'answered' | 'decided' | 'gone' | 'left' | 'disconnected'

/** A question to one person about one account, as it is stored. */
export type Question = {
  readonly id: string
  readonly about: About
  readonly miroOrgId: string
  readonly organizationName: string
  readonly account: Pick<Account, 'id' | 'email' | 'role' | 'lastActivityAt'>
  /** What the account is by now, as somebody decided; null: nobody did. */
  readonly class: AccountClass | null
  readonly reason: string | null
  /** Why they were asked; null in a review. */
  readonly because: Because | null
  readonly personId: string
  readonly personName: string
  readonly slackUserId: string | null
  /** Slack id of who asked; null: the bot, because a review was due. */
  readonly askedBy: string | null
  readonly askedAt: Date
  readonly remindedAt: Date | null
  readonly answer: Answer | null
  readonly answeredAt: Date | null
  readonly settledAs: SettledAs | null
  /** Slack id; null: nobody had to. */
  readonly settledBy: string | null
  readonly settledAt: Date | null
}

/** What is known now of what a question is about. */
export type Ground = {
  /** Neither gone nor deactivated. */
  readonly live: boolean
  /** The last evaluation knows whose or what the account is. */
  readonly identified: boolean
  readonly personLeft: boolean
  readonly decision: {
    readonly class: AccountClass
    readonly personId: string | null
    readonly by: string
    readonly at: Date
  } | null
}

const day = 86_400_000
const reminderAfter = 3 * day
const silentAfter = 7 * day

type Step =
  | { readonly step: 'settle'; readonly as: SettledAs; readonly by: string | null }
  | { readonly step: 'remind' }

/** What is to be done about a question now; null: nothing, or it is over. */
export function nextStep(question: Question, ground: Ground, now: Date): Step | null {
  if (question.settledAs !== null) return null
  if (!ground.live) return { step: 'settle', as: 'gone', by: null }
  const decided =
    question.about === 'whose' ? whoseDecided(question, ground) : reviewDecided(question, ground)
  if (decided !== null) return { step: 'settle', ...decided }
  if (question.answer !== null) return null
  if (ground.personLeft) return { step: 'settle', as: 'left', by: null }
  const due = question.remindedAt === null && passed(question.askedAt, reminderAfter, now)
  return due ? { step: 'remind' } : null
}

const passed = (since: Date, time: number, now: Date): boolean => now.getTime() >= since.getTime() + time

type Decided = { readonly as: SettledAs; readonly by: string | null }

/** "Not identified" leaves the question open: it may still be answered. */
function whoseDecided({ answer, personId }: Question, { decision, identified }: Ground): Decided | null {
  if (decision === null || decision.class === 'unidentified')
    return identified ? { as: 'decided', by: null } : null
  const theirs = answer === 'mine' && decision.class === 'staff' && decision.personId === personId
  const shared = answer === 'shared' && decision.class === 'shared'
  return { as: theirs || shared ? 'confirmed' : 'decided', by: decision.by }
}

/** A new decision begins a new round, and a forgotten one ends the reviews. */
function reviewDecided({ askedAt }: Question, { decision }: Ground): Decided | null {
  if (decision === null) return { as: 'decided', by: null }
  return decision.at > askedAt ? { as: 'decided', by: decision.by } : null
}

/** What about a question waits for an administrator. */
export function waitingFor(question: Question, now: Date): 'proposal' | 'silence' | null {
  if (question.settledAs !== null) return null
  if (question.answer !== null) return 'proposal'
  return question.about === 'review' && passed(question.askedAt, silentAfter, now) ? 'silence' : null
}

/** Since when at the latest a review was asked for whose silence waits by now. */
export const silentSince = (now: Date): Date => new Date(now.getTime() - silentAfter)

export type AnswerRefusal =
  /** Nobody asked them this. */
  | 'not_asked'
  | 'answered'
  /** It is over, or the account was identified meanwhile. */
  | 'settled'

const answersOf: Readonly<Record<About, readonly Answer[]>> = {
  whose: ['mine', 'not_mine', 'shared'],
  review: ['still', 'no_longer'],
}

/** Whether this person may answer so. Only the one who was asked may, once. */
export function refusedAnswer(
  question: Question | null,
  ground: Ground | null,
  given: { readonly by: string; readonly answer: Answer; readonly now: Date },
): AnswerRefusal | null {
  if (question === null || ground === null || question.slackUserId !== given.by) return 'not_asked'
  if (!answersOf[question.about].includes(given.answer)) return 'not_asked'
  if (question.settledAs !== null && question.answer === null) return 'settled'
  if (question.answer !== null) return 'answered'
  return nextStep(question, ground, given.now)?.step === 'settle' ? 'settled' : null
}

/** Whether an answer leaves nothing for an administrator to decide. */
export const needsNobody = (answer: Answer): boolean => answer === 'not_mine' || answer === 'still'

export type AskRefusal =
  | 'no_account'
  | 'gone'
  | 'identified'
  | 'own_account'
  | 'yourself'
  | 'unknown_person'
  /** A guest, somebody who left, or somebody without Slack. */
  | 'out_of_reach'
  /** The bot sees no likeness, so nobody is asked at random. */
  | 'not_likely'

type ToAsk = {
  readonly now: Date
  readonly by: string
  readonly account:
    | (Pick<Account, 'removedAt' | 'active'> & { readonly own: boolean; readonly class: AccountClass | null })
    | null
  readonly person: Pick<Person, 'kind' | 'slackUserId' | 'endAt' | 'deactivated' | 'leftKnownAt'> | null
  readonly suggested: boolean
}

/** Why nobody is asked whether an account is theirs; null: they may be. */
export function refusedAsk({ now, by, account, person, suggested }: ToAsk): AskRefusal | null {
  if (account === null) return 'no_account'
  if (account.removedAt !== null || account.active === false) return 'gone'
  if (account.class !== null && account.class !== 'unidentified') return 'identified'
  if (account.own) return 'own_account'
  if (person === null) return 'unknown_person'
  if (person.slackUserId === by) return 'yourself'
  if (!isStaff(person) || person.slackUserId === null || leftState(person, now).left) return 'out_of_reach'
  return suggested ? null : 'not_likely'
}
