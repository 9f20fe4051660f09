import type { Button, ModalView } from '@slack/types'
import type { Entry, LeavingDeed, LeavingRefusal } from '../../../domain/leaving.ts'
import { beginsLater, type FoundPerson } from '../../../domain/staff.ts'
import { goneFrom } from '../../../domain/staff-sources.ts'
import type { LeavingPerson } from '../../../workflows/people/set-leaving.ts'
import type { LikelyAccount } from '../../../workflows/people/whois.ts'
import {
  actions,
  type Blocks,
  button,
  buttonRow,
  checkboxes,
  confirm,
  context,
  form,
  input,
  modal,
  option,
  radio,
  section,
  textInput,
} from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { datePicker, externalSelect } from '../../frame/pickers.ts'
import {
  bold,
  clip,
  date,
  day,
  dotted,
  firstName,
  foreign,
  join,
  type Markup,
  md,
  mention,
  words,
} from '../../frame/text.ts'
import { leavingIds } from '../../ids/people.ts'
import { conflictInWords, leavingRefusals, personInWords } from '../../words/person.ts'
import { likelyBlocks } from '../likely-view.ts'
import { type LeavingForm, pastMetadata } from './read.ts'

const title = 'Last day'

type Form = {
  /** What was sent and refused. */
  readonly filled: { readonly entry: Entry; readonly reason: string | null } | null
  readonly refused: LeavingRefusal | null
  /** Somebody else entered something since it was shown. */
  readonly changed: boolean
  /** Accounts that may be theirs. */
  readonly likely: readonly LikelyAccount[]
  readonly now: Date
}

/** When somebody leaves: entered, changed, cancelled, or undone because they came back. */
export function leavingView(person: LeavingPerson, shown: Form): ModalView {
  const { filled, refused, changed, likely, now } = shown
  const entry = filled?.entry ?? person
  return form(
    leavingIds.modal,
    title,
    { submit: 'Save', metadata: { p: person.id, v: enteredOf(person)?.saidAt?.getTime() ?? null } },
    [
      changed && stateLine(md`⚠️ *Not saved.* Somebody entered something meanwhile. This is how it is now.`),
      section(join([personInWords(person, now), conflictInWords(person, now), enteredInWords(person)])),
      ...likelyBlocks(person, likely),
      ...buttonsOf(person, now),
      input('They are', radio(leavingIds.type, { options: types, chosen: [entry.type] })),
      input('Last day', datePicker(leavingIds.lastDay, entry.lastDay), {
        optional: true,
        hint: `They have left when this day is over (${foreign(person.timeZone ?? 'UTC', 40)}). It may be past. A contractor needs one, at most 12 months ahead.`,
      }),
      refused !== null && context(words(`⚠️ ${leavingRefusals[refused]}`)),
      input(
        'Long leave',
        checkboxes(leavingIds.onLeave, { options: [leave], chosen: entry.onLeave ? ['on_leave'] : [] }),
        { optional: true },
      ),
      input(
        'Reason',
        textInput(leavingIds.reason, { maxLength: 300, ...(filled?.reason && { initial: filled.reason }) }),
        { optional: true, hint: 'Kept in the audit log.' },
      ),
    ],
  )
}

const types = [option('Employee', 'employee'), option('Contractor', 'contractor')]
const leave = option('On long leave', 'on_leave', 'Parental leave, a sabbatical. They stay on the staff.')

const enteredOf = ({ said }: LeavingPerson) => said.find(({ source }) => source === 'entered')

function enteredInWords(person: LeavingPerson): Markup | null {
  const entered = enteredOf(person)
  if (entered === undefined || entered.saidBy === null || entered.saidAt === null) return null
  return md`Entered by ${mention(entered.saidBy)} ${date(entered.saidAt)}.`
}

function buttonsOf(person: LeavingPerson, now: Date): Blocks {
  const { endAt, deactivated, type, said } = person
  const over = endAt !== null && endAt <= now
  const goneInSlack = said.some(({ source, gone }) => source === 'slack' && gone === true)
  const buttons = [
    type === 'employee' && endAt !== null && stayingButton(person),
    (over || deactivated) && !goneInSlack && cameBackButton,
    beginsLater(person, now) && begunButton,
  ]
  return [buttonRow(buttons), goneInSlack && context(md`Did they come back? Activate them in Slack first.`)]
}

