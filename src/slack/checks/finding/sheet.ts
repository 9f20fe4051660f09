import type { Button, ModalView } from '@slack/types'
import { isAboutSystem, isIdentifiedFirst } from '../../../domain/check.ts'
import type { FindingSheet } from '../../../workflows/checks/read-finding.ts'
import { cardButton, identifyButton } from '../../doors/account.ts'
import {
  checksButton,
  findingValue,
  fixButton,
  subjectValue,
  verifyButton,
  whyButton,
} from '../../doors/finding.ts'
import { validUsersButton } from '../../doors/setup.ts'
import { actions, type Blocks, type Maybe, modal, section } from '../../frame/blocks.ts'
import { bold, code, date, join, type Markup, md } from '../../frame/text.ts'
import { findingIds } from '../../ids/checks.ts'
import { whoseAccount } from '../../words/account.ts'
import { closedWords, titleOf } from '../../words/check.ts'
import { disconnectedLine } from '../../words/finding.ts'
import { type For, placeIn } from './viewer.ts'

/** Whose account: the person and the address, as far as they are known. In full: only permitted people open these. */
export const accountName = ({
  person,
  account,
  subjectId,
  class: kind,
  checkId,
}: Pick<FindingSheet, 'person' | 'account' | 'subjectId' | 'class' | 'checkId'>): Markup =>
  whoseAccount({
    address: account?.email == null ? md`Miro id ${code(subjectId)}` : code(account.email),
    name: person?.name ?? null,
    kind,
    checkId,
  }) ?? md``

/** The first lines of each modal: which check, which organization, which account. */
export function heading(sheet: FindingSheet): Markup {
  const title = md`*${titleOf(sheet.checkId)}* · ${bold(sheet.organizationName)}`
  return isAboutSystem(sheet.checkId) ? title : join([title, accountName(sheet)])
}

/** The finding, or where there is none what the check says of the account. */
export const sheetValue = (
  sheet: Pick<FindingSheet, 'finding' | 'miroOrgId' | 'checkId' | 'subjectId'>,
): string => (sheet.finding === null ? subjectValue(sheet) : findingValue(sheet.finding.id))

export const isOpen = ({ finding }: Pick<FindingSheet, 'finding'>): boolean =>
  finding !== null && finding.closedAt === null

/** What can be done about it from `from` on, by whom it is shown to; of the system by choosing valid users. */
export function actButtons(sheet: FindingSheet, from: 'why' | 'fix', { may }: For): Maybe<Button>[] {
  const { checkId, miroOrgId, subjectId, account } = sheet
  const value = sheetValue(sheet)
  const open = isOpen(sheet)
  const system = isAboutSystem(checkId)
  const decides = may === 'decide'
  return [
    decides && open && isIdentifiedFirst(checkId) && identifyButton(miroOrgId, subjectId, 'primary'),
    decides && open && system && validUsersButton(miroOrgId),
    from === 'fix' ? whyButton(value) : open && !system && fixButton(value),
    open && !system && verifyButton(value),
    decides && account !== null && cardButton(miroOrgId, subjectId),
  ]
}

const outdated = md`This button is out of date.`

/** The button of a message of before: what it was about is not known any more, or not here. */
export const unknownView = (): ModalView =>
  outdatedModal([section(md`${outdated} What it was about is no longer there.`)])

/** There is nothing left to do. */
export function closedView(sheet: FindingSheet, to: For): ModalView {
  const { finding, checkId, organizationName } = sheet
  const disconnected = finding === null ? null : disconnectedLine(organizationName, [finding])
  const said =
    finding?.closedAt == null
      ? md`${outdated} This check does not fail for this account now.`
      : md`${outdated} Closed ${date(finding.closedAt)}: ${closedWords(checkId, finding.closedAs)}.${disconnected === null ? md`` : md` ${disconnected}.`}`
  return outdatedModal(
    [
      section(heading(sheet)),
      section(said),
      actions([whyButton(sheetValue(sheet)), to.may === 'decide' && checksButton()]),
    ],
    placeIn(to),
  )
}

const outdatedModal = (blocks: Blocks, more: Parameters<typeof modal>[3] = {}): ModalView =>
  modal(findingIds.outdatedModal, 'Out of date', blocks, more)
