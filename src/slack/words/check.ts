import type { GroupFacts } from '../../domain/alert.ts'
import type { CheckId, Verdict } from '../../domain/check.ts'
import { checks } from '../../domain/checks/index.ts'
import type { ClosedAs } from '../../domain/finding.ts'
import { counted } from '../frame/text.ts'

export const titleOf = (id: CheckId): string => checks.find(check => check.id === id)?.title ?? id

export const whyOf = (id: CheckId): string => checks.find(check => check.id === id)?.why ?? ''

/** In the order people look at them. */
export const verdicts: readonly Verdict[] = ['fail', 'unknown', 'excepted', 'pass', 'not_applicable']

/** "3 failing", "12 passing" */
export const verdictWord: Readonly<Record<Verdict, string>> = {
  fail: 'failing',
  unknown: 'unknown',
  excepted: 'excepted',
  pass: 'passing',
  not_applicable: 'not applicable',
}

/** Never the colour alone: the word stands beside it. */
export const verdictMark: Readonly<Record<Verdict, string>> = {
  fail: '🔴',
  unknown: '⚪',
  excepted: '🔵',
  pass: '✅',
  not_applicable: '➖',
}

/** What is wrong and how many, in one line. */
export function openTitle(group: Pick<GroupFacts, 'checkId' | 'open' | 'findings'>): string {
  const one = group.open === 1
  switch (group.checkId) {
    case 'removed':
      return one
        ? '1 account of a person who left can still use Miro'
        : `${counted(group.open, 'account')} of people who left can still use Miro`
    case 'identified':
      return `${counted(group.open, 'Miro account')} ${one ? 'is' : 'are'} not identified`
    case 'configured':
      return group.findings.some(finding => finding.why === 'roles_gone')
        ? 'The rule for Miro names only roles that are no longer used'
        : 'Nobody has said who is a valid user of Miro'
    case 'valid':
      return `${counted(group.open, 'Miro account')} ${one ? 'has' : 'have'} access that the rule does not allow`
  }
}

/** What it was, and that it is over: put right, or no longer watched. */
export function closedTitle(
  group: Pick<GroupFacts, 'checkId' | 'closed' | 'unwatched' | 'findings'>,
): string {
  const { checkId, closed } = group
  if (group.unwatched > 0) return `no longer watched: ${unwatchedWords(group)}`
  const fixed = group.findings.every(finding => finding.closedAs === 'fixed' || finding.closedAs === null)
  const many = counted(closed, 'account')
  const leavers = closed === 1 ? 'a person who left' : 'people who left'
  switch (checkId) {
    case 'removed':
      return fixed ? `access removed for ${many} of ${leavers}` : `${many} of ${leavers}: nothing left to do`
    case 'identified':
      return fixed
        ? `${counted(closed, 'Miro account')} identified`
        : `${counted(closed, 'Miro account')} to identify: nothing left to do`
    case 'configured':
      return fixed ? 'the rule for valid users of Miro is saved' : 'the rule for Miro is not needed any more'
    case 'valid':
      return fixed
        ? `access of ${counted(closed, 'Miro account')} put right`
        : `access of ${counted(closed, 'Miro account')}: nothing left to do`
  }
}

/** What was still to put right. */
function unwatchedWords({ checkId, unwatched }: Pick<GroupFacts, 'checkId' | 'unwatched'>): string {
  switch (checkId) {
    case 'removed':
      return `${counted(unwatched, 'account')} of ${unwatched === 1 ? 'a person' : 'people'} who left`
    case 'identified':
      return `${counted(unwatched, 'Miro account')} not identified`
    case 'configured':
      return 'who is a valid user of Miro'
    case 'valid':
      return `${counted(unwatched, 'Miro account')} with access that the rule does not allow`
  }
}

const fixedAs: Readonly<Record<CheckId, string>> = {
  removed: 'access removed',
  identified: 'identified',
  configured: 'rule saved',
  valid: 'put right',
}

const otherwise: Readonly<Record<Exclude<ClosedAs, 'fixed'>, string>> = {
  rehired: 'works here again',
  not_applicable: 'no longer applies',
  excepted: 'let through by an exception',
  void: 'leave cancelled or moved',
  disconnected: 'no longer watched',
}

export const closedWords = (checkId: CheckId, closedAs: ClosedAs | null): string =>
  closedAs === null || closedAs === 'fixed' ? fixedAs[checkId] : otherwise[closedAs]
