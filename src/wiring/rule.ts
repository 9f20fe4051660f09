import { bound } from '../workflows/bound.ts'
import { waitForChecks } from '../workflows/checks/wait-for-checks.ts'
import { addAsCritical } from '../workflows/rule/add-as-critical.ts'
import { draftAgain, draftRule, keepRuleDraft } from '../workflows/rule/draft-rule.ts'
import { namesUnderRule, previewRule } from '../workflows/rule/preview-rule.ts'
import { readCritical } from '../workflows/rule/read-critical.ts'
import { removeFromCritical } from '../workflows/rule/remove-from-critical.ts'
import { ruleOptions } from '../workflows/rule/rule-options.ts'
import { saveRule } from '../workflows/rule/save-rule.ts'
import { setCriticalOwner } from '../workflows/rule/set-critical-owner.ts'
import type { World } from '../workflows/world.ts'

/** Who is a valid user, and Miro as a critical system. */
export const ruleWorkflows = (world: World) =>
  bound(world, {
    ruleOptions,
    draftRule,
    keepRuleDraft,
    draftAgain,
    previewRule,
    namesUnderRule,
    saveRule,
    waitForChecks,
    addAsCritical,
    readCritical,
    removeFromCritical,
    setCriticalOwner,
  })