function stayingButton({ name }: LeavingPerson): Button {
  const first = firstName(name)
  return button(`${first} is staying`, leavingIds.cancel, {
    confirm: confirm(
      `Is ${first} staying?`,
      md`${first} stays. Findings about it close.`,
      `Yes, ${clip(first, 14)} is staying`,
      'No, keep the last day',
    ),
  })
}

const cameBackButton: Button = button('Came back', leavingIds.cameBack, {
  confirm: confirm(
    'Did they come back?',
    md`They work here again from now on. Findings about their last day close. A last day chosen below is kept if it is still to come.`,
    'They came back',
  ),
})

const begunButton: Button = button('Began already', leavingIds.begun, {
  confirm: confirm(
    'Do they work here already?',
    md`Their first day is today instead of later. Where a staff list says it, correct it there too.`,
    'They began',
  ),
})

/** Nothing can be entered. */
export const leavingRefusedView = (because: LeavingRefusal): ModalView =>
  modal(leavingIds.result, title, [stateLine(words(leavingRefusals[because]))])

type Read = { readonly person: LeavingPerson; readonly likely: readonly LikelyAccount[] }

/** The day is past: whoever saves it says that they are gone. */
export function pastDayView({ person, likely }: Read, entered: LeavingForm): ModalView {
  const first = firstName(person.name)
  return form(leavingIds.past, title, { submit: 'Yes, save', metadata: pastMetadata(entered) }, [
    section(
      join([
        md`*This day is past: ${first} counts as gone now.*`,
        md`${person.name} · last day ${day(entered.entry.lastDay ?? '')}`,
      ]),
    ),
    context(md`Their accounts are checked at once. Any access left is reported.`),
    ...likelyBlocks(person, likely),
    actions([button('Back', leavingIds.back)]),
  ])
}

/** Said after something was stored. */
export function leavingSavedView(
  { person, deed, likely }: Read & { readonly deed: LeavingDeed },
  now: Date,
): ModalView {
  return modal(leavingIds.result, title, [
    stateLine(join([md`✅ *Saved.* ${personInWords(person, now)}`, conflictInWords(person, now)])),
    context(nextInWords(person, deed, now)),
    ...(person.endAt === null ? [] : likelyBlocks(person, likely)),
  ])
}

function nextInWords(
  { endAt, deactivated, timeZone, said, onLeave }: LeavingPerson,
  deed: LeavingDeed,
  now: Date,
): Markup {
  if (deactivated)
    return goneFrom(said)?.source === 'list'
      ? md`The staff list no longer names them, so they count as left.`
      : md`Slack says that they are deactivated, so they count as left.`
  if (deed === 'begun') return md`They work here from now on: their accounts are checked within a minute.`
  if (deed === 'came_back') return md`Findings about their last day close within a minute.`
  if (endAt === null)
    return onLeave
      ? md`They stay on the staff, so nothing fails because of it. When they are back, enter it with \`/miro offboard\`.`
      : md`They work here: no last day, no long leave. If a finding about their last day is open, it closes within a minute.`
  return endAt > now
    ? md`Nothing fails before this day is over (${timeZone ?? 'UTC'}). Then we report any access left.`
    : md`Their accounts are checked now. Any access left is reported within a minute.`
}

/** Nobody was named, or somebody who is not known, or several. */
export function whoLeavesView(people: readonly FoundPerson[], named: boolean): ModalView {
  const found = people.length > 0 ? md`Several people fit this.` : md`Nobody was found.`
  return form(leavingIds.who, title, { submit: 'Next' }, [
    named && section(found),
    ...people
      .slice(0, 10)
      .map(({ id, name, title: job }) =>
        section(
          dotted(bold(name), job === null || job === '' ? null : md`${job}`),
          button('Choose', leavingIds.choose, { value: id }),
        ),
      ),
    input(
      people.length > 0 ? 'Or somebody else' : 'Who is it about?',
      externalSelect(leavingIds.pick, 'Type a name or an e-mail address', { from: 2 }),
    ),
  ])
}
