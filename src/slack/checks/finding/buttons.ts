import type { Button } from '@slack/types'
import { isAboutSystem, isIdentifiedFirst } from '../../../domain/check.ts'
import type { FindingSheet } from '../../../workflows/checks/read-finding.ts'
import { cardButton, identifyButton } from '../../doors/account.ts'
import { findingValue, fixButton, subjectValue, verifyButton, whyButton } from '../../doors/finding.ts'
import { ruleButton } from '../../doors/setup.ts'

/** The finding, or where there is none what the check says of the account. */
export const sheetValue = (
  sheet: Pick<FindingSheet, 'finding' | 'miroOrgId' | 'checkId' | 'subjectId'>,
): string => (sheet.finding === null ? subjectValue(sheet) : findingValue(sheet.finding.id))

export const isOpen = ({ finding }: Pick<FindingSheet, 'finding'>): boolean =>
  finding !== null && finding.closedAt === null

/** What can be done about it from `from` on; the system is put right by a rule. */
export const actButtons = (sheet: FindingSheet, from: 'why' | 'fix'): Button[] => {
  const value = sheetValue(sheet)
  const open = isOpen(sheet)
  const system = isAboutSystem(sheet.checkId)
  const byHand = system ? [ruleButton(sheet.miroOrgId)] : [verifyButton(value)]
  const fix = system ? [] : [fixButton(value)]
  const card = sheet.account === null ? [] : [cardButton(sheet.miroOrgId, sheet.subjectId)]
  const identify =
    open && isIdentifiedFirst(sheet.checkId)
      ? [identifyButton(sheet.miroOrgId, sheet.subjectId, 'primary')]
      : []
  return [
    ...identify,
    ...(from === 'fix' ? [whyButton(value)] : open ? fix : []),
    ...(open ? byHand : []),
    ...card,
  ]
}
