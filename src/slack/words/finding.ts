import type { FindingFacts, GroupFacts } from '../../domain/alert.ts'
import type { CheckId } from '../../domain/check.ts'
import type { ClosedAs, Severity } from '../../domain/finding.ts'
import { nextSeverityAt, severity } from '../../domain/severity.ts'
import { bold, counted, date, join, type Markup, md, mention } from '../frame/text.ts'

/** The one mark a message may carry: how bad it is, or that it is over. */
export const marks = {
  overdue: '🔴',
  critical: '🟠',
  due: '🟡',
  trouble: '⚠️',
  closed: '✅',
  unwatched: '⚪',
} as const

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

/** How many accounts some check says nothing about yet. */
export const notJudged = (unknown: number): Markup =>
  md`${counted(unknown, 'account')} cannot be fully judged yet: /miro checks says why.`

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

/** Who stopped the watching, and when; null where that did not close any of them. */
export function disconnectedLine(
  organizationName: string,
  findings: readonly Pick<FindingFacts, 'closedAt' | 'closedAs' | 'closedBy'>[],
): Markup | null {
  const found = findings.find(({ closedAs }) => closedAs === 'disconnected')
  if (found?.closedAt == null) return null
  const by = found.closedBy === null ? null : md`by ${mention(found.closedBy)}`
  return join([md`${organizationName} was disconnected`, by, date(found.closedAt)], ' ')
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

export const severityName: Readonly<Record<Severity, string>> = {
  due: 'Due',
  critical: 'Critical',
  overdue: 'Overdue',
}

/** Which of the three it is, and when the next one starts. */
export function severityLine(finding: Pick<FindingFacts, 'clockAt' | 'dueAt'>, now: Date): Markup {
  const current = severity(finding, now)
  const next = nextSeverityAt(finding, now)
  if (current === 'overdue' || next === null) return md`${bold('Overdue')} since ${date(finding.dueAt)}.`
  if (current === 'critical') return md`${bold('Critical')}. Overdue from ${date(finding.dueAt)}.`
  return md`${bold('Due')}. Critical from ${date(next)}, overdue from ${date(finding.dueAt)}.`
}
