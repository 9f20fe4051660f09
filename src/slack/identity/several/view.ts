import type { Checkboxes, InputBlock, KnownBlock, ModalView } from '@slack/types'
import { roleName } from '../../../domain/account.ts'
import { likelyClass } from '../../../domain/suggest.ts'
import type { Unidentified, UnidentifiedAccount } from '../../../workflows/identity/read-unidentified.ts'
import {
  actions,
  type Blocks,
  button,
  buttonRow,
  checkboxes,
  context,
  divider,
  form,
  input,
  option,
  present,
  section,
} from '../../frame/blocks.ts'
import { nextPage, previousPage } from '../../frame/paging.ts'
import { clip, counted, dotted, type Markup, md, spaced, words } from '../../frame/text.ts'
import { severalIds } from '../../ids/identity.ts'
import { emailOf, guessInWords, guessPlainly } from '../../words/identify.ts'
import { choiceField, type FieldRefusal, fieldsOf, reviewDay } from '../identify/fields.ts'
import type { FormChoice } from '../identify/read.ts'
import {
  boxesId,
  boxesPerBlock,
  boxValue,
  type FilledSeveral,
  guessesValue,
  pageOf,
  pageValue,
  type SeveralAsked,
} from './read.ts'

type Shown = {
  readonly asked: SeveralAsked
  readonly found: Unidentified
  /** What was just done, above everything else. */
  readonly news: readonly Markup[]
  /** What stood in the form; null: what is likely. */
  readonly filled: FilledSeveral | null
  readonly refused: FieldRefusal | null
  /** Whoever was named last answers for the next ones too, unless somebody else is chosen. */
  readonly sameUser: string | null
  readonly now: Date
}

/** Accounts that nobody is known for: guesses to take or refuse, and a form that says of several what they are. */
export function severalView(shown: Shown): ModalView {
  const { asked, found, news } = shown
  const { guesses, others, own } = found
  const total = guesses.total + others.total
  const asks = others.rows.length > 0
  return form(
    severalIds.modal,
    'Identify accounts',
    { submit: asks ? 'Save' : null, metadata: pageOf(asked) },
    [
      ...news.map(line => section(line)),
      section(
        total === 0 ? md`Every account here is identified.` : md`*${counted(total, 'account')} to identify.*`,
      ),
      ...guessBlocks(asked, guesses),
      ...(asks ? othersBlocks(shown) : []),
      own > 0 && context(ownInWords(own)),
      turns(asked, found),
    ],
  )
}

function guessBlocks(asked: SeveralAsked, { rows, more, total }: Unidentified['guesses']): Blocks {
  if (rows.length === 0) return []
  const all = rows.length === total
  return [
    section(md`*Our guesses.* Accept only what is right.`),
    ...rows.flatMap((row): KnownBlock[] => [section(guessLine(row)), actions(guessButtons(row))]),
    buttonRow([
      rows.length > 1 &&
        (all || asked.allGuesses) &&
        button(all ? `Accept all ${total}` : `Accept these ${rows.length}`, severalIds.acceptAll, {
          value: guessesValue(rows.map(guessOf)),
          style: 'primary',
        }),
      more &&
        !asked.allGuesses &&
        button(`Show all ${total}`, severalIds.allGuesses, { value: pageValue(onlyGuesses(asked)) }),
    ]),
  ]
}

const onlyGuesses = (asked: SeveralAsked): SeveralAsked => ({
  ...asked,
  ...{ allGuesses: true, after: [], page: 0 },
})

const guessOf = ({ id, hints: [hint] }: UnidentifiedAccount) => ({
  accountId: id,
  personId: hint?.personId ?? '',
})

/** "`hana.sato@…` → *Hana Sato* · a name close to theirs · Member" */
const guessLine = (row: UnidentifiedAccount): Markup =>
  dotted(spaced(emailOf(row), guessInWords(row.hints)), words(roleName(row.role)))

