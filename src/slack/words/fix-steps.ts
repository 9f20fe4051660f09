import { roleName } from '../../domain/account.ts'
import type { GroupFacts } from '../../domain/alert.ts'
import { howToFix } from '../../domain/check.ts'
import { join, type Markup, md, words } from '../frame/text.ts'

/** Steps of `howToFix` with their numbers. */
export const numbered = (steps: readonly string[], from = 1): Markup[] =>
  steps.map((step, at) => md`${from + at}. ${stepInWords(step)}`)

/** What a step is made of stands below it, further in. */
export function stepInWords(step: string): Markup {
  const [lead = '', ...below] = step.split('\n')
  return join([words(lead), ...below.map(line => md`    ${words(line)}`)])
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
