import { beginsLater, isStaff, type Person } from './staff.ts'
import { isUnlisted, type Said, unlistedSince } from './staff-sources.ts'
import { endOfDay } from './wall-clock.ts'

/** What people enter about a person, beside what other sources say. `lastDay`: YYYY-MM-DD, inclusive. */
export type Entry = {
  readonly type: 'employee' | 'contractor'
  readonly lastDay: string | null
  readonly onLeave: boolean
}

/**
 * came_back: they work here again, and a new time of employment begins now. begun: they work here already, though a
 * source says that they begin later.
 */
export type LeavingDeed = 'entered' | 'came_back' | 'begun'

export type LeavingRefusal =
  /** Nobody such is known. */
  | 'no_person'
  /** A guest in Slack, or invited: nothing would follow from their last day. */
  | 'not_staff'
  /** Nobody decides about themselves. */
  | 'yourself'
  | 'no_date'
  | 'too_long_ago'
  | 'too_far_ahead'
  /** Before the day they began, or began again. */
  | 'before_start'
  /** Who is on long leave still works here. */
  | 'past_and_on_leave'
  | 'contractor_without_end'
  | 'contract_too_long'
  /** Slack says that they are gone: coming back starts there. */
  | 'deactivated'
  /** They have not left. */
  | 'not_left'
  | 'unchanged'

type Known = Entry &
  Pick<Person, 'kind' | 'slackUserId' | 'startAt' | 'endAt' | 'deactivated'> & {
    readonly said: readonly Said[]
  }

type Ground = {
  readonly now: Date
  /** Slack id of who enters it. */
  readonly by: string
  readonly person: Known | null
  /** Where the person's days begin and end. */
  readonly timeZone: string
  readonly deed: LeavingDeed
}

/** What is stored. */
export type Leaving = Entry & {
  readonly endAt: Date | null
  readonly startAt: Date | null
  /** They work here, though a staff list no longer names them: it says nothing of them any more. */
  readonly forgetList: boolean
}

const day = 86_400_000
/** Further away it is a slip of the year. */
const mostDays = { back: 366, ahead: 731 }

/**
 * Judges what somebody enters about a person: the last day is inclusive and ends where the person is. Whoever came
 * back has no last day any more, but the one given when it is still to come.
 */
export function judgeLeaving(
  entry: Entry,
  ground: Ground,
): { readonly leaving: Leaving } | { readonly refused: LeavingRefusal } {
  const { person, by, now, deed } = ground
  const cameBack = deed === 'came_back'
  if (person === null) return { refused: 'no_person' }
  const whose = refusedPerson(person, by)
  if (whose !== null) return { refused: whose }
  const inSlack = person.said.find(({ source }) => source === 'slack')
  if (cameBack && person.deactivated && inSlack?.gone === true) return { refused: 'deactivated' }
  const listedOut = cameBack && person.deactivated
  if (cameBack && !listedOut && (person.endAt === null || person.endAt > now)) return { refused: 'not_left' }
  const given = entry.lastDay === null ? null : endOfDay(entry.lastDay, ground.timeZone)
  if (entry.lastDay !== null && given === null) return { refused: 'no_date' }
  const endAt = cameBack && given !== null && given <= now ? null : given
  const refused = refusedEnd(entry.type, endAt, person.startAt, now)
  if (refused !== null) return { refused }
  if (endAt !== null && endAt <= now && entry.onLeave) return { refused: 'past_and_on_leave' }
  const lastDay = endAt === null ? null : entry.lastDay
  const startAt = cameBack || (deed === 'begun' && beginsLater(person, now)) ? now : person.startAt
  const changed =
    person.type !== entry.type ||
    person.lastDay !== lastDay ||
    person.onLeave !== entry.onLeave ||
    startAt !== person.startAt
  if (!changed) return { refused: 'unchanged' }
  const forgetList = listedOut || (cameBack && isUnlisted(person.said))
  return { leaving: { ...entry, lastDay, endAt, startAt, forgetList } }
}

/** Whether somebody has a last day at all. What was entered before they became a guest may be taken back. */
export const mayLeave = ({ kind, said }: Pick<Known, 'kind' | 'said'>): boolean =>
  isStaff({ kind }) || said.some(({ source }) => source === 'entered')

