import type { ModalView } from '@slack/types'
import type { HeldLosses, Losing } from '../../workflows/sync/read-held.ts'
import { type HeldPage, heldPageValue } from '../doors/held.ts'
import { button, buttonRow, context, lineSections, modal, section } from '../frame/blocks.ts'
import { nextPage, previousPage } from '../frame/paging.ts'
import { bold, code, counted, type Markup, md, spaced } from '../frame/text.ts'
import { heldSyncIds } from '../ids/sync.ts'

/** Everybody whom a held sync would lose, by name: what is decided is seen first. */
export function heldLossesView(page: HeldPage, found: Extract<HeldLosses, { outcome: 'shown' }>): ModalView {
  const { accounts, gone, rows, more } = found
  const what = accounts
    ? md`${counted(gone, 'Miro account')} disappeared or ${gone === 1 ? 'was' : 'were'} deactivated.`
    : md`${counted(gone, 'person', 'people')} left Slack or ${gone === 1 ? 'was' : 'were'} deactivated.`
  const last = rows.at(-1)
  return modal(heldSyncIds.modal, 'Decision needed', [
    section(spaced(what, md`Nothing changes until you decide in the message.`)),
    ...lineSections(rows.map(inWords)),
    rows.length === 0 && context(md`There are no more.`),
    buttonRow([
      page.page > 0 && button('Back', heldSyncIds.previous, { value: heldPageValue(previousPage(page)) }),
      more &&
        last !== undefined &&
        button('Next', heldSyncIds.next, { value: heldPageValue(nextPage(page, last.id)) }),
    ]),
  ])
}

const inWords = ({ id, called, name }: Losing): Markup =>
  md`• ${spaced(name !== null && bold(name), called === null ? name === null && md`Miro id ${code(id)}` : code(called))}`

/** It was decided already, or replaced. */
export const nothingHeldView = (): ModalView =>
  modal(heldSyncIds.modal, 'Decision needed', [
    section(md`Nothing to decide any more: somebody decided already, or a newer sync replaced it.`),
  ])
