import { type CheckId, checkOf, type Why } from './check.ts'
import type { Fixable } from './checks/form.ts'

/** What the way to fix a finding depends on. */
export type ToFix = Fixable & { readonly checkId: CheckId; readonly why: Why }

/**
 * How to fix one finding: the steps in order, plain text, the last one saying what happens then. What a step is made
 * of stands below it, a line each.
 */
export function howToFix(finding: ToFix): readonly string[] {
  const check = checkOf(finding.checkId)
  return [...check.steps(finding), closes[check.about]]
}

const closes = {
  account:
    'This message closes by itself once a sync sees the change. Press Verify now to have that checked at once.',
  system: 'This message closes by itself as soon as the rule is saved.',
}
