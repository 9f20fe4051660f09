import { roleName } from '../../domain/account.ts'
import type { FindingFacts, GroupFacts } from '../../domain/alert.ts'
import type { CheckId } from '../../domain/check.ts'
import { inWords } from '../../domain/evidence.ts'
import { howToFix } from '../../domain/fix.ts'
import { daysExposed } from '../../domain/leaving.ts'
import { severity } from '../../domain/severity.ts'
import type { Naming } from '../frame/mask.ts'
import { numbered, stepInWords } from './fix-steps.ts'
import { code, count, counted, date, join, type Markup, md, words } from '../frame/text.ts'
import { leftInWords } from './leaving.ts'
import { whoseAccount } from './account.ts'
import { closedWords, severityName } from './finding.ts'

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
  return md`• ${join(parts, ' · ')}`
}

const who = (checkId: CheckId, { account, person }: FindingFacts, naming: Naming): Markup | null =>
  whoseAccount({
    address: account === null ? null : code(naming.email(account.email)),
    name: person === null ? null : naming.person(person.name),
    kind: account?.class ?? null,
    checkId,
  })

function why(group: Pick<GroupFacts, 'checkId'>, finding: FindingFacts, naming: Naming): Markup {
  if (group.checkId === 'removed') return leftWhen(finding)
  const personName = finding.person === null ? null : naming.person(finding.person.name)
  return words(inWords(finding.why, { personName, role: finding.account?.role ?? null }))
}

/** Slack tells no leaving instant: then all that is known is when the bot first saw it. */
function leftWhen({ endAt, clockAt, openedAt, person }: FindingFacts): Markup {
  if (endAt === null) return md`seen as left ${date(person?.leftKnownAt ?? clockAt)}`
  const days = daysExposed(endAt, openedAt)
  const left = leftInWords(person?.lastDay ?? null, endAt)
  return days === 0 ? left : md`${left}, access ${counted(days, 'day')} after it`
}

const headings = 3

type Kind = { readonly roles: Set<string>; readonly steps: readonly string[] }

/**
 * The steps once; where roles differ in some, those under the role and what they share around them. `brief` leaves
 * the differing ones to a button.
 */
export function fixSteps(group: GroupFacts, brief: boolean): Markup {
  const kinds = kindsOf(group)
  const steps = kinds.map(kind => kind.steps)
  const [first = []] = steps
  if (kinds.length <= 1) return join([md`*How to fix*`, ...numbered(first, 1)])
  const before = shared(steps)
  const after = shared(steps.map(each => each.slice(before).toReversed()))
  return join([
    md`*How to fix*`,
    ...numbered(first.slice(0, before), 1),
    ...(brief
      ? [
          before > 0
            ? md`${before + 1}. What comes next differs by role: press *How to fix*.`
            : md`The steps differ by role: press *How to fix*.`,
        ]
      : differing(kinds, before, after)),
    ...first.slice(first.length - after).map(stepInWords),
  ])
}

function differing(kinds: readonly Kind[], before: number, after: number): Markup[] {
  const shown = kinds
    .slice(0, headings)
    .flatMap(({ roles, steps }) => [
      words(`${before > 0 ? 'Then for' : 'For'} ${[...roles].slice(0, 3).join(', ') || 'the others'}:`),
      ...numbered(steps.slice(before, steps.length - after), before + 1),
    ])
  const rest = kinds.length - headings
  return rest > 0 ? [...shown, md`${rest} more kinds: press *How to fix*.`] : shown
}

function kindsOf(group: GroupFacts): Kind[] {
  const byText = new Map<string, Kind>()
  for (const { account, why, closedAt } of group.findings) {
    if (closedAt !== null) continue
    const role = account?.role ?? null
    const steps = howToFix({
      checkId: group.checkId,
      why,
      role,
      ...(account?.class === undefined ? {} : { class: account.class }),
      authorises: account?.authorises === true,
    })
    const kind = byText.get(steps.join('\n')) ?? { roles: new Set<string>(), steps }
    if (role !== null) kind.roles.add(account?.authorises === true ? authoriser : roleName(role))
    byText.set(steps.join('\n'), kind)
  }
  return [...byText.values()]
}

const authoriser = 'whoever connected Miro'

/** How many steps all have in common at the beginning. */
function shared(all: readonly (readonly string[])[]): number {
  const [first = []] = all
  const differs = first.findIndex((step, at) => all.some(steps => steps[at] !== step))
  return differs === -1 ? Math.min(...all.map(steps => steps.length)) : differs
}

export const restLine = (rest: number): Markup | null => (rest > 0 ? md`… and ${count(rest)} more.` : null)
