import { roleName } from '../../domain/account.ts'
import type { FindingFacts, GroupFacts } from '../../domain/alert.ts'
import { inWords } from '../../domain/evidence.ts'
import { howToFix } from '../../domain/fix.ts'
import { severity } from '../../domain/severity.ts'
import type { Naming } from '../mask.ts'
import { bold, code, count, date, join, type Markup, md, words } from '../text.ts'
import { closedWords, severityName } from './wording.ts'

/** One finding in one line: who, with what role, why, how bad. */
export function findingLine(group: GroupFacts, finding: FindingFacts, now: Date, naming: Naming): Markup {
  const open = group.findings.filter(({ closedAt }) => closedAt === null)
  const mixed = new Set(open.map(each => severity(each, now))).size > 1
  const parts = [
    who(finding, naming),
    finding.account === null ? null : words(roleName(finding.account.role)),
    finding.cameBack ? md`came back` : null,
    finding.closedAt === null
      ? why(group, finding, naming)
      : md`${closedWords(group.checkId, finding.closedAs)} ${date(finding.closedAt)}`,
    mixed && finding.closedAt === null ? md`${severityName[severity(finding, now)]}` : null,
  ]
  return md`• ${join(parts, ' · ')}`
}

function who({ account, person }: FindingFacts, naming: Naming): Markup | null {
  const name = person === null ? null : bold(naming.person(person.name))
  const email = account === null ? null : code(naming.email(account.email))
  return name === null && email === null ? null : join([name, email], ' ')
}

function why(group: GroupFacts, finding: FindingFacts, naming: Naming): Markup {
  if (group.checkId === 'removed') return leftWhen(finding)
  const personName = finding.person === null ? null : naming.person(finding.person.name)
  return words(inWords(finding.why, { personName, role: finding.account?.role ?? null }))
}

/** Slack tells no leaving instant, so often only the day is known when the bot first saw it. */
const leftWhen = ({ endAt, clockAt }: FindingFacts): Markup =>
  endAt === null ? md`seen as left ${date(clockAt)}` : md`left ${date(endAt)}`

const headings = 3

/** The steps once, or once per role where roles differ in them. */
export function fixSteps(group: GroupFacts): Markup {
  const byText = new Map<string, { roles: Set<string>; steps: readonly string[] }>()
  for (const finding of group.findings.filter(({ closedAt }) => closedAt === null)) {
    const role = finding.account?.role ?? null
    const steps = howToFix({ checkId: group.checkId, why: finding.why, role })
    const same = byText.get(steps.join('\n')) ?? { roles: new Set<string>(), steps }
    if (role !== null) same.roles.add(roleName(role))
    byText.set(steps.join('\n'), same)
  }
  const all = [...byText.values()]
  const last = commonLast(all.map(({ steps }) => steps))
  return join([
    md`*How to fix*`,
    ...all.slice(0, headings).map(({ roles, steps }) => {
      const heading =
        all.length > 1 && roles.size > 0 ? words(`For ${[...roles].slice(0, 3).join(', ')}:`) : null
      const own = all.length > 1 && last !== null ? steps.slice(0, -1) : steps
      return join([heading, ...own.map((step, at) => md`${at + 1}. ${words(step)}`)])
    }),
    all.length > headings ? md`${all.length - headings} more kinds: press Show accounts.` : null,
    all.length > 1 && last !== null ? words(last) : null,
  ])
}

/** What happens afterwards is the same for all, so it is said once. */
function commonLast(all: readonly (readonly string[])[]): string | null {
  const last = all[0]?.at(-1) ?? null
  return all.every(steps => steps.at(-1) === last) ? last : null
}

export const restLine = (rest: number): Markup | null => (rest > 0 ? md`… and ${count(rest)} more.` : null)