function guessButtons(row: UnidentifiedAccount) {
  const value = guessesValue([guessOf(row)])
  return [button('Accept', severalIds.accept, { value }), button('No', severalIds.refuse, { value })]
}

function othersBlocks({ asked, found, filled, refused, sameUser, now }: Shown): Blocks {
  const { rows, total } = found.others
  const likely = filled ?? likelyForm(rows)
  const as = likely.as
  const initial = filled?.filled ?? { user: sameUser, review: reviewDay(now) }
  const guessed = found.guesses.rows.length > 0
  const same = rows.length > 1 ? md`Choose those of the same kind.` : null
  const hint = guessed ? spaced(md`*${counted(total, 'other account')}.*`, same) : same
  const anew = (block: InputBlock): InputBlock => ({
    ...block,
    block_id: `${block.block_id}.${asked.generation}`,
  })
  return [
    guessed && divider(),
    hint !== null && section(hint),
    ...boxes(rows, likely.chosen).map(anew),
    rows.length > 3 &&
      actions([button(`Choose all ${rows.length}`, severalIds.chooseAll, { value: pageValue(asked) })]),
    anew(choiceField(as, rows.length > 1 ? 'They are' : 'This account is', severalIds.choice)),
    ...fieldsOf(as, initial, refused).map(block =>
      block !== null && block !== false && block.type === 'input' ? anew(block) : block,
    ),
  ]
}

/** The first kind that several look like is proposed, with the accounts that do. */
function likelyForm(rows: readonly UnidentifiedAccount[]): FilledSeveral {
  const like = (as: FormChoice) =>
    rows.filter(row => row.decidedAt === null && likelyClass(row, row.hints) === as)
  const as = (['external', 'shared', 'service'] as const).find(each => like(each).length > 0) ?? null
  return { as, chosen: as === null ? [] : like(as).map(boxValue), filled: null }
}

function boxes(rows: readonly UnidentifiedAccount[], chosen: readonly string[]): InputBlock[] {
  const count = Math.ceil(rows.length / boxesPerBlock)
  return Array.from({ length: count }, (_, block) => {
    const from = block * boxesPerBlock
    const options = rows.slice(from, from + boxesPerBlock).map(row => boxOf(row))
    const element: Checkboxes = checkboxes(boxesId(block), { options, chosen })
    const last = Math.min(from + boxesPerBlock, rows.length)
    const label = count === 1 ? 'Accounts' : `Accounts ${from + 1} to ${last}`
    return input(label, element, { optional: count > 1 })
  })
}

const boxOf = (row: UnidentifiedAccount) => {
  const { id, email, name, role, decidedAt } = row
  return option(
    present([clip(email?.trim() || `Miro id ${id}`, 50), name !== null && clip(name, 22)]).join(' · '),
    boxValue(row),
    present([roleName(role), decidedAt === null ? perhaps(row) : 'marked as not identified']).join(' · '),
  )
}

const perhaps = (row: UnidentifiedAccount): string | null =>
  guessPlainly(row.hints) ?? (likelyClass(row, row.hints) === 'service' ? 'perhaps a program' : null)

const ownInWords = (own: number): Markup =>
  own === 1
    ? md`1 more may be yours. Another administrator identifies it.`
    : md`${own} more may be yours. Another administrator identifies them.`

function turns(asked: SeveralAsked, { guesses, others }: Unidentified) {
  const { rows, more } = asked.allGuesses ? guesses : others
  const last = rows.at(-1)
  const anew = { ...asked, generation: asked.generation + 1 }
  return buttonRow([
    asked.page > 0 && button('Back', severalIds.previous, { value: pageValue(previousPage(anew)) }),
    more &&
      last !== undefined &&
      button('Next', severalIds.next, { value: pageValue(nextPage(anew, last.id)) }),
    asked.allGuesses &&
      button('All accounts', severalIds.back, {
        value: pageValue({ ...anew, allGuesses: false, after: [], page: 0 }),
      }),
  ])
}
