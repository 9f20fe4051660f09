import type { HeldListFacts, ListTroubleFacts, UnusedRows } from '../../domain/source-notice.ts'
import { questionOf } from '../doors/held.ts'
import { syncButton } from '../doors/setup.ts'
import {
  actions,
  closedMessage,
  context,
  lineSections,
  type Maybe,
  type Message,
  section,
  titled,
} from '../frame/blocks.ts'
import type { Part } from '../frame/forms.ts'
import type { Naming } from '../frame/mask.ts'
import { folded } from '../frame/newer-blocks.ts'
import { code, commas, date, join, type Markup, md, mention, spaced } from '../frame/text.ts'
import { marks } from '../words/finding.ts'
import { listAt } from '../words/sources.ts'
import { unusedInWords } from '../words/staff-list.ts'

/** Something is wrong with the staff list that is read on the schedule. */
export function listTroubleMessage(facts: ListTroubleFacts, naming: Naming): Message {
  const { origin, trouble, readAt, since, fixedAt, damaged } = facts
  if (fixedAt !== null)
    return closedMessage(closed[trouble], md`${title[trouble]}, from ${date(since)} to ${date(fixedAt)}.`)
  const known =
    readAt === null
      ? md`It was never synced, so it says nothing about anybody.`
      : md`We still use the list of ${date(readAt)}. Nobody counts as gone because of this.`
  const isInForce = trouble === 'rows' || trouble === 'letters'
  const example = damaged !== null && naming.person(damaged) === damaged ? damaged : null
  return titled(marks.trouble, title[trouble], [
    section(
      spaced(
        md`${listAt(origin)} ${what[trouble]}`,
        isInForce ? asIn(trouble === 'letters' ? example : null) : known,
      ),
    ),
    unusedRows(facts.unused, naming, trouble === 'rows'),
    damaged !== null &&
      trouble !== 'letters' &&
      section(spaced(md`Some letters are damaged: save the list as “CSV UTF-8”.`, asIn(example))),
    section(howTo[trouble]),
    actions([syncButton('Try again')]),
    context(
      isInForce
        ? md`Since ${date(since)}. Closes by itself once corrected.`
        : md`Since ${date(since)}. Closes by itself after the next good sync.`,
    ),
  ])
}

/** The first row, and the others behind a press. `named`: the title of the message says what they are. */
function unusedRows(unused: UnusedRows, naming: Naming, named = false): Maybe<Part> {
  const rows = unusedInWords(unused, naming)
  const [first] = rows
  if (first === undefined) return null
  const all = unused.mistakes.length + unused.conflicts.length + unused.more
  return folded('Rows that cannot be used', lineSections(rows), [
    section(join([!named && md`*Rows that cannot be used*`, first, all > 1 && md`… and ${all - 1} more.`])),
  ])
}

const asIn = (damaged: string | null): Markup | null =>
  damaged === null ? null : md`For example: ${code(damaged, 40)}.`

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
  invalid: md`is not a staff list.`,
  rows: md`is in use without them. If one says that somebody left, we miss it.`,
  letters: md`is in use, with damaged letters.`,
} as const

const howTo = {
  unreadable: md`1. Check that the file is there and that the bot may read it.\n2. Press Try again.`,
  invalid: md`1. Check that it is a CSV file with a header and a column of e-mail addresses.\n2. Press Try again.`,
  rows: md`1. Correct them: one row a person, with their own addresses.\n2. Press Try again.`,
  letters: md`1. Save it as “CSV UTF-8” where it comes from.\n2. Press Try again.`,
} as const

const decide = md`Press *Open the list*. Is it right? Yes: press *Apply anyway*. No: correct the list and press *Try again*.`

const chooseColumns = md`Press *Choose the columns* and say what they hold. Then check what would change and press *Import*.`

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
  return titled(marks.trouble, asked, [
    section(was),
    sample.length > 0 &&
      section(md`${facts.reason === 'many_back' ? 'Back by it' : 'Not in it, or left'}: ${commas(sample)}`),
    unusedRows(facts.unused, naming),
    section(facts.reason === 'columns' ? chooseColumns : decide),
    actions(buttons),
    context(md`Nothing changes until an administrator decides.`),
  ])
}
