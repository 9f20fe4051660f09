import type { HeldGroup, HeldListFacts, HeldSyncFacts } from '../../domain/source-notice.ts'
import { code, count, counted, type Markup, md, words } from '../frame/text.ts'
import { columnsAskedInWords } from './staff-list.ts'

export const heldSource = ({ organizationName }: HeldSyncFacts): Markup =>
  organizationName === null ? md`the Slack staff list` : md`Miro for ${organizationName}`

/** What is asked, in one line: what a list did at once. */
export function syncTitle({ reason, before, after, gone, organizationName }: HeldSyncFacts): Markup {
  const slack = organizationName === null
  const all = slack ? counted(before, 'person', 'people') : counted(before, 'Miro account')
  const of = slack ? 'people' : 'Miro accounts'
  const left = slack ? 'left Slack' : 'disappeared'
  switch (reason) {
    case 'nobody_left':
      return after === 0
        ? md`Decision needed: ${slack ? 'Slack’s staff list' : 'Miro’s list of accounts'} is empty`
        : md`Decision needed: all ${all} ${left} at once`
    case 'many_gone':
      return md`Decision needed: ${gone} of ${before} ${of} ${left} at once`
    case 'grew_tenfold':
      return md`Decision needed: from ${all} to ${after} at once`
    case 'other_organisation':
      return md`Decision needed: the list came from another organization`
  }
}

/** What that means. */
export function syncInWords({ reason, before, after, gone, organizationName }: HeldSyncFacts): Markup {
  const noun = (value: number) =>
    organizationName === null ? counted(value, 'person', 'people') : counted(value, 'account')
  const were = gone === 1 ? 'was' : 'were'
  const left = `${organizationName === null ? 'left' : 'disappeared'} or ${were} deactivated`
  switch (reason) {
    case 'nobody_left':
      return after === 0
        ? words(`The new list is empty. The last one had ${noun(before)}.`)
        : words(`The new list has ${noun(after)}, and none of the ${count(before)} from before.`)
    case 'many_gone':
      return words(`${noun(gone)} of ${count(before)} ${left} at once.`)
    case 'grew_tenfold':
      return words(`The list grew from ${noun(before)} to ${count(after)}.`)
    case 'other_organisation':
      return words('The list came from another organization.')
  }
}

/** The question, and what either answer presses. */
export function syncQuestion({ reason, organizationName }: HeldSyncFacts): Markup {
  const slack = organizationName === null
  const lost = reason === 'many_gone' || reason === 'nobody_left'
  const ask = !lost
    ? md`Is this right?`
    : slack
      ? md`Did these people leave?`
      : md`Did you remove these accounts?`
  const list = slack ? md`Slack’s list` : md`Miro’s list`
  return md`${ask} Yes: press *Apply anyway*. No: press *Try again* once ${list} is right.`
}

export function listInWords({
  reason,
  before,
  after,
  gone,
  returning,
  rows,
  setAside,
  columns,
}: HeldListFacts): Markup {
  const people = (value: number) => counted(value, 'person', 'people')
  switch (reason) {
    case 'mistakes':
      return words(
        `${count(setAside)} of its ${counted(rows + setAside, 'row')} have mistakes. Apply anyway skips them.`,
      )
    case 'columns':
      return columns === null ? md`` : columnsAskedInWords(columns)
    case 'nobody_left':
      return after === 0
        ? words(`It is empty. The last one had ${people(before)}.`)
        : words(`It has ${people(after)}, and none of the ${count(before)} from before.`)
    case 'many_gone':
      return words(
        `${people(gone)} of ${count(before)} ${gone === 1 ? 'is' : 'are'} missing or left at once.`,
      )
    case 'many_back':
      return words(
        `${people(returning)} who left would work here again: it names them without a last day. Findings about them would close.`,
      )
    case 'grew_tenfold':
      return words(`It grew from ${people(before)} to ${count(after)}.`)
    case 'other_organisation':
      return words('It is about another organization.')
  }
}

export const moreInWords = (more: number): Markup | null =>
  more > 0 ? md`The same holds for ${counted(more, 'more group')}.` : null

export function groupInWords({ handle, reason, before, after, gone }: HeldGroup): Markup {
  const group = code(`@${handle}`)
  switch (reason) {
    case 'nobody_left':
      return after === 0
        ? md`${group} is empty. Before, it had ${counted(before, 'person', 'people')}.`
        : md`${group} has other people: none of the ${count(before)} from before.`
    case 'many_gone':
      return md`${counted(gone, 'person', 'people')} of ${count(before)} left ${group} at once.`
    case 'grew_tenfold':
      return md`${group} grew from ${counted(before, 'person', 'people')} to ${count(after)}.`
    case 'other_organisation':
      return md`${group} is a group of another workspace.`
  }
}
