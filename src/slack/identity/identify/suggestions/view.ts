import type { Button, KnownBlock, ModalView } from '@slack/types'
import { roleName } from '../../../../domain/account.ts'
import type { Because } from '../../../../domain/suggest.ts'
import {
  type ClearSuggestion,
  markOf,
  mostAtOnce,
} from '../../../../workflows/identity/accept-suggestions.ts'
import {
  actions,
  type Blocks,
  button,
  context,
  form,
  input,
  lineSections,
  modal,
  multiSelect,
  option,
  present,
  section,
} from '../../../frame/blocks.ts'
import { userSelect } from '../../../frame/pickers.ts'
import {
  bold,
  clip,
  code,
  count,
  counted,
  dotted,
  join,
  type Markup,
  md,
  words,
} from '../../../frame/text.ts'
import { suggestionsIds } from '../../../ids/identity.ts'
import { refusalInWords } from '../../../words/identify.ts'
import { answeredFor, type FieldRefusal, reviewDay } from '../fields.ts'
import { type FilledAccept, kindValue, type Shown } from './read.ts'

const title = 'Suggestions'

type Counted = { readonly because: Because; readonly count: number }

/** The strongest first. */
const kinds: readonly Because[] = ['same_address', 'plus_tag', 'similar_name', 'role_mailbox', 'guest']

/** What the accounts of a kind have in common, and what one or several of them would become. */
const inShort: Readonly<Record<Because, { common: string; one: string; several: string }>> = {
  same_address: { common: 'the e-mail address of one staff member', one: 'staff', several: 'staff' },
  plus_tag: {
    common: 'the e-mail address of one staff member but for the tag after the plus',
    one: 'staff',
    several: 'staff',
  },
  similar_name: { common: 'a name like that of one staff member', one: 'staff', several: 'staff' },
  role_mailbox: {
    common: 'the address of a task, such as info@',
    one: 'a shared mailbox',
    several: 'shared mailboxes',
  },
  guest: {
    common: 'the e-mail address of a guest in Slack',
    one: 'an external person',
    several: 'external people',
  },
}

/** The kinds of suggestions that can be accepted at once. */
export function kindsView(miroOrgId: string, counts: readonly Counted[]): ModalView {
  const there = kinds.flatMap(because => counts.filter(each => each.because === because && each.count > 0))
  return modal(suggestionsIds.kinds, title, [
    section(
      there.length === 0
        ? md`There is nothing to accept now. Accounts that nobody was found for are behind the count of \`/miro checks\`.`
        : md`Nobody was found for these accounts, but there is one likely answer for each. Preview says what would change and for whom; nothing is stored before you accept it.`,
    ),
    ...there.map(({ because, count: many }) =>
      section(
        md`*${counted(many, 'account')}* with ${words(inShort[because].common)}. Would become ${many === 1 ? inShort[because].one : inShort[because].several}.`,
        button('Preview', suggestionsIds.preview, {
          value: kindValue({ o: miroOrgId, k: because }),
        }),
      ),
    ),
  ])
}

type Preview = {
  readonly miroOrgId: string
  readonly because: Because
  /** At most `mostAtOnce`, those of the person who asks last. */
  readonly rows: readonly ClearSuggestion[]
  readonly withNames: boolean
  /** What was sent and not accepted. */
  readonly filled: FilledAccept | null
  readonly refused: FieldRefusal | null
  readonly changed: boolean
  readonly now: Date
}

/** What accepting would do: a number, names on request, what to leave out, and one button. */
export function previewView(preview: Preview): ModalView {
  const { miroOrgId, because, rows, filled, refused, changed } = preview
  const others = rows.filter(row => !row.own)
  const own = rows.length - others.length
  if (others.length === 0)
    return said(miroOrgId, own === 0 ? md`There is nothing to accept now.` : ownLine(own))
  return form(
    suggestionsIds.modal,
    title,
    { submit: 'Accept', metadata: { o: miroOrgId, k: because, m: markOf(rows) } satisfies Shown },
    [
      changed && section(md`⚠️ *Nothing was accepted.* The list changed. This is how it is now.`),
      section(join([whatHappens(because, others), leavers(others), firstOnly(rows)])),
      own > 0 && context(ownLine(own)),
      ...(preview.withNames ? lineSections(others.map(nameLine)) : []),
      actions([!preview.withNames && namesButton(miroOrgId, because), backButton(miroOrgId)]),
      ...fields(preview),
      refused !== null && context(words(`⚠️ ${refusalInWords(refused.because, refused.onlyAdmin)}`)),
      leaveOut(others, filled?.except ?? []),
    ],
  )
}

