import type { ModalView } from '@slack/types'
import { roleName } from '../../../domain/account.ts'
import type { UnidentifiedAccount, UnidentifiedPage } from '../../../workflows/identity/read-unidentified.ts'
import { identifyButton } from '../../doors/account.ts'
import { button, buttonRow, context, modal, section } from '../../frame/blocks.ts'
import { counted, dotted, type Markup, md, words } from '../../frame/text.ts'
import { severalIds } from '../../ids/identity.ts'
import { nameInWords } from '../../words/account.ts'
import { emailOf, guessInWords } from '../../words/identify.ts'
import { nextValue, previousValue, type SeveralAsked } from './read.ts'

const title = 'Identify accounts'

/** The accounts nobody is known for: each with whose it might be. */
export function severalView(asked: SeveralAsked, { rows, more, total, own }: UnidentifiedPage): ModalView {
  const last = rows.at(-1)
  return modal(severalIds.modal, title, [
    section(
      total === 0
        ? md`Every account here is identified.`
        : md`*${counted(total, 'account')}* to identify. Find out who uses each.`,
    ),
    ...rows.map(row => section(rowInWords(row), identifyButton(asked.miroOrgId, row.id))),
    own > 0 && context(ownInWords(own)),
    buttonRow([
      asked.page > 0 && button('Back', severalIds.previous, { value: previousValue(asked) }),
      more && last !== undefined && button('Next', severalIds.next, { value: nextValue(asked, last.id) }),
    ]),
  ])
}

/** "`hana.sato@…` · Hana Sato · Member · probably Hana Sato’s" */
const rowInWords = (row: UnidentifiedAccount): Markup =>
  dotted(emailOf(row), nameInWords(row.name), words(roleName(row.role)), guessInWords(row.hints))

const ownInWords = (own: number): Markup =>
  own === 1
    ? md`1 more may be yours. Another administrator identifies it.`
    : md`${own} more may be yours. Another administrator identifies them.`
