import type { RuleOptions } from '../../workflows/rule/rule-options.ts'
import { type Blocks, checkboxes, input, multiSelect, option } from '../frame/blocks.ts'
import { choiceValue } from '../frame/form-answers.ts'
import { multiExternalSelect } from '../frame/pickers.ts'
import { ruleIds } from '../ids/rule.ts'
import { rightChoices, rightOption, ruleRights, textOption } from './choices.ts'

const look = option(
  'Admin rights have to be named',
  'look',
  'Rights beside a role, like User Admin. Company Admin is a role.',
)

/** Whether admin rights beside the role are looked at, and which of them are valid. */
export function rightBlocks(options: RuleOptions): Blocks {
  const valid = ruleRights(options.current)
  const element = checkboxes(ruleIds.rightsLooked, {
    options: [look],
    chosen: valid === null ? [] : [look.value ?? ''],
  })
  return [
    input('Admin rights', element, { optional: true }),
    ...validRights(rightChoices(options), valid ?? [], options.adminRights),
  ]
}

/** The modal holds only so much. Where more are held, Slack asks while the person types, and a rule names no more. */
const mostRights = 30

function validRights(
  all: readonly string[],
  valid: readonly string[],
  held: RuleOptions['adminRights'],
): Blocks {
  if (all.length === 0) return []
  const element =
    all.length <= mostRights
      ? multiSelect(ruleIds.adminRights, 'None', {
          options: all.map(right => rightOption(right, held)),
          chosen: valid.map(choiceValue),
        })
      : multiExternalSelect(ruleIds.adminRights, 'Type to search', {
          chosen: valid.map(textOption),
          most: mostRights,
        })
  return [input('Valid admin rights', element, { optional: true })]
}
