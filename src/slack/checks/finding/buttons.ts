import type { Button } from '@slack/types'
import type { FindingSheet } from '../../../workflows/checks/read-finding.ts'
import { cardValue } from '../../accounts/read.ts'
import { button } from '../../frame/blocks.ts'
import { accountValue } from '../../identity/identify/read.ts'
import { accountsIds, checksIds, findingIds, identifyIds } from '../../ids.ts'
import { ruleButton } from '../../workspace/setup/view.ts'
import { findingValue, subjectValue } from '../../doors/finding.ts'

export const fixButton = (value: string): Button => button('How to fix', findingIds.fix, { value })

export const whyButton = (value: string): Button => button('Why?', findingIds.why, { value })

export const verifyButton = (value: string, style?: 'primary'): Button =>
  button('Verify now', findingIds.verify, { value, ...(style && { style }) })

export const detailsButton = (value: string): Button => button('Details', findingIds.details, { value })

/** The card with everything about the account. */
export const cardButton = (miroOrgId: string, accountId: string): Button =>
  button('Account', accountsIds.card, { value: cardValue(miroOrgId, accountId) })

/** Says whose account it is. */
export const identifyButton = (miroOrgId: string, accountId: string): Button =>
  button('Identify', identifyIds.open, {
    value: accountValue({ o: miroOrgId, a: accountId }),
    style: 'primary',
  })

export const checksButton = (): Button => button('Show the checks', checksIds.open)

/** The finding, or where there is none what the check says of the account. */
export const sheetValue = (
  sheet: Pick<FindingSheet, 'finding' | 'miroOrgId' | 'checkId' | 'subjectId'>,
): string => (sheet.finding === null ? subjectValue(sheet) : findingValue(sheet.finding.id))

export const isOpen = ({ finding }: Pick<FindingSheet, 'finding'>): boolean =>
  finding !== null && finding.closedAt === null

/** What can be done about it from `from` on; the third check is put right by a rule. */
export const actButtons = (sheet: FindingSheet, from: 'why' | 'fix'): Button[] => {
  const value = sheetValue(sheet)
  const open = isOpen(sheet)
  const byHand = sheet.checkId === 'configured' ? [ruleButton(sheet.miroOrgId)] : [verifyButton(value)]
  const fix = sheet.checkId === 'configured' ? [] : [fixButton(value)]
  const card = sheet.account === null ? [] : [cardButton(sheet.miroOrgId, sheet.subjectId)]
  const identify =
    open && sheet.checkId === 'identified' ? [identifyButton(sheet.miroOrgId, sheet.subjectId)] : []
  return [
    ...identify,
    ...(from === 'fix' ? [whyButton(value)] : open ? fix : []),
    ...(open ? byHand : []),
    ...card,
  ]
}
