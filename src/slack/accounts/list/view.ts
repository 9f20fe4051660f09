import type { ActionsBlock, ModalView } from '@slack/types'
import type { AccountFilter, AccountWords, ListedAccount } from '../../../domain/account-list.ts'
import { accountChecks } from '../../../domain/check.ts'
import { type AccountsPage, accountsPerPage } from '../../../workflows/accounts/read-accounts.ts'
import type { SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import { cardButton, identifySeveralButton } from '../../doors/account.ts'
import { actions, type Blocks, button, buttonRow, context, form, section } from '../../frame/blocks.ts'
import { bold, count, counted, dotted, join, type Markup, md } from '../../frame/text.ts'
import { accountsIds } from '../../ids/accounts.ts'
import { accountFacts, presenceName, spanInWords, stateInWords, whoseInWords } from '../../words/account.ts'
import { titleOf, verdictMark } from '../../words/check.ts'
import { type ListAsked, listMetadata, nextValue, previousValue } from '../read.ts'
import { filterBlocks } from './filters.ts'

/** Counting stops a little above. */
const mostCounted = 1_000

type Shown = {
  readonly connections: readonly SetupConnection[]
  readonly connection: SetupConnection
  readonly asked: ListAsked
  readonly filter: AccountFilter
  readonly words: AccountWords
  readonly found: AccountsPage
  readonly now: Date
}

/** The accounts of one organization that the filters let through, a page at a time. */
export function accountsListView(shown: Shown): ModalView {
  const { connections, connection, asked, filter, words, found, now } = shown
  return form(accountsIds.modal, 'Miro accounts', { submit: 'Search', metadata: listMetadata(asked) }, [
    ...filterBlocks(connections, asked, words),
    section(heading(connection, filter, found)),
    ...(found.rows.length === 0
      ? nothing(connection, asked, found)
      : rowBlocks(asked, found, now, words.off)),
    turns(asked, found),
  ])
}

function heading({ organizationName }: SetupConnection, filter: AccountFilter, found: AccountsPage): Markup {
  const presence = filter.presence === 'present' ? null : md`${presenceName[filter.presence]}`
  const total = found.total === null ? null : md`${totalInWords(found.total) + deactivatedInWords(found)}`
  return dotted(bold(organizationName), presence, total)
}

/** ", 3 of them deactivated": those are in the list too. */
const deactivatedInWords = ({ total, deactivated }: AccountsPage): string =>
  deactivated === null || deactivated === 0 || (total ?? 0) > mostCounted
    ? ''
    : `, ${total === deactivated ? '' : `${count(deactivated)} of them `}deactivated`

const totalInWords = (total: number): string =>
  total > mostCounted ? `more than ${count(mostCounted)} accounts` : counted(total, 'account')

function rowBlocks(
  asked: ListAsked,
  { rows, more, total }: AccountsPage,
  now: Date,
  off: AccountWords['off'],
): Blocks {
  const first = asked.page * accountsPerPage + 1
  return [
    ...rows.map(row => section(rowInWords(row, now, off), cardButton(asked.miroOrgId, row.id, 'Open'))),
    // The heading says how many there are, where these are all of them.
    total !== rows.length && context(spanInWords(first, rows.length, more)),
  ]
}

function rowInWords(row: ListedAccount, now: Date, off: AccountWords['off']): Markup {
  const { verdicts, class: kind, person } = row
  const trouble = accountChecks.flatMap(({ id }) => {
    const verdict = off.includes(id) ? undefined : verdicts?.[id]
    return verdict === 'fail' || verdict === 'unknown'
      ? [md`${verdictMark[verdict]} ${verdict === 'fail' ? 'fails' : 'unknown'}: ${titleOf(id)}`]
      : []
  })
  return join([
    accountFacts(row),
    dotted(kind === null ? md`not checked yet` : whoseInWords(kind, person, now), stateInWords(row)),
    ...trouble,
  ])
}

const filterNames: Readonly<Record<keyof AccountFilter, string>> = {
  presence: 'the choice of removed or deactivated accounts',
  class: 'the owner type',
  role: 'the role',
  license: 'the license',
  verdict: 'the result',
  inactive: 'the activity',
  search: 'the search',
}

/** Says which filter to give up. */
function nothing(connection: SetupConnection, asked: ListAsked, { instead }: AccountsPage): Blocks {
  if (asked.page > 0) return [section(md`There are no more accounts.`)]
  if (instead.length === 0)
    return [
      section(
        connection.lastCompleteSyncAt === null
          ? md`The accounts have not been read from Miro yet. \`/miro sync\` reads them.`
          : md`There is no account in this organization.`,
      ),
    ]
  const [only, ...others] = instead
  const best = instead.filter(each => each.count > 0)
  return [
    section(
      join([
        others.length === 0 && only !== undefined
          ? md`No account fits ${filterNames[only.without]}.`
          : md`No account fits all of these together.`,
        ...best.map(each => md`• Without ${filterNames[each.without]}: ${totalInWords(each.count)}.`),
        best.length === 0 ? md`Taking away one of them is not enough.` : null,
      ]),
    ),
    actions([button('Clear all filters', accountsIds.clear)]),
  ]
}

function turns(asked: ListAsked, { rows, more }: AccountsPage): ActionsBlock | null {
  const last = rows.at(-1)
  const unidentified = rows.some(row => row.class === 'unidentified' && row.verdicts?.identified === 'fail')
  return buttonRow([
    asked.page > 0 && button('Back', accountsIds.previousPage, { value: previousValue(asked) }),
    more && last !== undefined && button('Next', accountsIds.nextPage, { value: nextValue(asked, last.id) }),
    unidentified && identifySeveralButton(asked.miroOrgId),
  ])
}
