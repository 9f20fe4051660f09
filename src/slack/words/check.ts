import type { GroupFacts } from '../../domain/alert.ts'
import { type CheckId, checkOf, headlineOf, type Status } from '../../domain/check.ts'
import type { Headline } from '../../domain/checks/form.ts'
import type { ClosedAs } from '../../domain/verdict.ts'
import { count } from '../frame/text.ts'

export const titleOf = (id: CheckId): string => checkOf(id).title

export const whyOf = (id: CheckId): string => checkOf(id).why

/** "3 failing", "12 passing" */
export const verdictWord: Readonly<Record<Status, string>> = {
  fail: 'failing',
  unknown: 'unknown',
  excepted: 'excepted',
  pass: 'passing',
  not_applicable: 'not applicable',
  off: 'off',
}

/** Never the colour alone: the word stands beside it. */
export const verdictMark: Readonly<Record<Status, string>> = {
  fail: '🔴',
  unknown: '⚪',
  excepted: '🔵',
  pass: '✅',
  not_applicable: '➖',
  off: '⏸️',
}

/** What is wrong and how many, in one line. */
export const openTitle = ({ checkId, open, findings }: Pick<GroupFacts, 'checkId' | 'open' | 'findings'>) =>
  headlineOf(
    checkId,
    findings.map(({ why }) => why),
  ) ?? inNumber(checkOf(checkId).headlines.open, open)

const inNumber = ({ one, many }: Headline, number: number): string =>
  number === 1 ? one : many.replace('{n}', count(number))

/** What it was, and that it is over: put right, or no longer watched. */
export function closedTitle(
  group: Pick<GroupFacts, 'checkId' | 'closed' | 'unwatched' | 'findings'>,
): string {
  const { checkId, closed, unwatched, findings } = group
  const { headlines } = checkOf(checkId)
  if (unwatched > 0) {
    const off = findings.some(({ closedAs }) => closedAs === 'check_off')
    return `${otherwise[off ? 'check_off' : 'disconnected']}: ${inNumber(headlines.unwatched, unwatched)}`
  }
  const fixed = findings.every(({ closedAs }) => closedAs === 'fixed' || closedAs === null)
  return inNumber(fixed ? headlines.fixed : headlines.over, closed)
}

const otherwise: Readonly<Record<Exclude<ClosedAs, 'fixed'>, string>> = {
  rehired: 'works here again',
  not_applicable: 'no longer applies',
  excepted: 'let through by an exception',
  void: 'leave cancelled or moved',
  disconnected: 'no longer watched',
  check_off: 'check switched off',
}

export const closedWords = (checkId: CheckId, closedAs: ClosedAs | null): string =>
  closedAs === null || closedAs === 'fixed' ? checkOf(checkId).fixedAs : otherwise[closedAs]
