import { roleName } from '../../domain/account.ts'
import type { FindingFacts, GroupFacts } from '../../domain/alert.ts'
import { type CheckId, inWords, isAboutLeaver, isAboutSystem } from '../../domain/check.ts'
import { nextSeverityAt, type Severity, severity } from '../../domain/deadline.ts'
import { type Gaps, knownUntil } from '../../domain/gap.ts'
import { daysExposed } from '../../domain/leaving.ts'
import type { Naming } from '../frame/mask.ts'
import {
  bold,
  code,
  count,
  counted,
  date,
  dotted,
  foreign,
  type Markup,
  md,
  mention,
  spaced,
  words,
} from '../frame/text.ts'
import { whoseAccount } from './account.ts'
import { closedWords } from './check.ts'
import { asOf } from './gap.ts'
import { leftInWords } from './person.ts'

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
  return spaced(md`${organizationName} was disconnected`, by, date(found.closedAt))
}

export const severityName: Readonly<Record<Severity, string>> = {
  due: 'Due',
  critical: 'Critical',
  overdue: 'Overdue',
}

/** Which of the three it is, and when the next one starts. */
function severityLine(finding: Pick<FindingFacts, 'clockAt' | 'dueAt'>, now: Date): Markup {
  const current = severity(finding, now)
  const next = nextSeverityAt(finding, now)
  if (current === 'overdue' || next === null) return md`${bold('Overdue')} since ${date(finding.dueAt)}.`
  if (current === 'critical') return md`${bold('Critical')}. Overdue from ${date(finding.dueAt)}.`
  return md`${bold('Due')}. Critical from ${date(next)}, overdue from ${date(finding.dueAt)}.`
}

/** The same, and how it was when Miro was last read, where that is long ago. A rule is not read anywhere. */
export const stepLine = (
  finding: Pick<FindingFacts, 'clockAt' | 'dueAt'>,
  { checkId, gaps, now }: { readonly checkId: CheckId; readonly gaps: Gaps; readonly now: Date },
): Markup => (isAboutSystem(checkId) ? null : asOf(gaps)) ?? severityLine(finding, knownUntil(gaps, now))

/** One finding in one line: who, with what role, why, how bad. */
export function findingLine(
  group: Pick<GroupFacts, 'checkId' | 'findings'>,
  finding: FindingFacts,
  now: Date,
  naming: Naming,
): Markup {
  const open = group.findings.filter(({ closedAt }) => closedAt === null)
  const mixed = new Set(open.map(each => severity(each, now))).size > 1
  const parts = [
    who(group.checkId, finding, naming),
    finding.account === null ? null : words(roleName(finding.account.role)),
    finding.cameBack ? md`came back` : null,
    finding.closedAt === null
      ? why(group, finding, naming)
      : md`${closedWords(group.checkId, finding.closedAs)} ${date(finding.closedAt)}`,
    mixed && finding.closedAt === null ? md`${severityName[severity(finding, now)]}` : null,
  ]
  return md`• ${dotted(...parts)}`
}

const who = (checkId: CheckId, { account, person }: FindingFacts, naming: Naming): Markup | null =>
  whoseAccount({
    address: account === null ? null : code(naming.email(account.email)),
    name: person === null ? null : naming.person(person.name),
    kind: account?.class ?? null,
    checkId,
  })

export const restLine = (rest: number): Markup | null => (rest > 0 ? md`… and ${count(rest)} more.` : null)

export function why(group: Pick<GroupFacts, 'checkId'>, finding: FindingFacts, naming: Naming): Markup {
  if (isAboutLeaver(group.checkId)) return leftWhen(finding)
  const personName = finding.person === null ? null : naming.person(finding.person.name)
  const adminRoles = finding.account?.adminRoles?.map(right => foreign(right, 40)) ?? []
  return words(inWords(finding.why, { personName, ...finding.account, adminRoles }))
}

/** Slack tells no leaving instant: then all that is known is when the bot first saw it. */
function leftWhen({ endAt, clockAt, openedAt, person }: FindingFacts): Markup {
  if (endAt === null) return md`seen as left ${date(person?.leftKnownAt ?? clockAt)}`
  const days = daysExposed(endAt, openedAt)
  const left = leftInWords(person?.lastDay ?? null, endAt)
  return days === 0 ? left : md`${left}, still had access ${counted(days, 'day')} later when found`
}
