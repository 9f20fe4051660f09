import type { ActionsBlock, ModalView } from '@slack/types'
import { inWords, isAboutSystem, isIdentifiedFirst } from '../../domain/check.ts'
import type { Verdict } from '../../domain/verdict.ts'
import type { BehindRow } from '../../workflows/checks/read-checks.ts'
import { cardButton, identifySeveralButton } from '../doors/account.ts'
import { accountsValue } from '../doors/account-filter.ts'
import { button, buttonRow, context, modal, section } from '../frame/blocks.ts'
import { bold, foreign, join, type Markup, md, words } from '../frame/text.ts'
import { accountsIds } from '../ids/accounts.ts'
import { checksIds } from '../ids/checks.ts'
import { accountFacts, spanInWords } from '../words/account.ts'
import { titleOf, verdictMark } from '../words/check.ts'
import { type BehindPage, fixValue, nextPageValue, previousPageValue } from './read.ts'

/** Accounts to a page. */
const perPage = 25

const titles: Readonly<Record<Verdict, string>> = {
  fail: 'Failing accounts',
  unknown: 'Unknown accounts',
  excepted: 'Excepted accounts',
  pass: 'Passing accounts',
  not_applicable: 'Not applicable',
}

/** The accounts behind one count, with the reason for each. */
export function accountsView(
  organizationName: string,
  asked: BehindPage,
  found: { readonly rows: readonly BehindRow[]; readonly more: boolean },
): ModalView {
  const rows = found.rows.slice(0, perPage)
  const first = asked.page * perPage + 1
  const more = found.more || found.rows.length > perPage
  return modal(checksIds.accountsModal, titles[asked.verdict], [
    section(md`${verdictMark[asked.verdict]} *${titleOf(asked.checkId)}* · ${bold(organizationName)}`),
    ...(rows.length === 0
      ? [section(asked.page === 0 ? md`No account is in this state now.` : md`There are no more accounts.`)]
      : rows.map(row => section(rowInWords(row), cardButton(asked.miroOrgId, row.id, 'Open')))),
    rows.length > 0 && context(spanInWords(first, rows.length, more)),
    buttons(asked, rows, more),
  ])
}

function rowInWords(row: BehindRow): Markup {
  const { role, lastActivityAt, personName, why } = row
  const name = personName === null ? null : foreign(personName)
  return join([
    accountFacts(row),
    words(inWords(why, { personName: name, role: foreign(role), lastActivityAt })),
  ])
}

function buttons(asked: BehindPage, rows: readonly BehindRow[], more: boolean): ActionsBlock | null {
  const last = rows.at(-1)
  const { miroOrgId, checkId } = asked
  return buttonRow([
    asked.verdict === 'fail' &&
      isIdentifiedFirst(checkId) &&
      rows.length > 0 &&
      identifySeveralButton(miroOrgId, null, 'primary'),
    asked.page > 0 && button('Back', checksIds.previousPage, { value: previousPageValue(asked) }),
    more &&
      last !== undefined &&
      button('Next', checksIds.nextPage, { value: nextPageValue(asked, last.id) }),
    asked.verdict === 'fail' &&
      rows.length > 0 &&
      button('How to fix', checksIds.howToFix, { value: fixValue({ miroOrgId, checkId }) }),
    !isAboutSystem(checkId) &&
      rows.length > 0 &&
      button('Filter and search', accountsIds.open, {
        value: accountsValue(miroOrgId, { verdict: { check: checkId, verdict: asked.verdict } }),
      }),
  ])
}
