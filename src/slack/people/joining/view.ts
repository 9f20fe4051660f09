import type { KnownBlock, ModalView } from '@slack/types'
import type { CardPerson } from '../../../domain/account-card.ts'
import type { Joining } from '../../../domain/joining.ts'
import { goneFrom, lastDayFrom, precedence } from '../../../domain/staff-sources.ts'
import type { JoinedPerson, JoinRefusal, PersonToJoin } from '../../../workflows/people/join-people.ts'
import { partButton } from '../../doors/person.ts'
import { actions, context, divider, form, input, modal, option, radio, section } from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { externalSelect } from '../../frame/pickers.ts'
import {
  bold,
  code,
  commas,
  counted,
  date,
  day,
  join,
  type Markup,
  md,
  mention,
  words,
} from '../../frame/text.ts'
import { joiningIds } from '../../ids/people.ts'
import { fieldsInWords, refusalInWords, sourceName } from '../../words/joining.ts'
import { personInWords } from '../../words/person.ts'

const title = 'Same person'
const mostNamed = 5

/** Who is this person too? */
export const whoElseView = (person: CardPerson, now: Date): ModalView =>
  form(joiningIds.modal, title, { submit: 'Open both', metadata: { p: person.id } }, [
    section(personInWords(person, now)),
    input(
      'Is the same person as',
      externalSelect(joiningIds.other, 'Type a name or an e-mail address', { from: 2 }),
      { hint: 'Nothing is joined yet: first you see both, and what would come of it.' },
    ),
  ])

type Form = {
  readonly seen: string
  /** Something changed since it was shown. */
  readonly changed: boolean
  readonly refused: JoinRefusal | null
  readonly now: Date
}

/** Both, and what would come of it if they were one. */
export function bothView(joining: Joining<PersonToJoin>, { seen, changed, refused, now }: Form): ModalView {
  const { kept, gone, said, asksRehired } = joining
  return form(
    joiningIds.preview,
    title,
    { submit: 'They are one person', metadata: { a: kept.id, b: gone.id, v: seen } },
    [
      changed &&
        stateLine(md`⚠️ *Not joined.* Something changed about them meanwhile. This is how it is now.`),
      ...[kept, gone].map(person => aboutPerson(person, now)),
      divider(),
      section(join([bold('Together'), ...fieldsInWords(said), statusInWords(joining, now)])),
      asksRehired &&
        input(
          'One of the two works here, the other has left',
          radio(joiningIds.rehired, { options: which, chosen: [] }),
        ),
      refused !== null && context(words(`⚠️ ${refusalInWords(refused, false)}`)),
      context(
        md`What somebody confirmed stays confirmed. Their accounts are checked at once. Slack and the staff list go on to name them as before, and are about this one person. It is logged with your name, and can be taken back from their card.`,
      ),
    ],
  )
}

const which = [
  option('They work here', 'rehired', 'What ended was an earlier time of employment.'),
  option('They have left', 'left', 'The last day holds for all of their accounts.'),
]

function aboutPerson(person: PersonToJoin, now: Date): KnownBlock {
  const { said, addresses, accounts, answersFor, openFindings, openQuestions } = person
  const sources = precedence.filter(source => said.some(one => one.source === source))
  return section(
    join([
      personInWords(person, now),
      sources.length === 0 ? null : md`Known by: ${sources.map(source => sourceName[source]).join(', ')}.`,
      named('Addresses', addresses),
      named('Miro accounts', accounts),
      alsoInWords([
        answersFor === 0 ? null : md`answers for ${counted(answersFor, 'other account')}`,
        openFindings === 0 ? null : md`${counted(openFindings, 'open finding')}`,
        openQuestions === 0 ? null : md`${counted(openQuestions, 'open question')}`,
      ]),
    ]),
  )
}

function alsoInWords(parts: readonly (Markup | null)[]): Markup | null {
  return parts.every(part => part === null) ? null : md`Also: ${commas(parts)}.`
}

function named(label: string, all: readonly string[]): Markup {
  if (all.length === 0) return md`${label}: none known.`
  const more = all.length - mostNamed
  return md`${label}: ${commas([
    ...all.slice(0, mostNamed).map(each => code(each)),
    more > 0 ? md`and ${counted(more, 'more', 'more')}` : null,
  ])}`
}

/** What they count as then, and by whom that is said. */
function statusInWords({ said, left, endAt, lastDay }: Joining, now: Date): Markup {
  const on = endAt === null ? null : lastDay === null ? date(endAt) : md`${day(lastDay)}`
  if (!left) return on === null ? md`*They work here.*` : md`*They work here until ${on}.*`
  if (on !== null && endAt !== null && endAt <= now)
    return md`⚠️ *They have left*: their last day was ${on} (${sourceName[lastDayFrom(said) ?? 'entered']}).`
  const source = goneFrom(said)?.source ?? 'slack'
  return md`⚠️ *They have left*: ${source === 'slack' ? md`Slack says deactivated` : md`the staff list says that they are gone, or no longer names them`}.`
}

/** They are one now. */
export const joinedView = (person: CardPerson, joinId: string, now: Date): ModalView =>
  modal(joiningIds.result, title, [
    stateLine(md`✅ *Joined.* ${personInWords(person, now)}`),
    context(md`Their accounts are checked now. Messages about them follow within a minute.`),
    actions([partButton(joinId)]),
  ])

/** They are two again. */
export const partedView = (people: readonly [CardPerson, CardPerson], now: Date): ModalView =>
  modal(joiningIds.result, title, [
    section(join([md`*They are two people again.*`, ...people.map(person => personInWords(person, now))])),
    context(
      md`The accounts of both are checked now. Nothing joins these two any more, unless somebody says so again.`,
    ),
  ])

export const apartView = (): ModalView =>
  modal(joiningIds.result, title, [
    section(md`*They are two people.* Nobody is asked about these two again.`),
  ])

/** Nothing can be said about these two. */
export const joiningRefusedView = (because: JoinRefusal, onlyAdmin: boolean): ModalView =>
  modal(joiningIds.result, title, [stateLine(words(refusalInWords(because, onlyAdmin)))])

/** What was to be taken back does not stand any more. */
export const notStandingView = (): ModalView =>
  modal(joiningIds.result, title, [
    section(
      md`This was taken back already, or the person was joined with somebody else since: then that has to be taken back first. Look them up again with \`/miro whois\`.`,
    ),
  ])

/** On the person's card: with whom they were joined, and what takes it back. */
export const joinedBlock = ({ id, name, saidBy, saidAt }: JoinedPerson, mayPart: boolean): KnownBlock =>
  section(
    md`Joined with ${bold(name)} by ${mention(saidBy)} ${date(saidAt)}: they are one person.`,
    mayPart && partButton(id),
  )
