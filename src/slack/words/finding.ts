import { roleName } from '../../domain/account.ts'
import type { GroupFacts } from '../../domain/alert.ts'
import { type CheckId, inWords, isAboutLeaver, isAboutSystem, ofAllInWords } from '../../domain/check.ts'
import { severity } from '../../domain/deadline.ts'
import type { FindingFacts } from '../../domain/finding-facts.ts'
import { type Gaps, knownUntil } from '../../domain/gap.ts'
import { daysExposed } from '../../domain/leaving.ts'
import type { Naming } from '../frame/mask.ts'
import {
  code,
  count,
  counted,
  date,
  dateAgo,
  dotted,
  foreign,
  join,
  type Markup,
  md,
  mention,
  spaced,
  words,
} from '../frame/text.ts'
import { whoseAccount } from './account.ts'
import { closedWords } from './check.ts'
import { allowedInWords, durationInWords } from './duration.ts'
import { accountsNotChecked } from './gap.ts'
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
  md`${counted(unknown, 'account')} cannot be fully judged yet: \`/miro checks\` says why.`

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

/** The one deadline; in a gap how it was when Miro was last read. A rule is not read anywhere. */
export function deadlineLine(
  { clockAt, dueAt }: Pick<FindingFacts, 'clockAt' | 'dueAt'>,
  { checkId, gaps, now }: { readonly checkId: CheckId; readonly gaps: Gaps; readonly now: Date },
): Markup {
  const overdue = severity({ clockAt, dueAt }, knownUntil(gaps, now)) === 'overdue'
  const due = overdue ? md`*Overdue* since ${dateAgo(dueAt)}.` : md`Fix by ${date(dueAt)}.`
  return join([due, isAboutSystem(checkId) ? null : accountsNotChecked(gaps)])
}

/** What of a finding stands elsewhere: the person and how it ended in the title, the reason once above the rows. */
type Said = { readonly name?: boolean; readonly why?: boolean; readonly how?: boolean }

/** One finding in one line: who, with what role, why, how bad. */
export function findingLine(
  group: Pick<GroupFacts, 'checkId' | 'findings'>,
  finding: FindingFacts,
  now: Date,
  naming: Naming,
  said: Said = {},
): Markup {
  const open = group.findings.filter(({ closedAt }) => closedAt === null)
  const isOverdue = (each: FindingFacts) => severity(each, now) === 'overdue'
  const mixed = new Set(open.map(isOverdue)).size > 1
  const parts = [
    who(group.checkId, finding, naming, said.name === true),
    finding.account === null ? null : words(roleName(finding.account.role)),
    finding.cameBack ? md`came back` : null,
    finding.closedAt !== null
      ? spaced(
          said.how !== true && words(closedWords(group.checkId, finding.closedAs)),
          date(finding.closedAt),
        )
      : said.why === true
        ? null
        : why(group, finding, naming),
    mixed && finding.closedAt === null && isOverdue(finding) ? md`overdue` : null,
  ]
  return md`• ${dotted(...parts)}`
}

function who(
  checkId: CheckId,
  { account, person }: FindingFacts,
  naming: Naming,
  named: boolean,
): Markup | null {
  const address = account === null ? null : code(naming.email(account.email))
  const theirs = account?.class === 'staff' || isAboutLeaver(checkId)
  if (named && theirs && address !== null) return address
  const name = person === null ? null : naming.person(person.name)
  return whoseAccount({ address, name, kind: account?.class ?? null, checkId })
}

export const restLine = (rest: number): Markup | null => (rest > 0 ? md`and ${count(rest)} more` : null)

/** The reason, where it is the same for all of them: it is said once, above. */
export function sharedReason(
  { checkId }: Pick<GroupFacts, 'checkId'>,
  findings: readonly FindingFacts[],
  naming: Naming,
): Markup | null {
  const [first, ...others] = findings
  if (first === undefined) return null
  const one = why({ checkId }, first, naming)
  if (others.length === 0) return isAboutLeaver(checkId) ? null : one
  const plural = ofAllInWords(checkId, first.why)
  if (plural !== null && findings.every(({ why }) => why === first.why)) return words(plural)
  if (others.some(other => why({ checkId }, other, naming).markup !== one.markup)) return null
  return isAboutLeaver(checkId) ? md`They ${one}.` : one
}

export function why(group: Pick<GroupFacts, 'checkId'>, finding: FindingFacts, naming: Naming): Markup {
  if (isAboutLeaver(group.checkId)) return leftWhen(finding)
  const personName = finding.person === null ? null : naming.person(finding.person.name)
  const adminRoles = finding.account?.adminRoles?.map(right => foreign(right, 40)) ?? []
  return words(inWords(finding.why, { personName, ...finding.account, adminRoles }))
}

/** Slack tells no leaving instant: then all that is known is when the bot first saw it. */
function leftWhen({ endAt, clockAt, openedAt, person }: FindingFacts): Markup {
  if (endAt === null) {
    const where = person?.slackUserId === null ? 'the staff list' : 'Slack'
    return md`left (seen in ${where} ${date(person?.leftKnownAt ?? clockAt)})`
  }
  const days = daysExposed(endAt, openedAt)
  const left = leftInWords(person?.lastDay ?? null, endAt)
  return days === 0 ? left : md`${left}, still had access ${counted(days, 'day')} later`
}

/** "Closed after 3 h 12 min, in time (24 h). Verified by @ada." */
export function closedLine(findings: readonly FindingFacts[]): Markup | null {
  const fixed = findings.filter(({ closedAs, closedAt }) => closedAs === 'fixed' && closedAt !== null)
  const [first] = fixed
  if (first === undefined || fixed.length < findings.length) return null
  const late = fixed.filter(({ closedAt, dueAt }) => closedAt !== null && closedAt > dueAt).length
  const from = Math.min(...fixed.map(({ clockAt }) => clockAt.getTime()))
  const to = Math.max(...fixed.map(({ closedAt }) => closedAt?.getTime() ?? 0))
  const took = durationInWords(Math.max(0, to - from))
  const allowed = allowedInWords(first.dueAt.getTime() - first.clockAt.getTime())
  const inTime =
    late === 0 ? md`in time` : fixed.length === 1 ? md`too late` : md`${late} of ${fixed.length} too late`
  return spaced(md`Closed after ${took}, ${inTime} (${allowed}).`, verifiedBy(fixed))
}

/** Who pressed *Verify now*, where that is what closed it. */
function verifiedBy(findings: readonly FindingFacts[]): Markup | null {
  const people = [...new Set(findings.flatMap(({ closedBy }) => closedBy ?? []))]
  const [one, other] = people
  if (one === undefined) return null
  return other === undefined
    ? md`Verified by ${mention(one)}.`
    : md`Verified by ${mention(one)} and ${mention(other)}.`
}
