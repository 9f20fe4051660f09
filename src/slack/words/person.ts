import type { CardPerson } from '../../domain/account-card.ts'
import type { ListedPerson } from '../../domain/account-list.ts'
import { conflictOf, daysBefore, type LeavingRefusal } from '../../domain/leaving.ts'
import type { ListedStaff } from '../../domain/people-list.ts'
import { beginsLater, leftState, type PersonKind } from '../../domain/staff.ts'
import { lastDayFrom, type Said } from '../../domain/staff-sources.ts'
import { bold, counted, date, day, dotted, type Markup, md, mention, spaced } from '../frame/text.ts'

/** "*Dana Lee* @dana · Researcher · left 20 Nov" */
export function personInWords(person: CardPerson, now: Date): Markup {
  return dotted(
    spaced(bold(person.name), person.slackUserId === null ? null : mention(person.slackUserId)),
    person.title === null || person.title === '' ? null : md`${person.title}`,
    person.department === null || person.department === '' ? null : md`${person.department}`,
    statusInWords(person, now),
  )
}

function statusInWords(person: CardPerson, now: Date): Markup {
  const left = leftWords(person, now)
  if (left !== null) return dotted(left, kindOfLeaver[person.kind] ?? null)
  const state = leftState(person, now)
  const leaves = 'leavesAt' in state ? leavesInWords(person, state.leavesAt, now) : null
  if (person.startAt !== null && beginsLater(person, now))
    return leaves === null ? md`begins ${date(person.startAt)}` : hereFromTo(person, person.startAt)
  if (leaves !== null) return leaves
  if (person.kind === 'guest') return md`Slack guest`
  if (person.kind === 'invited') return md`invited to Slack`
  if (person.onLeave) return md`on long leave`
  return person.type === 'contractor' ? md`contractor` : md`on the staff`
}

/** "contractor · here from 1 Dec 2026 to 31 Dec 2026" */
const hereFromTo = ({ type, lastDay, endAt }: CardPerson, startAt: Date): Markup =>
  dotted(
    type === 'contractor' ? md`contractor` : null,
    md`here from ${date(startAt)} to ${lastDay === null ? date(endAt ?? startAt) : md`${day(lastDay)}`}`,
  )

/** What a list of people says of one: that they left or leave, else what they are. */
export function listedInWords(person: ListedStaff, now: Date): Markup {
  const left = leftWords(person, now)
  if (left !== null) return left
  const state = leftState(person, now)
  const leaves = 'leavesAt' in state ? leavesInWords(person, state.leavesAt, now) : null
  const what = person.type === 'contractor' ? md`contractor` : md`on the staff`
  return dotted(leaves ?? (person.onLeave ? null : what), person.onLeave ? md`on long leave` : null)
}

/** What somebody was who is not simply staff. */
const kindOfLeaver: Readonly<Partial<Record<PersonKind, Markup>>> = {
  guest: md`Slack guest`,
  unknown: md`Slack does not say whether a member or a guest`,
}

/** "left (seen today)", "left, last day 20 Nov 2026"; null for who has not left. */
export function leftWords(person: Omit<ListedPerson, 'name'>, now: Date): Markup | null {
  const state = leftState(person, now)
  if (!state.left) return null
  return state.endAt === null
    ? md`left (seen ${date(state.clockAt)})`
    : leftInWords(person.lastDay, state.endAt)
}

type Person = {
  readonly slackUserId: string | null
  readonly kind: PersonKind
  readonly type: 'employee' | 'contractor'
  readonly lastDay: string | null
  readonly endAt: Date | null
  readonly deactivated: boolean
  readonly said: readonly Said[]
}

/** "left, last day 20 Nov 2026" */
export const leftInWords = (lastDay: string | null, endAt: Date): Markup =>
  lastDay === null ? md`left ${date(endAt)}` : md`left, last day ${day(lastDay)}`

/** "contractor · leaves on 30 Nov 2026, in 6 days" */
export function leavesInWords(
  { lastDay, type }: Pick<Person, 'lastDay' | 'type'>,
  endAt: Date,
  now: Date,
): Markup {
  const leaves = lastDay === null ? md`leaves ${date(endAt)}` : md`leaves on ${day(lastDay)}`
  return dotted(type === 'contractor' ? md`contractor` : null, md`${leaves}, ${countdown(endAt, now)}`)
}

