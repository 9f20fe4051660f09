import type { ModalView } from '@slack/types'
import { roleName } from '../../../domain/account.ts'
import { inWords } from '../../../domain/check.ts'
import { sum } from '../../../domain/preview.ts'
import type { Rule, SavedRule } from '../../../domain/rule.ts'
import type { Judged } from '../../../workflows/checks/check-access.ts'
import type { PreviewedRule, WouldFail } from '../../../workflows/rule/preview-rule.ts'
import type { Setup, SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import { nextButton } from '../../doors/setup.ts'
import { actions, type Blocks, button, buttonRow, context, form, modal, section } from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import {
  bold,
  channelLink,
  code,
  commas,
  count,
  counted,
  date,
  dotted,
  foreign,
  join,
  type Markup,
  md,
  mention,
  spaced,
  words,
} from '../../frame/text.ts'
import { ruleIds } from '../../ids/rule.ts'
import { adminRightsInWords, spanInWords, whoseAccount } from '../../words/account.ts'
import { ruleInWords } from '../../words/rule.ts'
import { title } from '../view.ts'
import { type DraftRef, draftMetadata, draftValue, type NamesPage, nextNames, previousNames } from './read.ts'
import { administeringLine, besides, changeLine, failingLine } from './wording.ts'

/** While the accounts are looked at. `looked` 0: it has just begun. */
export const previewingView = (looked: number): ModalView =>
  modal(ruleIds.previewing, title, [
    section(
      looked === 0
        ? md`Checking who would fail …`
        : md`Checking who would fail: ${counted(looked, 'account')} so far …`,
    ),
  ])

type Shown = {
  readonly draft: DraftRef
  readonly preview: PreviewedRule
  readonly setup: Setup
  /** Somebody saved another rule after this one was begun. */
  readonly overtakenBy: SavedRule | null
  /** The form lies below: closing the preview leads back to it. */
  readonly isOnTop: boolean
}

/** What the rule would come to, before it is saved. Submitting saves exactly this rule. */
export function previewView(
  connection: SetupConnection,
  { draft, preview, setup, overtakenBy, isOnTop }: Shown,
): ModalView {
  const { counted: result, rule, approved } = preview
  const fails = result !== null && sum(result.failing) > 0
  const close = isOnTop ? 'Change' : 'Cancel'
  return form(ruleIds.preview, title, { submit: 'Save', close, metadata: draftMetadata(draft) }, [
    overtakenBy !== null && stateLine(overtakenLine(overtakenBy)),
    section(md`${bold(connection.organizationName)} · not saved yet\n${ruleInWords(rule)}`),
    approved.all > 0 && section(approvedInWords(approved)),
    ...resultBlocks(preview),
    buttonRow([
      fails && button('Who would fail', ruleIds.names, { value: draftValue(draft) }),
      !isOnTop && button('Change', ruleIds.change, { value: draftValue(draft) }),
    ]),
    context(md`${afterSaving(preview, setup)}`),
  ])
}

function approvedInWords({ all, first }: PreviewedRule['approved']): Markup {
  const more = all - first.length
  const names = first.map(({ id, email }) => code(email?.trim() || id, 60))
  if (names.length === 0) return md`${counted(all, 'account')} approved by name.`
  return md`Approved by name: ${commas(names)}${more > 0 ? md` and ${more} more` : md``}.`
}

const overtakenLine = ({ savedBy, savedAt }: SavedRule): Markup =>
  md`⚠️ *Not saved.* ${mention(savedBy)} saved another rule ${date(savedAt)}. Saving now replaces it.`

function resultBlocks({ counted: result, accountsReadAt }: PreviewedRule): Blocks {
  if (result === null)
    return [section(md`Miro’s accounts were not synced yet, so nobody can say who would fail.`)]
  if (result.system.why === 'roles_gone')
    return [
      section(
        md`⚠️ No account has any of these Miro roles today. With this rule nobody is judged, and one check fails.`,
      ),
    ]
  const more = besides(result)
  const rights = administeringLine(result)
  const { withoutAccess } = result
  return [
    section(spaced(failingLine(result), changeLine(result))),
    more !== null && section(more),
    rights !== null && section(rights),
    result.system.why === 'every_role_valid' && stateLine(everyRoleWarning),
    context(
      spaced(
        accountsReadAt === null ? null : md`Counted on the accounts of ${date(accountsReadAt)}.`,
        withoutAccess === 0
          ? null
          : md`Not counted: ${counted(withoutAccess, 'account')} deactivated or gone.`,
      ),
    ),
  ]
}

export const everyRoleWarning = md`⚠️ This rule allows every role that accounts have today, so it turns nobody away.`

function afterSaving({ critical }: PreviewedRule, { alertChannel }: Setup): Markup {
  if (!critical) return md`The rule counts once Miro is a critical system.`
  return alertChannel === null
    ? md`Once saved, every account is checked. Alerts start once you choose a channel.`
    : md`Once saved, every account is checked. Findings are posted to ${channelLink(alertChannel.id)}.`
}

/** Accounts to a page. */
export const namesPerPage = 20

/** Who would fail, and why. */
export function namesView(
  asked: NamesPage,
  { rows, more }: { readonly rows: readonly WouldFail[]; readonly more: boolean },
): ModalView {
  const first = asked.page * namesPerPage + 1
  const last = rows.at(-1)
  const turns = [
    asked.page > 0 && button('Previous', ruleIds.namesBack, { value: previousNames(asked) }),
    more && last !== undefined && button('Next', ruleIds.namesNext, { value: nextNames(asked, last.id) }),
    !asked.isOnTop && button('Back to the preview', ruleIds.previewAgain, { value: draftValue(asked) }),
  ]
  return modal(
    ruleIds.namesModal,
    'Who would fail',
    [
      ...(rows.length === 0
        ? [section(md`Nobody would fail.`)]
        : rows.slice(0, namesPerPage).map(row => section(rowInWords(row)))),
      rows.length > 0 && context(spanInWords(first, rows.length, more)),
      buttonRow(turns),
    ],
    { close: asked.isOnTop ? 'Back' : 'Cancel' },
  )
}

function rowInWords({ id, email, role, adminRoles, class: kind, personName, why }: WouldFail): Markup {
  const name = personName === null ? null : foreign(personName)
  return join([
    dotted(
      whoseAccount({
        address: email === null ? md`no e-mail address, Miro id ${code(id)}` : code(email),
        name,
        kind,
        checkId: 'valid',
      }),
      md`${roleName(role)}`,
      adminRightsInWords(adminRoles),
    ),
    words(
      inWords(why, {
        ...{ personName: name, role: foreign(role) },
        adminRoles: adminRoles.map(right => foreign(right, 40)),
      }),
    ),
  ])
}

/** The draft was saved already, or is older than a day. */
export const draftGoneView = (miroOrgId: string): ModalView =>
  modal(ruleIds.saved, title, [
    section(
      md`This preview is out of date: it was saved already, it is too old, or an account to approve has another role now. Nothing changed.`,
    ),
    actions([button('Choose valid users', ruleIds.open, { value: miroOrgId, style: 'primary' })]),
  ])

/**
 * running: the accounts are being checked. later: that takes long. not_critical: nobody is judged yet. Else how many
 * fail the rule now.
 */
type Checked = 'running' | 'later' | 'not_critical' | Judged

/** Said after the rule was saved, and again when every account was checked against it. */
export function savedView(setup: Setup, rule: Rule, everyRole: boolean, checked: Checked): ModalView {
  const next = nextButton(setup)
  const view = modal(ruleIds.saved, title, [
    stateLine(md`✅ *Saved.* ${ruleInWords(rule)}`),
    section(join([checkedLine(checked), checked === 'not_critical' ? null : whereTo(setup)])),
    everyRole && stateLine(everyRoleWarning),
    next !== null && actions([next]),
  ])
  // The form below is of before.
  return { ...view, clear_on_close: true }
}

function checkedLine(checked: Checked): Markup {
  if (checked === 'not_critical') return md`Nobody is judged by it until Miro is a critical system.`
  if (checked === 'running') return md`Checking every account now …`
  if (checked === 'later') return md`Still checking every account. \`/miro checks\` shows the result.`
  const { pass, fail, unknown, unidentified } = checked
  const failing = fail === 0 ? 'none fail' : fail === 1 ? '1 fails' : `${count(fail)} fail`
  return spaced(
    md`Checked: *${words(`${counted(pass, 'account')} ${pass === 1 ? 'passes' : 'pass'}`)}, ${failing}*.`,
    unidentified === 0 ? null : md`${unidentified} cannot be judged until identified.`,
    unknown === 0 ? null : md`${unknown} cannot be judged now.`,
  )
}

const whereTo = ({ alertChannel }: Setup): Markup | null =>
  alertChannel === null ? null : md`Findings are posted to ${channelLink(alertChannel.id)}.`
