import type { FindingFacts } from '../../domain/alert.ts'
import { nextSeverityAt, type Severity, severity } from '../../domain/deadline.ts'
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

/** How many accounts some check says nothing about yet. */
export const notJudged = (unknown: number): Markup =>
  md`${counted(unknown, 'account')} cannot be fully judged yet: /miro checks says why.`

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
