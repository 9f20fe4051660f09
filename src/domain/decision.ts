import type { AccountClass } from './account.ts'
import { normaliseAddress } from './mail-address.ts'
import { isStaff, leftState, type Person } from './staff.ts'
import { endOfDay } from './wall-clock.ts'

/** What somebody says an account is. `on` dates are YYYY-MM-DD. */
export type Choice =
  /** Also somebody who left: that is how their access is found. */
  | { readonly as: 'staff' }
  | {
      readonly as: 'new_staff'
      readonly name: string
      readonly email: string
      readonly title: string | null
      readonly startsOn: string | null
    }
  /** With a sponsor. */
  | { readonly as: 'external'; readonly reason: string | null }
  /** With an owner. */
  | { readonly as: 'service' | 'shared'; readonly reason: string; readonly reviewOn: string }
  | { readonly as: 'unidentified' }

/** Somebody a choice names. */
export type PersonRef = { readonly slackUserId: string } | { readonly personId: string }

/** What somebody says an account is, and who the staff member, the sponsor or the owner is. */
export type Given = { readonly choice: Choice; readonly who: PersonRef | null }

/** Why nothing at all is decided about an account. */
export type AccountRefusal =
  /** Not an account of this organization. */
  | 'no_account'
  | 'gone'
  /** Its organization is: nothing is checked that a decision could put right. */
  | 'disconnected'
  | 'own_account'

/** Why a decision is not taken. */
export type Refusal =
  | AccountRefusal
  | 'yourself'
  | 'unknown_person'
  | 'not_staff'
  | 'has_left'
  /** The sponsor or owner carries the very address of the account. */
  | 'same_address'
  | 'no_name'
  | 'bad_address'
  | 'address_taken'
  | 'bad_start'
  | 'short_reason'
  | 'bad_review'

/** What a choice is judged by. */
export type Judged = {
  readonly now: Date
  /** IANA; bare dates are days there. */
  readonly timeZone: string
  /** Slack id of who decides. */
  readonly by: string
  readonly account: Decided | null
  /** Whom the choice names, as stored; null when nobody was found, or where it names nobody. */
  readonly person: (Person & { readonly carriesAddress: boolean }) | null
  /** A new staff member: somebody has this e-mail address already. */
  readonly addressTaken: boolean
}

/** An account somebody wants to decide about. */
type Decided = { readonly removedAt: Date | null; readonly disconnected: boolean; readonly own: boolean }

/** What is to be stored. */
export type Decision = {
  readonly class: AccountClass
  readonly personId: string | null
  readonly reason: string | null
  readonly reviewAt: Date | null
  readonly newcomer: Newcomer | null
}

export type Newcomer = {
  readonly name: string
  readonly address: string
  readonly title: string | null
  readonly startAt: Date | null
}

export const shortestReason = 10
const longestReviewDays = 366

/** Whether anything can be decided about an account; null when it can. Nobody decides about their own. */
export function accountRefusal(account: Decided | null): AccountRefusal | null {
  if (account === null) return 'no_account'
  if (account.removedAt !== null) return 'gone'
  if (account.disconnected) return 'disconnected'
  return account.own ? 'own_account' : null
}

/** Whether somebody may decide so, and what is then stored. */
export function judge(choice: Choice, facts: Judged): { refused: Refusal } | { decision: Decision } {
  const refused = accountRefusal(facts.account)
  if (refused !== null) return { refused }
  switch (choice.as) {
    case 'staff':
      return asStaff(facts)
    case 'new_staff':
      return asNewStaff(choice, facts)
    case 'external':
      return withAnswerable({ ...nothing, class: 'external', reason: choice.reason?.trim() || null }, facts)
    case 'service':
    case 'shared':
      return asNobodys(choice, facts)
    case 'unidentified':
      return { decision: nothing }
  }
}

const nothing: Decision = {
  class: 'unidentified',
  personId: null,
  reason: null,
  reviewAt: null,
  newcomer: null,
}

type Said = { refused: Refusal } | { decision: Decision }

function asStaff({ person, by }: Judged): Said {
  if (person === null) return { refused: 'unknown_person' }
  if (person.slackUserId === by) return { refused: 'yourself' }
  if (!isStaff(person)) return { refused: 'not_staff' }
  return { decision: { ...nothing, class: 'staff', personId: person.id } }
}

function asNewStaff(choice: Extract<Choice, { as: 'new_staff' }>, { timeZone, addressTaken }: Judged): Said {
  const name = choice.name.trim()
  const address = normaliseAddress(choice.email)
  if (name === '') return { refused: 'no_name' }
  if (address === null) return { refused: 'bad_address' }
  if (addressTaken) return { refused: 'address_taken' }
  const startAt = choice.startsOn === null ? null : startOfDay(choice.startsOn, timeZone)
  if (choice.startsOn !== null && startAt === null) return { refused: 'bad_start' }
  const newcomer = { name, address, title: choice.title?.trim() || null, startAt }
  return { decision: { ...nothing, class: 'staff', newcomer } }
}

function asNobodys(choice: Extract<Choice, { as: 'service' | 'shared' }>, facts: Judged): Said {
  // An owner counts as the holder of the account, so making yourself one is a decision about your own account.
  if (facts.person?.slackUserId === facts.by) return { refused: 'yourself' }
  const reason = choice.reason.trim()
  const reviewAt = endOfDay(choice.reviewOn, facts.timeZone)
  const said = withAnswerable({ ...nothing, class: choice.as, reason, reviewAt }, facts)
  if ('refused' in said) return said
  if (Array.from(reason).length < shortestReason) return { refused: 'short_reason' }
  const days = reviewAt === null ? 0 : (reviewAt.getTime() - facts.now.getTime()) / 86_400_000
  return days <= 0 || days > longestReviewDays ? { refused: 'bad_review' } : said
}

/** A sponsor or owner has to be staff of today. */
function withAnswerable(decision: Decision, { person, now }: Judged): Said {
  if (person === null) return { refused: 'unknown_person' }
  if (!isStaff(person)) return { refused: 'not_staff' }
  if (leftState(person, now).left) return { refused: 'has_left' }
  if (person.carriesAddress) return { refused: 'same_address' }
  return { decision: { ...decision, personId: person.id } }
}

/** The first instant of a day: the end of the one before. */
function startOfDay(bareDate: string, timeZone: string): Date | null {
  if (endOfDay(bareDate, timeZone) === null) return null
  const before = new Date(Date.parse(`${bareDate}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return endOfDay(before, timeZone)
}
