import { roleName } from '../../domain/account.ts'
import { checkIds } from '../../domain/check.ts'
import { wordOf } from '../../domain/journal-facts.ts'
import type { JournalEntry } from '../../domain/journal-window.ts'
import { date, type Markup, md, spaced } from '../frame/text.ts'
import { reasonInWords } from './account.ts'
import { titleOf } from './check.ts'
import { whoseTold } from './told-account.ts'
import { doneBy, moment, type Names } from './told-parts.ts'

/** "not identified → Dana Lee, by @Ada" */
export function classTold({ facts, part, was }: JournalEntry, names: Names): Markup {
  const before =
    was === null || was.facts['deleted'] === true ? md`not identified` : whoseTold(was.facts, names)
  const reason = wordOf(part ?? {}, 'reason')
  const review = moment(facts, 'reviewAt')
  return spaced(
    md`${decidedTold(before, whoseTold(facts, names))}${doneBy(facts, 'decidedBy')}.`,
    reason === null ? null : md`Reason: ${reasonInWords(reason)}`,
    review === null ? null : md`Next review ${date(review)}.`,
  )
}

const decidedTold = (before: Markup, now: Markup): Markup =>
  before.markup === now.markup ? md`marked as ${now}` : md`${before} → ${now}`

export const approvalTold = ({ facts }: JournalEntry): Markup =>
  md`approved for the role ${roleName(wordOf(facts, 'role') ?? 'unknown')}${doneBy(facts, 'approvedBy')}`

export function exceptionTold({ facts, part }: JournalEntry): Markup {
  const checkId = checkIds.find(id => id === facts['checkId'])
  const check = checkId === undefined ? 'a check' : titleOf(checkId)
  const [until, revoked] = [moment(facts, 'expiresAt'), moment(facts, 'revokedAt')]
  if (revoked !== null) return md`exception from ${check} revoked`
  const reason = wordOf(part ?? {}, 'reason')
  const end = until === null ? md`` : md` until ${date(until)}`
  const said = md`exception from ${check}${end}${doneBy(facts, 'approvedBy')}`
  return reason === null ? said : md`${said}. Reason: ${reasonInWords(reason)}`
}

const answers: Readonly<Record<string, string>> = {
  mine: 'it is theirs',
  not_mine: 'it is not theirs',
  shared: 'it is shared',
  still: 'it is still needed',
  no_longer: 'it is no longer needed',
}

const settled: Readonly<Record<string, string>> = {
  confirmed: 'decided as was answered',
  dismissed: 'left as it is',
  answered: 'nothing left to decide',
  decided: 'something else was decided meanwhile',
  gone: 'the account has no access any more',
  left: 'they are no longer on the staff',
  disconnected: 'the organization was disconnected',
}

export function questionTold({ facts, was }: JournalEntry, names: Names): Markup {
  const person = names.get(wordOf(facts, 'personId') ?? '') ?? 'somebody'
  const end = wordOf(facts, 'settledAs')
  if (end !== null && (was === null || wordOf(was.facts, 'settledAs') === null))
    return md`question to ${person} ended: ${settled[end] ?? end}${doneBy(facts, 'settledBy')}`
  const answer = wordOf(facts, 'answer')
  if (answer !== null) return md`${person} answered: ${answers[answer] ?? answer}`
  return wordOf(facts, 'about') === 'review'
    ? md`${person} asked whether it is still needed${doneBy(facts, 'askedBy')}`
    : md`${person} asked whether it is theirs${doneBy(facts, 'askedBy')}`
}
