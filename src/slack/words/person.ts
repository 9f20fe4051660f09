import type { AccountCard, CardAssessment, CardPerson } from '../../domain/account-card.ts'
import { beginsLater, leftState } from '../../domain/staff.ts'
import { bold, code, date, foreign, join, type Markup, md, mention, words } from '../frame/text.ts'
import { conflictInWords, earlyInWords, leavesInWords } from './leaving.ts'
import { className, leftWords } from '../accounts/words.ts'

/** What the person is to an account that is not theirs. */
const answersFor = { staff: null, external: md`sponsor`, service: md`owner`, shared: md`owner` } as const

/** Whose the account is and how that is known. */
export function whoseLines(card: AccountCard, now: Date): Markup[] {
  const { assessment, person, decision } = card
  if (assessment === null) return [md`The checks have not looked at this account yet.`]
  const lines = [
    join(
      [
        bold(className[assessment.class]),
        person === null || assessment.class === 'unidentified'
          ? null
          : join([answersFor[assessment.class], personInWords(person, now)], ' '),
      ],
      ' · ',
    ),
    matchInWords(assessment),
    person === null || assessment.class === 'unidentified' ? null : conflictInWords(person, now),
  ]
  const early = earlyHint(card, now)
  if (decision === null) return present([...lines, early])
  return present([
    ...lines,
    early,
    md`${decision.class === 'unidentified' ? 'Marked as not identified' : 'Confirmed'} by ${mention(decision.by)} ${date(decision.at)}.`,
    decision.reason === null ? null : md`Reason: ${reasonInWords(decision.reason)}`,
    decision.reviewAt === null ? null : md`To be looked at again ${date(decision.reviewAt)}.`,
  ])
}

/** A live account before the first day of the person it is of: nothing fails by it, but somebody should know. */
export function earlyHint({ assessment, person, account }: AccountCard, now: Date): Markup | null {
  if (assessment?.class !== 'staff' || person === null || !beginsLater(person, now)) return null
  const live = account.active === true && account.removedAt === null && account.missingSince === null
  return live && person.startAt !== null ? md`⚠️ ${person.name} ${earlyInWords(person.startAt, 1)}` : null
}

/** Written by a person: longer than a name, and still cut. */
export const reasonInWords = (reason: string): Markup => words(foreign(reason, 300))

const present = (lines: readonly (Markup | null)[]): Markup[] => lines.filter(line => line !== null)

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

const addressKinds = {
  primary: 'their address',
  former: 'a former address',
  alias: 'an alias',
  learned: 'an alias confirmed with another account',
} as const

function matchInWords({ matchedBy, matchedAddress }: CardAssessment): Markup | null {
  const address = matchedAddress === null ? null : code(matchedAddress.address)
  switch (matchedBy) {
    case 'email':
      return address === null
        ? md`Matched by the same e-mail address.`
        : md`Matched by the same e-mail address ${address}.`
    case 'alias':
      return matchedAddress === null || address === null
        ? md`Matched by a former address or an alias.`
        : md`Matched by ${address}, ${addressKinds[matchedAddress.kind]} since ${date(matchedAddress.since)}.`
    case 'equal_domain':
      return address === null
        ? md`Matched by the same name in a domain of the company.`
        : md`Matched by ${address}: the same name in a domain of the company.`
    case 'kept':
      return md`Matched before its e-mail address changed. The Miro account is the same.`
    // Who confirmed it, and when, is said beside it.
    case 'confirmed':
    case null:
      return null
  }
}
