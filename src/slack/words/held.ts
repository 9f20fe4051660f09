import type { HeldGroup, HeldListFacts, HeldSyncFacts } from '../../domain/source-notice.ts'
import { code, count, counted, type Markup, md, words } from '../frame/text.ts'
import { columnsAskedInWords } from './staff-list.ts'

export const heldSource = ({ organizationName }: HeldSyncFacts): Markup =>
  organizationName === null ? md`the Slack staff list` : md`Miro for ${organizationName}`

export function syncInWords({ reason, before, after, gone, organizationName }: HeldSyncFacts): Markup {
  const noun = (value: number) =>
    organizationName === null ? counted(value, 'person', 'people') : counted(value, 'account')
  switch (reason) {
    case 'nobody_left':
      return after === 0
        ? words(`The new list is empty, where ${noun(before)} stood before.`)
        : words(
            `None of the ${noun(before)} known so far would stay active. The new list has ${count(after)}.`,
          )
    case 'many_gone':
      return words(`${noun(gone)} of ${count(before)} would be gone or deactivated at once.`)
    case 'grew_tenfold':
      return words(`The list grew from ${noun(before)} to ${count(after)}.`)
    case 'other_organisation':
      return words('The list came from another organization.')
  }
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
        `${count(setAside)} of its ${counted(rows + setAside, 'row')} cannot be read. Apply anyway leaves them out.`,
      )
    case 'columns':
      return columns === null ? md`` : columnsAskedInWords(columns)
    case 'nobody_left':
      return after === 0
        ? words(`It names nobody, where ${people(before)} stood before.`)
        : words(`None of the ${people(before)} known so far would stay. It names ${people(after)}.`)
    case 'many_gone':
      return words(`${people(gone)} of ${count(before)} would be missing or gone at once.`)
    case 'many_back':
      return words(
        `${people(returning)} who have left would work here again, as it names them without a last day. What is open about them would close.`,
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
        ? md`${group} would be empty, where ${counted(before, 'person', 'people')} ${before === 1 ? 'was' : 'were'} in it before.`
        : md`None of the ${counted(before, 'person', 'people')} in ${group} would stay in it.`
    case 'many_gone':
      return md`${counted(gone, 'person', 'people')} of ${count(before)} would be out of ${group} at once.`
    case 'grew_tenfold':
      return md`${group} grew from ${counted(before, 'person', 'people')} to ${count(after)}.`
    case 'other_organisation':
      return md`${group} is a group of another workspace.`
  }
}