/** Why nothing is entered about somebody at all. */
export function refusedPerson(
  person: Pick<Known, 'slackUserId' | 'kind' | 'said'>,
  by: string,
): 'yourself' | 'not_staff' | null {
  if (person.slackUserId === by) return 'yourself'
  return mayLeave(person) ? null : 'not_staff'
}

function refusedEnd(
  type: Entry['type'],
  endAt: Date | null,
  startAt: Date | null,
  now: Date,
): LeavingRefusal | null {
  if (endAt === null) return type === 'contractor' ? 'contractor_without_end' : null
  const ahead = (endAt.getTime() - now.getTime()) / day
  if (-ahead > mostDays.back) return 'too_long_ago'
  if (startAt !== null && endAt <= startAt) return 'before_start'
  if (type === 'contractor' && endAt > monthsAfter(now, 12)) return 'contract_too_long'
  return ahead > mostDays.ahead ? 'too_far_ahead' : null
}

/** The end of the day that many months later: the last day may be the same date. */
function monthsAfter(now: Date, months: number): Date {
  const then = new Date(now)
  then.setUTCMonth(then.getUTCMonth() + months)
  return new Date(then.getTime() + day)
}

/** Whole days from today until the last day begins: 0 on the day itself. `endAt`: when it ends. */
export const daysBefore = (endAt: Date, now: Date): number =>
  Math.ceil((endAt.getTime() - now.getTime()) / day) - 1

/** Whole days that somebody had access after their last day. */
export const daysExposed = (endAt: Date, until: Date): number =>
  Math.max(0, Math.floor((until.getTime() - endAt.getTime()) / day))

const reminders = [1, 7, 14] as const

export type Reminder = (typeof reminders)[number]

/** The reminder that is due about a contract that ends: days before it. Null: none yet, or it has ended. */
export function reminderOf(endAt: Date, now: Date): Reminder | null {
  const days = daysBefore(endAt, now)
  return endAt <= now ? null : (reminders.find(step => days <= step) ?? null)
}

/** A day ends at midnight; it is told at nine in the morning of it. */
const beforeItsEnd = 15 * 3_600_000

/** What was told about the end of a contract. */
export type Told = { readonly id: string; readonly endAt: Date; readonly reminder: Reminder }

type Contract = {
  readonly id: string
  readonly endAt: Date
  /** When somebody entered it; null: a list says it. */
  readonly enteredAt: Date | null
}

/**
 * The reminder to be told now about the end of a contract: at nine in the morning, fourteen, seven and one days before,
 * each once. A contract that is entered late is told from the next step on: whoever enters it knows.
 */
export function reminderToTell(
  { id, endAt, enteredAt }: Contract,
  told: readonly Told[],
  now: Date,
): Reminder | null {
  const dueAt = (step: Reminder) => new Date(endAt.getTime() - step * day - beforeItsEnd)
  const reminder = endAt <= now ? undefined : reminders.find(step => dueAt(step) <= now)
  if (reminder === undefined || (enteredAt !== null && enteredAt >= dueAt(reminder))) return null
  const before = told.some(
    each => each.id === id && each.endAt.getTime() === endAt.getTime() && each.reminder <= reminder,
  )
  return before ? null : reminder
}

export type Conflict = 'still_active' | 'gone_early' | 'slack_gone' | 'list_gone' | 'asked' | 'still_here'

/**
 * Where Slack and another source say different things about who has left, and which is believed. still_active: their
 * last day is over, and that counts. gone_early: Slack, as nobody works where they cannot sign in. slack_gone: the
 * staff list, which still names them. list_gone: the staff list, which says that they are gone. asked: neither, as the
 * staff list no longer names them: administrators are asked. still_here: Slack, as somebody answered that.
 */
export function conflictOf(
  { kind, endAt, deactivated, said }: Pick<Known, 'kind' | 'endAt' | 'deactivated' | 'said'>,
  now: Date,
): Conflict | null {
  const slack = said.find(({ source }) => source === 'slack')
  const over = endAt !== null && endAt <= now
  if (slack === undefined || (over && slack.gone === true)) return null
  if (slack.gone === true && !deactivated) return 'slack_gone'
  if (slack.gone === true) return endAt === null ? null : 'gone_early'
  if (kind !== 'member' || slack.kind !== 'member' || slack.missingSince !== null) return null
  if (over) return 'still_active'
  if (deactivated) return 'list_gone'
  if (unlistedSince(said) !== null) return 'asked'
  return isUnlisted(said) && endAt === null ? 'still_here' : null
}
