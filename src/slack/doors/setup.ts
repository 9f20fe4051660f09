import type { Button } from '@slack/types'
import { button, confirm } from '../frame/blocks.ts'
import { md } from '../frame/text.ts'
import { alertChannelIds } from '../ids/alerts.ts'
import { criticalIds, ruleIds } from '../ids/rule.ts'
import { targetValue } from './target.ts'

/** Adds at once, so it asks first. */
export const criticalButton = (miroOrgId: string, living = false): Button =>
  button('Add Miro as a critical system', criticalIds.add, {
    value: targetValue(miroOrgId, living),
    confirm: confirm(
      'Add Miro as a critical system?',
      md`The checks then want a rule that says who may use Miro, and report every account that breaks it. Nothing changes in Miro.`,
      'Add',
    ),
  })

export const criticalPageButton = (miroOrgId: string, living = false): Button =>
  button('Critical system', criticalIds.page, { value: targetValue(miroOrgId, living) })

export const ruleButton = (miroOrgId: string, living = false): Button =>
  button('Who is a valid user?', ruleIds.open, { value: targetValue(miroOrgId, living) })

export const alertsButton = (living = false): Button =>
  button('Where do alerts go?', alertChannelIds.open, { value: targetValue(null, living) })
