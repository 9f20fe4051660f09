import type { ModalView } from '@slack/types'
import { roleName } from '../../../domain/account.ts'
import { inWords } from '../../../domain/check.ts'
import { sum } from '../../../domain/preview.ts'
import type { Rule, SavedRule } from '../../../domain/rule.ts'
import type { PreviewedRule, WouldFail } from '../../../workflows/rule/preview-rule.ts'
import type { Setup, SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import { nextButton } from '../../doors/setup.ts'
import { actions, type Blocks, button, buttonRow, context, form, modal, section } from '../../frame/blocks.ts'
import {
  bold,
  channelLink,
  code,
  commas,
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
        ? md`Looking who would fail …`
        : md`Looking who would fail: ${counted(looked, 'account')} so far …`,
    ),
  ])

type Shown = {
  readonly draft: DraftRef
  readonly preview: PreviewedRule
  readonly setup: Setup
  /** Somebody saved another rule after this one was begun. */
  readonly overtakenBy: SavedRule | null
}

/** What the rule would come to, before it is saved. Submitting saves exactly this rule. */
export function previewView(
  connection: SetupConnection,
  { draft, preview, setup, overtakenBy }: Shown,
): ModalView {
  const { counted: result, rule, approved } = preview
  const fails = result !== null && sum(result.failing) > 0
  return form(ruleIds.preview, title, { submit: 'Save', close: 'Cancel', metadata: draftMetadata(draft) }, [
    overtakenBy !== null && section(overtakenLine(overtakenBy)),
    section(md`${bold(connection.organizationName)} · not saved yet\n${ruleInWords(rule)}`),
    approved.all > 0 && section(approvedInWords(approved)),
    ...resultBlocks(preview),
    actions([
      fails && button('Who would fail', ruleIds.names, { value: draftValue(draft) }),
      button('Change', ruleIds.change, { value: draftValue(draft) }),
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
    return [section(md`The accounts have not been read yet, so nobody can say who would fail.`)]
  if (result.system.why === 'roles_gone')
    return [
      section(
        md`⚠️ No account has any of these Miro roles today. Saved like this, the check that wants a rule fails, and nobody is judged.`,
      ),
    ]
  const more = besides(result)
  const rights = administeringLine(result)
  const { withoutAccess } = result
  return [
    section(spaced(failingLine(result), changeLine(result))),
    more !== null && section(more),
    rights !== null && section(rights),
    result.system.why === 'every_role_valid' && section(everyRoleWarning),
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

export const everyRoleWarning = md`⚠️ Every role that accounts have today is valid, so this rule turns nobody away.`

function afterSaving({ critical }: PreviewedRule, { alertChannel }: Setup): Markup {
  if (!critical) return md`It counts once Miro is a critical system.`
  return alertChannel === null
    ? md`Once saved, every account is checked against it. What fails waits to be posted until you say where alerts go.`
    : md`Once saved, every account is checked against it, and what fails is posted to ${channelLink(alertChannel.id)}.`
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
      md`This preview is out of date: it was saved already, put aside for too long, or an account to approve has another role now. Nothing was changed.`,
    ),
    actions([button('Who is a valid user?', ruleIds.open, { value: miroOrgId, style: 'primary' })]),
  ])

/**
 * running: the accounts are being checked. later: that takes long. not_critical: nobody is judged yet. Else how many
 * fail the rule now.
 */
type Checked = 'running' | 'later' | 'not_critical' | { readonly fail: number; readonly unknown: number }

/** Said after the rule was saved, and again when every account was checked against it. */
export function savedView(setup: Setup, rule: Rule, everyRole: boolean, checked: Checked): ModalView {
  const next = nextButton(setup)
  return modal(ruleIds.saved, title, [
    section(md`*Saved.* ${ruleInWords(rule)}`),
    section(join([checkedLine(checked), checked === 'not_critical' ? null : whereTo(setup)])),
    everyRole && section(everyRoleWarning),
    next !== null && actions([next]),
  ])
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
  return unknown === 0 ? failing : spaced(failing, md`${unknown} cannot be judged.`)
}

const whereTo = ({ alertChannel }: Setup): Markup | null =>
  alertChannel === null ? null : md`What fails is posted to ${channelLink(alertChannel.id)}.`
