import type { GroupFacts } from '../../domain/alert.ts'
import { type CheckId, howToFix } from '../../domain/check.ts'
import type { FindingFacts } from '../../domain/finding-facts.ts'
import { join, type Markup, md, words } from '../frame/text.ts'

/** Steps of `howToFix` with their numbers. */
export const numbered = (steps: readonly string[]): Markup[] =>
  steps.map((step, at) => md`${at + 1}. ${stepInWords(step)}`)

/** What a step is made of stands below it, further in. */
function stepInWords(step: string): Markup {
  const [lead = '', ...below] = step.split('\n')
  return join([words(lead), ...below.map(line => md`    ${words(line)}`)])
}

/** After a first step of at most so many words a message has room for the second: the rest stands in *How to fix*. */
const shortStep = 11

/** The first steps of one finding, without what they are made of: one, or two. */
export function firstSteps(group: Pick<GroupFacts, 'checkId'>, finding: FindingFacts): Markup[] {
  const leads = stepsOf(group.checkId, finding)
    .flatMap(step => step.split('\n').slice(0, 1))
    .map(lead => lead.replace(/:$/, '.'))
  return numbered(leads.slice(0, wordsIn(leads[0] ?? '') <= shortStep ? 2 : 1))
}

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0

/** Every step, once for all findings; null where they are not fixed in the same way. */
export function sameSteps(
  group: Pick<GroupFacts, 'checkId'>,
  findings: readonly FindingFacts[],
): Markup[] | null {
  const [first = [], ...others] = findings.map(finding => stepsOf(group.checkId, finding))
  return first.length > 0 && others.every(steps => steps.join() === first.join()) ? numbered(first) : null
}

const stepsOf = (checkId: CheckId, { account, why }: FindingFacts): readonly string[] =>
  howToFix({
    checkId,
    why,
    role: account?.role ?? null,
    ...(account?.class === undefined ? {} : { class: account.class }),
    authorises: account?.authorises === true,
  })
