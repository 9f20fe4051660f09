import { join, type Markup, md, words } from '../frame/text.ts'

/** Steps of `howToFix` with their numbers. */
export const numbered = (steps: readonly string[], from = 1): Markup[] =>
  steps.map((step, at) => md`${from + at}. ${stepInWords(step)}`)

/** What a step is made of stands below it, further in. */
export function stepInWords(step: string): Markup {
  const [lead = '', ...below] = step.split('\n')
  return join([words(lead), ...below.map(line => md`    ${words(line)}`)])
}
