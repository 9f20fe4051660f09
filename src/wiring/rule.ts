import type { Workflows } from '../slack/workflows.ts'
import { waitForChecks } from '../workflows/checks/wait-for-checks.ts'
import { draftAgain, draftRule, keepRuleDraft } from '../workflows/rule/draft-rule.ts'
import { namesUnderRule, previewRule } from '../workflows/rule/preview-rule.ts'
import { ruleOptions } from '../workflows/rule/rule-options.ts'
import { saveRule } from '../workflows/rule/save-rule.ts'
import type { Needs, Parts } from './needs.ts'

type OfRule = Pick<
  Workflows,
  | 'ruleOptions'
  | 'draftRule'
  | 'keepRuleDraft'
  | 'draftAgain'
  | 'previewRule'
  | 'namesUnderRule'
  | 'saveRule'
  | 'waitForChecks'
>

/** The workflows about who is a valid user. */
export function ruleWorkflows(parts: Parts, { people, requestEvaluation }: Needs): OfRule {
  const { clock, pause, defaults, repositories } = parts
  const { audit, connections, evaluation, overview, ruleDrafts: drafts, rules, userGroups } = repositories
  const drafting = { clock, drafts, rules, people }
  const previewing = { clock, ...defaults, drafts, evaluation }
  return {
    ruleOptions: (key, draft) =>
      ruleOptions({ clock, drafts, connections, overview, rules, userGroups }, key, draft),
    draftRule: input => draftRule(drafting, input),
    keepRuleDraft: input => keepRuleDraft(drafting, input),
    draftAgain: asked => draftAgain(drafting, asked),
    previewRule: (asked, onProgress) => previewRule(previewing, asked, onProgress),
    namesUnderRule: asked => namesUnderRule(previewing, asked),
    saveRule: asked => saveRule({ ...drafting, overview, audit, requestEvaluation }, asked),
    waitForChecks: asked => waitForChecks({ clock, pause, overview }, asked),
  }
}
