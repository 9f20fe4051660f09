import type { ModalView } from '@slack/types'
import type { Rule } from '../../domain/rule.ts'
import type { Setup } from '../../workflows/workspace/read-setup.ts'
import { nextButton } from '../doors/setup.ts'
import { actions, modal, section } from '../frame/blocks.ts'
import { channelLink, counted, join, type Markup, md, words } from '../frame/text.ts'
import { ruleIds } from '../ids/rule.ts'
import { ruleInWords } from '../words/rule.ts'
import { everyRoleWarning } from './preview/view.ts'
import { title } from './view.ts'

/**
 * running: the accounts are being checked. later: that takes long. not_critical: nobody is judged yet. Else how many
 * fail the rule now.
 */
type Checked = 'running' | 'later' | 'not_critical' | { readonly fail: number; readonly unknown: number }

/** Said after the rule was saved, and again when every account was checked against it. */
export function savedView(setup: Setup, rule: Rule, everyRole: boolean, checked: Checked): ModalView {
  const next = nextButton(setup)
  return modal({
    callbackId: ruleIds.saved,
    title,
    blocks: [
      section(md`*Saved.* ${ruleInWords(rule)}`),
      section(join([checkedLine(checked), checked === 'not_critical' ? null : whereTo(setup)])),
      everyRole && section(everyRoleWarning),
      next !== null && actions([next]),
    ],
  })
}

function checkedLine(checked: Checked): Markup {
  if (checked === 'not_critical')
    return md`Miro is no critical system, so nobody is judged by it until it is added as one.`
  if (checked === 'running') return md`Every account is being checked against it now …`
  if (checked === 'later')
    return md`Every account is being checked against it. \`/miro checks\` shows the result.`
  const { fail, unknown } = checked
  const failing =
    fail === 0
      ? md`Checked: *no account fails it*.`
      : words(`Checked: ${counted(fail, 'account')} ${fail === 1 ? 'fails' : 'fail'} it now.`)
  return unknown === 0 ? failing : join([failing, md`${unknown} cannot be judged.`], ' ')
}

const whereTo = ({ alertChannel }: Setup): Markup | null =>
  alertChannel === null ? null : md`What fails is posted to ${channelLink(alertChannel.id)}.`
