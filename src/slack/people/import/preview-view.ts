import type { ModalView } from '@slack/types'
import type { ListHoldReason } from '../../../domain/source-notice.ts'
import { type ColumnsAsked, columnsAsked, hasAddresses } from '../../../domain/staff-columns.ts'
import { isStanding, type ReplacedRows } from '../../../domain/staff-list.ts'
import type { StaffFileStaged } from '../../../workflows/people/staff-file.ts'
import { type ListRef, listMetadata, listValue } from '../../doors/staff-list.ts'
import { type Blocks, button, buttonRow, context, form, modal, section } from '../../frame/blocks.ts'
import { naming } from '../../frame/mask.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { page } from '../../frame/paging.ts'
import { bold, count, counted, join, type Markup, md } from '../../frame/text.ts'
import { importIds } from '../../ids/people.ts'
import {
  columnsAskedInWords,
  conflictInWords,
  damagedInWords,
  type NotRead,
  notReadInWords,
  originInWords,
  ownInWords,
  replacedInWords,
} from '../../words/staff-list.ts'
import { changeBlocks } from './changes-view.ts'
import { columnsBlocks } from './columns-view.ts'
import { leftOutBlocks, mistakeBlocks, mistakeLines } from './left-out-blocks.ts'
import { title } from './view.ts'

type Shown = {
  readonly id: string
  readonly change: StaffFileStaged
  /** Why it is not believable. */
  readonly reason: ListHoldReason | null
  readonly refused?: Refused | null
}

/** Why what was asked last did not happen. */
export type Refused = NotRead | { readonly outcome: 'no_addresses' }

/** The person who imports a list may read it. */
const full = naming(false)

const shown = { mistakes: 10, hints: 5, name: 40 }

/** How a list was understood and what it would change. Submitting imports exactly this list. */
export function importPreviewView({ id, change, reason, refused = null }: Shown): ModalView {
  const { reading, rows } = change
  const { mistakes } = reading
  const asked = columnsAsked(reading)
  const isNamed = hasAddresses(reading)
  const columns = columnsBlocks(id, reading)
  const buttons = [
    mistakes.all > shown.mistakes &&
      button('Show all mistakes', importIds.mistakes, { value: listValue(id) }),
    // One that is read by itself comes again.
    !isStanding(change.origin) && button('Discard the list', importIds.cancel, { value: listValue(id) }),
  ]
  const submit = rows === 0 && isNamed ? null : reason === null ? 'Import' : 'Apply anyway'
  return form(importIds.preview, title, { submit, metadata: listMetadata({ id, anyway: reason !== null }) }, [
    section(md`${bold(originInWords(change.origin))} · ${counted(rowsOf(change), 'row')} · not imported yet`),
    refused !== null && stateLine(refusedInWords(refused)),
    reason !== null && stateLine(unbelievable(reason, change)),
    ...(asked === null ? [] : [stateLine(askedInWords(asked)), ...columns]),
    ...(isNamed ? whatChanges(id, change) : []),
    reading.damaged !== null && stateLine(md`⚠️ ${damagedInWords(reading.damaged)}`),
    reading.own !== null && section(ownInWords(reading.own)),
    ...(mistakes.rows === 0 ? [] : mistakeBlocks(change)),
    reading.replaced.all > 0 && section(replacedRows(reading.replaced)),
    buttonRow(buttons),
    ...(asked === null ? columns : []),
    ...leftOutBlocks(change, isNamed),
  ])
}

/** All rows of the file, whatever becomes of them. */
const rowsOf = ({ rows, setAside, reading }: StaffFileStaged): number =>
  rows + setAside + reading.replaced.all + reading.withoutAddress + reading.guests

function whatChanges(id: string, change: StaffFileStaged): Blocks {
  const { rows, changes, conflicts, conflicting } = change
  if (rows === 0)
    return [section(md`No row can be imported. Correct the mistakes and import the list again.`)]
  if (Object.keys(changes).length === 0 && conflicts === 0)
    return [section(md`Nothing would change: the list says what is known already.`)]
  const more = conflicts - conflicting.length
  return [
    section(md`*What will change*`),
    ...changeBlocks(id, changes),
    conflicts > 0 &&
      section(
        join([
          md`• *${counted(conflicts, 'row')} of which the bot cannot say who is meant*: applied to nobody`,
          ...conflicting.map(each => conflictInWords(each, full)),
          more > 0 && md`… and ${count(more)} more.`,
        ]),
      ),
  ]
}