/** "12 accounts become staff." */
const whatHappens = (because: Because, rows: readonly ClearSuggestion[]): Markup =>
  words(
    rows.length === 1
      ? `1 account becomes ${inShort[because].one}.`
      : `${count(rows.length)} accounts become ${inShort[because].several}.`,
  )

function leavers(rows: readonly ClearSuggestion[]): Markup | null {
  const left = rows.filter(row => row.left).length
  if (left === 0) return null
  return md`${left} of them ${left === 1 ? 'belongs to somebody' : 'belong to people'} who left: a finding opens, because that access has to go.`
}

const firstOnly = (rows: readonly ClearSuggestion[]): Markup | null =>
  rows.length < mostAtOnce ? null : md`These are the first ${mostAtOnce}. The others come after them.`

const ownLine = (own: number): Markup =>
  md`${counted(own, 'account')} of yours left out: nobody decides about their own. Another administrator of this bot can accept it.`

const namesButton = (o: string, k: Because): Button =>
  button('Show names', suggestionsIds.names, { value: kindValue({ o, k }) })

const backButton = (miroOrgId: string): Button =>
  button('All suggestions', suggestionsIds.back, { value: miroOrgId })

const nameLine = ({ email, accountId, role, personName, left }: ClearSuggestion): Markup =>
  md`• ${dotted(
    email === null ? md`Miro id ${code(accountId)}` : code(email),
    words(roleName(role)),
    personName === null ? null : md`→ ${bold(personName)}`,
    left ? md`left` : null,
  )}`

function fields({ because, filled, now }: Preview): Blocks {
  const review = filled?.review ?? reviewDay(now)
  if (because === 'role_mailbox') return answeredFor(suggestionsIds, { ...filled, review })
  if (because !== 'guest') return []
  return [
    input('Sponsor of all of them', userSelect(suggestionsIds.sponsor, 'Choose a colleague', filled?.user), {
      hint: 'The colleague who answers for these people. When the sponsor leaves, you are asked again.',
    }),
  ]
}

const leaveOut = (rows: readonly ClearSuggestion[], chosen: readonly string[]): KnownBlock =>
  input(
    'Leave out',
    multiSelect(suggestionsIds.except, 'None', {
      options: rows.map(row => option(rowText(row), row.accountId)),
      chosen,
    }),
    { optional: true, hint: 'They stay as they are.' },
  )

const rowText = ({ email, accountId, personName }: ClearSuggestion): string =>
  present([
    clip(email?.trim() || `Miro id ${accountId}`, 45),
    personName !== null && clip(personName, 25),
  ]).join(' → ')

const leftInWords = (left: number): Markup =>
  left === 1
    ? md`1 account of somebody who left: a finding opens for it.`
    : md`${left} accounts of people who left: a finding opens for each.`

/** Said after it was done. */
export const acceptedView = (miroOrgId: string, accounts: number, left: number): ModalView =>
  modal(suggestionsIds.accepted, title, [
    section(md`*Accepted* for ${counted(accounts, 'account')}.`),
    left > 0 && section(leftInWords(left)),
    context(
      md`They are being checked again now. Findings that this puts right close by themselves within a minute.`,
    ),
    actions([backButton(miroOrgId)]),
  ])

export const nothingAcceptedView = (miroOrgId: string): ModalView =>
  said(miroOrgId, md`Everything was left out, so nothing was accepted.`)

const said = (miroOrgId: string, text: Markup): ModalView =>
  modal(suggestionsIds.accepted, title, [section(text), actions([backButton(miroOrgId)])])
