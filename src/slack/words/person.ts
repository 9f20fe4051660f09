import type { CardPerson } from '../../domain/account-card.ts'
import type { ListedPerson } from '../../domain/account-list.ts'
import { beginsLater, leftState } from '../../domain/staff.ts'
import { bold, date, join, type Markup, md, mention } from '../frame/text.ts'
import { leavesInWords, leftInWords } from './leaving.ts'

/** "*Dana Lee* @dana · Researcher · left 20 Nov" */
export function personInWords(person: CardPerson, now: Date): Markup {
  return join(
    [
      join([bold(person.name), person.slackUserId === null ? null : mention(person.slackUserId)], ' '),
      person.title === null || person.title === '' ? null : md`${person.title}`,
      person.department === null || person.department === '' ? null : md`${person.department}`,
      statusInWords(person, now),
    ],
    ' · ',
  )
}

function statusInWords(person: CardPerson, now: Date): Markup {
  const left = leftWords(person, now)
  if (left !== null) return left
  const state = leftState(person, now)
  const leaves = 'leavesAt' in state ? leavesInWords(person, state.leavesAt, now) : null
  if (person.startAt !== null && beginsLater(person, now))
    return join([md`begins ${date(person.startAt)}`, leaves], ' · ')
  if (leaves !== null) return leaves
  if (person.kind === 'guest') return md`Slack guest`
  if (person.kind === 'invited') return md`invited to Slack`
  if (person.onLeave) return md`on long leave`
  return person.type === 'contractor' ? md`contractor` : md`on the staff`
}

/** "seen as left today", "left, last day 20 Nov 2026"; null for who has not left. */
export function leftWords(person: Omit<ListedPerson, 'name'>, now: Date): Markup | null {
  const state = leftState(person, now)
  if (!state.left) return null
  return state.endAt === null
    ? md`seen as left ${date(state.clockAt)}`
    : leftInWords(person.lastDay, state.endAt)
}
