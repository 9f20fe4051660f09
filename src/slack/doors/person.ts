import type { Button } from '@slack/types'
import type { PeopleList } from '../../domain/people-list.ts'
import { button, confirm } from '../frame/blocks.ts'
import { readOwnId } from '../frame/read-json.ts'
import { md } from '../frame/text.ts'
import { joiningIds, leavingIds, peopleIds, unlistedIds, whoisIds } from '../ids/people.ts'

/** Opens the list of people: who leaves soon, who left, contractors, on leave, without an address. */
export const peopleButton = (list: PeopleList | null = null, text = 'People'): Button =>
  button(text, peopleIds.open, { value: list ?? '' })

/** Opens all that is known of one person, in a window. */
export const personButton = (personId: string, text = 'Open'): Button =>
  button(text, whoisIds.open, { value: personId })

/** Opens who leaves, and when, for one person. */
export const leavingButton = (personId: string): Button =>
  button('Last day', leavingIds.open, { value: personId })

/** Opens the question who left of those whom the staff list no longer names. */
export const answerButton = (style?: 'primary'): Button =>
  button('Answer', unlistedIds.open, style && { style })

/** Asks who this person is too. */
export const joinButton = (personId: string): Button =>
  button('Same person as …', joiningIds.open, { value: personId })

/** Shows what would come of joining these two. */
export const pairButton = (one: string, other: string): Button =>
  button('Open both', joiningIds.pair, { value: pairValue(one, other) })

export const apartButton = (one: string, other: string): Button =>
  button('They are two people', joiningIds.apart, {
    value: pairValue(one, other),
    confirm: confirm(
      'Are they two people?',
      md`Both stay as they are, and nobody is asked about these two again. The answer is logged.`,
      'They are two people',
    ),
  })

/** Takes a joining back. */
export const partButton = (joinId: string): Button =>
  button('They are two people', joiningIds.part, {
    value: joinId,
    style: 'danger',
    confirm: confirm(
      'Are they two people?',
      md`Each has again what was theirs, and what their own sources say today. What was entered or decided since they were joined stays with the person it was said of. Both are checked at once.`,
      'They are two people',
      'Cancel',
      'danger',
    ),
  })

export type PairRef = { readonly one: string; readonly other: string }

export const pairValue = (one: string, other: string): string => `${one} ${other}`

/** Null when it is nothing of ours. */
export function readPair(value: string): PairRef | null {
  const [one = '', other = '', ...more] = value.split(' ')
  if (more.length > 0 || readOwnId(one) === null || readOwnId(other) === null) return null
  return { one, other }
}
