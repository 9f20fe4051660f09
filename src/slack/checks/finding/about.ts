import { isAboutSystem } from '../../../domain/check.ts'
import type { FindingSheet } from '../../../workflows/checks/read-finding.ts'
import { bold, code, join, type Markup, md } from '../../frame/text.ts'
import { whoseAccount } from '../../words/account.ts'
import { titleOf } from '../../words/check.ts'

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
