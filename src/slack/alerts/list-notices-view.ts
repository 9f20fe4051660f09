import type { HeldListFacts, ListTroubleFacts } from '../../domain/source-notice.ts'
import { questionOf } from '../doors/held.ts'
import { syncButton } from '../doors/setup.ts'
import { actions, closedMessage, context, type Message, section, titled } from '../frame/blocks.ts'
import type { Naming } from '../frame/mask.ts'
import { code, commas, date, join, md, mention, spaced } from '../frame/text.ts'
import { marks } from '../words/finding.ts'
import { listAt } from '../words/sources.ts'
import { damagedInWords, unusedInWords } from '../words/staff-list.ts'

/** Something is wrong with the staff list that is read on the schedule. */
export function listTroubleMessage(facts: ListTroubleFacts, naming: Naming): Message {
  const { origin, trouble, readAt, since, fixedAt, damaged } = facts
  if (fixedAt !== null)
    return closedMessage(closed[trouble], md`${title[trouble]}, from ${date(since)} to ${date(fixedAt)}.`)
  const known =
    readAt === null
      ? md`It was never synced, so it says nothing about anybody.`
      : md`We still use the list of ${date(readAt)}. Nobody counts as gone because of this.`
  const rows = unusedInWords(facts.unused, naming)
  const isInForce = trouble === 'rows' || trouble === 'letters'
  return titled(marks.trouble, title[trouble], [
    section(spaced(md`${listAt(origin)} ${what[trouble]}`, isInForce ? null : known)),
    rows !== null && section(rows),
    damaged !== null && section(damagedInWords(naming.person(damaged) === damaged ? damaged : null)),
    section(md`*How to fix*\n${howTo[trouble]}`),
    actions([syncButton('Try again')]),
    context(
      isInForce
        ? md`Since ${date(since)}. Closes by itself when ${trouble === 'rows' ? 'every row can be used' : 'no letter is damaged'}.`
        : md`Since ${date(since)}. Closes by itself after the next good sync.`,
    ),
  ])
}

const title = {
  unreadable: md`The staff list cannot be read`,
  invalid: md`The staff list is not usable`,
  rows: md`Some rows of the staff list cannot be used`,
  letters: md`Some letters of the staff list are damaged`,
} as const

const closed = {
  unreadable: md`the staff list is synced again`,
  invalid: md`the staff list is synced again`,
  rows: md`every row of the staff list can be used`,
  letters: md`no letter of the staff list is damaged`,
} as const

const what = {
  unreadable: md`cannot be read.`,
  invalid: md`is there, but it is not a staff list.`,
  rows: md`is in force, without these rows. Who leaves by one of them is not reported.`,
  letters: md`is in force.`,
} as const

const howTo = {
  unreadable: md`1. Check that the file is there and that the bot may read it.\n2. Press Try again.`,
  invalid: md`1. Check that it is a CSV file with a header and a column of e-mail addresses.\n2. Press Try again.`,
  rows: md`1. Correct these rows. Each person needs one row, with addresses that nobody else has.\n2. Press Try again.`,
  letters: md`1. Save it as UTF-8 where it comes from.\n2. Press Try again.`,
} as const

const decide = md`Press *Open the list*. Is it right? Yes: press *Apply anyway*. No: correct the list and press *Try again*.`

const chooseColumns = md`1. Press *Choose the columns* and say what they hold.\n2. Check what would change, and press *Import*. Your choice is kept for lists with the same columns.`

/** A staff list read on the schedule that waits for a person's word. */
export function heldListMessage(facts: HeldListFacts, naming: Naming): Message {
  const { decided } = facts
  const { title: asked, was, buttons } = questionOf(facts)
  if (decided !== null) {
    const by = decided.by === null ? null : md`by ${mention(decided.by)}`
    const how = decided.as === 'applied' ? md`applied` : md`replaced by a later list`
    return closedMessage(
      md`the held staff list: ${how}`,
      md`${was} It was ${spaced(how, by, date(decided.at))}.`,
    )
  }
  const sample = facts.sample
    .slice(0, 5)
    .map(each => code(each.includes('@') ? naming.email(each) : naming.person(each)))
  const rows = unusedInWords(facts.unused, naming)
  return titled(marks.trouble, asked, [
    section(spaced(was, md`Nothing changes until you decide.`)),
    sample.length > 0 &&
      section(md`${facts.reason === 'many_back' ? 'Back by it' : 'Not in it, or left'}: ${commas(sample)}`),
    rows !== null && section(join([md`*Rows that cannot be used*`, rows])),
    section(facts.reason === 'columns' ? chooseColumns : decide),
    actions(buttons),
    context(md`Only administrators can decide. The log shows who did.`),
  ])
}