/** What is not known of the columns, above the menus in which it is answered. */
const askedInWords = (asked: ColumnsAsked): Markup =>
  asked.addresses === null && asked.statusAlone
    ? md`⚠️ *Is a last day in it?* ${columnsAskedInWords(asked)} If so, choose it under _Last day_; if not, under _Ignore_. Without it, the time to take access away counts from when the list first said that somebody left.`
    : asked.addresses === null && asked.saysWhoLeft
      ? md`⚠️ *Who has left?* ${columnsAskedInWords(asked)} Choose it under _Last day_ or _Whether they work here_, or under _Ignore_ if it says something else.`
      : asked.addresses === null
        ? md`⚠️ *Who has left?* ${columnsAskedInWords(asked)} Choose it under _Last day_ or _Whether they work here_${asked.maybe.length === 0 ? md`` : md`, or under _Ignore_ if it says something else`}. Go on without it if the list has only people who work here.`
        : md`⚠️ *Where are the e-mail addresses?* ${columnsAskedInWords(asked)} Choose the column below. Nothing can be imported before.`

const refusedInWords = (refused: Refused): Markup =>
  refused.outcome === 'no_addresses'
    ? md`⚠️ *Nothing was imported.* First choose the column of e-mail addresses. Without it the list names nobody.`
    : md`⚠️ *The columns stay as they were.* ${notReadInWords(refused)}`

function unbelievable(reason: ListHoldReason, { before, gone, after, returning }: StaffFileStaged): Markup {
  const what = {
    nobody_left: md`Of the ${counted(before, 'person', 'people')} known so far, none would still work here.`,
    many_gone: md`${gone} of ${counted(before, 'person', 'people')} would be missing or have left.`,
    many_back: md`${counted(returning, 'person who has left', 'people who have left')} would work here again, as it names them without a last day.`,
    grew_tenfold: md`The list grew from ${before} to ${counted(after, 'person', 'people')}.`,
    other_organisation: md`It is the list of another company.`,
  }[reason]
  return md`⚠️ *Is this the right list?* ${what} If it is, press Apply anyway. The log will show that you did.`
}

/** Rows that another one about the same person takes the place of. */
const replacedRows = ({ all, first }: ReplacedRows): Markup =>
  join([
    md`*${counted(all, 'row')} of an earlier time, or said twice*`,
    ...first.slice(0, shown.hints).map(replacedInWords),
    all > shown.hints && md`… and ${count(all - shown.hints)} more.`,
  ])

/** Mistakes to a page. */
const mistakesPerPage = 30

type Mistakes = Pick<ListRef, 'id' | 'from' | 'isOnTop'>

/** All mistakes that are kept word by word, page by page. */
export function mistakesView({ id, from, isOnTop }: Mistakes, change: StaffFileStaged): ModalView {
  const { leftOut } = change
  const { mistakes } = change.reading
  const { shown: some, previous, next, total } = page(mistakes.first, from, mistakesPerPage)
  const turn = (to: number) => ({ value: listValue(id, { from: to, isOnTop }) })
  const turns = [
    previous !== null && button('Previous', importIds.previous, turn(previous)),
    next !== null && button('Next', importIds.next, turn(next)),
    !isOnTop && button('Back to the preview', importIds.previewAgain, { value: listValue(id) }),
  ]
  return modal(
    importIds.mistakesModal,
    'Mistakes in the list',
    [
      section(
        md`${bold(originInWords(change.origin))} · ${counted(mistakes.all, 'mistake')} in ${counted(mistakes.rows, 'row')}`,
      ),
      some.length > 0 && section(mistakeLines(some.slice(0, 15), leftOut)),
      some.length > 15 && section(mistakeLines(some.slice(15), leftOut)),
      next === null &&
        mistakes.all > total &&
        context(md`${mistakes.all - total} more are not listed. Correct these first.`),
      buttonRow(turns),
    ],
    { close: isOnTop ? 'Back' : 'Close' },
  )
}
