import type { RuleOptions } from '../../workflows/rule/rule-options.ts'
import { type Blocks, context, input, multiSelect } from '../frame/blocks.ts'
import { choiceValue } from '../frame/form-answers.ts'
import { multiExternalSelect } from '../frame/pickers.ts'
import { code, commas, counted, md } from '../frame/text.ts'
import { ruleIds } from '../ids/rule.ts'
import { groupChoices, groupOption, ruleStaffRoles } from './choices.ts'

/** Slack's user groups to choose from, or why there are none; those of the rule that are gone are said. */
export function groupBlocks(options: RuleOptions): Blocks {
  const named = ruleStaffRoles(options.current, 'group')
  if (options.groups === null)
    return [
      context(
        named.length > 0
          ? md`⚠️ ${counted(named.length, 'Slack user group')} of the rule: kept as before, but the bot may not read user groups any more, so nobody can be judged by them. ${addPermission}`
          : md`Slack user groups could be chosen too, but the bot may not read them. ${addPermission}`,
      ),
    ]
  const all = groupChoices(options)
  if (all.length === 0) return []
  const chosen = all.filter(({ id }) => named.includes(id))
  const element =
    all.length <= mostGroups
      ? multiSelect(ruleIds.groups, 'Any', { options: all.map(groupOption), chosen: named.map(choiceValue) })
      : multiExternalSelect(ruleIds.groups, 'Type to search', {
          chosen: chosen.map(group => groupOption({ ...group, name: '' })),
        })
  const lost = chosen.filter(({ active }) => !active)
  return [
    input('Slack user groups', element, { optional: true }),
    lost.length > 0 &&
      context(
        md`⚠️ The rule names ${counted(lost.length, 'group')} that Slack no longer has: ${commas(lost.slice(0, mostNamed).map(({ handle }) => code(`@${handle}`, 50)))}. Who is in no other group of the rule cannot be judged until you take it out.`,
      ),
  ]
}

/** Each is listed with its name, and a modal holds only so much: where there are more, Slack asks too. */
const mostGroups = 30

const addPermission = md`Add the permission \`usergroups:read\` to the Slack app and install it again.`

const mostNamed = 5
