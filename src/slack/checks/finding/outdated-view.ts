import type { ModalView } from '@slack/types'
import type { FindingSheet } from '../../../workflows/checks/read-finding.ts'
import { checksButton } from '../../doors/check.ts'
import { whyButton } from '../../doors/finding.ts'
import { actions, modal, section } from '../../frame/blocks.ts'
import { date, md } from '../../frame/text.ts'
import { findingIds } from '../../ids/checks.ts'
import { closedWords } from '../../words/check.ts'
import { disconnectedLine } from '../../words/finding.ts'
import { heading } from './about.ts'
import { sheetValue } from './buttons.ts'

const outdated = md`This button is out of date.`

/** The button of a message of before: what it was about is not known any more, or not here. */
export const unknownView = (): ModalView =>
  modal({
    callbackId: findingIds.outdatedModal,
    title: 'Out of date',
    blocks: [
      section(md`${outdated} What it was about is no longer there. The checks show how things stand now.`),
      actions([checksButton()]),
    ],
  })

/** There is nothing to put right any more. */
export function closedView(sheet: FindingSheet): ModalView {
  const { finding, checkId, organizationName } = sheet
  const disconnected = finding === null ? null : disconnectedLine(organizationName, [finding])
  const said =
    finding?.closedAt == null
      ? md`${outdated} This check does not fail for this account now.`
      : md`${outdated} Closed ${date(finding.closedAt)}: ${closedWords(checkId, finding.closedAs)}.${disconnected === null ? md`` : md` ${disconnected}.`}`
  return modal({
    callbackId: findingIds.outdatedModal,
    title: 'Out of date',
    blocks: [section(heading(sheet)), section(said), actions([whyButton(sheetValue(sheet)), checksButton()])],
  })
}