/** Somebody has access before their first day: when that is, and what to do. */
export const earlyInWords = (startAt: Date, accounts: number): Markup =>
  md`begins ${date(startAt)} and has ${accounts === 1 ? 'a Miro account' : counted(accounts, 'Miro account')} with access already. Deactivate ${accounts === 1 ? 'it' : 'them'} in Miro until then, or correct the start day.`

/** How long until the last day: "today", "tomorrow", "in 6 days". */
export const countdown = (endAt: Date, now: Date): string => daysInWords(daysBefore(endAt, now))

export function daysInWords(days: number): string {
  if (days <= 0) return 'today'
  return days === 1 ? 'tomorrow' : `in ${counted(days, 'day')}`
}

/** Where Slack and another source differ about who has left, and which of them counts. */
export function conflictInWords(person: Person, now: Date): Markup | null {
  const { lastDay, said } = person
  const slack = said.find(({ source }) => source === 'slack')
  const list = said.find(({ source }) => source === 'list')
  switch (conflictOf(person, now)) {
    case 'still_active':
      return md`⚠️ ${alsoListed(said) ? md`Slack and the staff list still show` : md`Slack still shows`} them as active. ${lastDaySaidBy(said)} counts: they are gone.`
    case 'gone_early':
      return md`⚠️ Slack says deactivated already, before the last day${lastDay === null ? md`` : md` (${day(lastDay)})`}. They count as left.`
    case 'slack_gone':
      return md`⚠️ Slack says deactivated${since(slack?.goneSince)}, the staff list says active. The list counts.`
    case 'list_gone':
      return md`⚠️ Slack says active, the staff list says that they are gone${since(list?.goneSince)}. The list counts: they have left.`
    case 'asked':
      return md`⚠️ No longer in the staff list${since(list?.missingSince)}. They are active in Slack, so administrators are asked whether they left.`
    case 'still_here':
      return md`No longer in the staff list${since(list?.missingSince)}. They are active in Slack.\nAn administrator said ${date(list?.stillHereAt ?? now)} that they are still here.`
    case null:
      return null
  }
}

/** A list names them as somebody who works here, though somebody entered that they left. */
function alsoListed(said: readonly Said[]): boolean {
  const list = said.find(({ source }) => source === 'list')
  return list !== undefined && list.gone !== true && list.missingSince === null && list.endAt === null
}

function lastDaySaidBy(said: readonly Said[]): Markup {
  if (lastDayFrom(said) === 'list') return md`The last day in the staff list`
  const by = said.find(({ source }) => source === 'entered')?.saidBy ?? null
  return md`The last day that ${by === null ? md`somebody` : mention(by)} entered`
}

const since = (at: Date | null | undefined): Markup => (at == null ? md`` : md` since ${date(at)}`)

/** Why nothing was stored, and what to do. */
export const leavingRefusals: Readonly<Record<LeavingRefusal, string>> = {
  no_person:
    'This person is not known. People who joined Slack today are known after the next sync of the staff list.',
  not_staff:
    'They are not on the staff: a guest in Slack, or only invited. What they may use in Miro is up to their sponsor: open their account from /miro accounts and press Identify. If they do work here, put them into the staff list with /miro import.',
  yourself: 'This is about you. Another administrator enters it: nobody decides about themselves.',
  no_date: 'This is not a day. Choose one from the calendar.',
  too_long_ago: 'This day is more than a year ago. Check the year.',
  too_far_ahead: 'This day is more than two years ahead. Check the year.',
  before_start: 'They began, or came back, after this day. Choose a later one.',
  past_and_on_leave:
    'This day is past, so they left. Nobody who left is on long leave: take away the tick, or the last day.',
  contractor_without_end: 'A contractor needs a last day that is still to come.',
  contract_too_long:
    'A contract ends at most 12 months from now. Choose an earlier day; it can be moved later.',
  deactivated:
    'Slack says that they are deactivated. Reactivate them in Slack: the bot sees it by itself within seconds.',
  not_left: 'They have not left, so there is nothing to come back from. Say that they are staying instead.',
  unchanged: 'Nothing is different from what is stored.',
}

/** Refusals of the whole form: no other answer would help. */
export const isAboutPerson = (because: LeavingRefusal): boolean =>
  because === 'no_person' || because === 'not_staff' || because === 'yourself'
