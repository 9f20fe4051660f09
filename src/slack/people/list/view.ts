import type { ModalView } from '@slack/types'
import { type ListedStaff, type PeopleList, peopleLists, soonDays } from '../../../domain/people-list.ts'
import { type PeoplePage, peoplePerPage } from '../../../workflows/people/read-people.ts'
import { personButton } from '../../doors/person.ts'
import {
  actions,
  type Blocks,
  button,
  buttonRow,
  context,
  modal,
  option,
  section,
  select,
} from '../../frame/blocks.ts'
import { bold, count, counted, dotted, type Markup, md, mention, spaced } from '../../frame/text.ts'
import { peopleIds } from '../../ids/people.ts'
import { listedInWords } from '../../words/person.ts'
import { peopleMetadata } from './read.ts'

const names: Readonly<Record<PeopleList, string>> = {
  leaving: 'Leaving soon',
  left: 'Left',
  contractors: 'Contractors',
  on_leave: 'On long leave',
  no_address: 'Without an e-mail address',
}

const nobody: Readonly<Record<PeopleList, string>> = {
  leaving: `Nobody leaves in the next ${soonDays} days, as far as we know.`,
  left: 'Nobody has left, as far as we know.',
  contractors: 'No contractor is known.',
  on_leave: 'Nobody is on long leave.',
  no_address: 'Everybody has an e-mail address.',
}

const why: Readonly<Partial<Record<PeopleList, string>>> = {
  leaving: `Their last day is within ${soonDays} days. On the day after, we report any access left.`,
  no_address: 'Without an address we cannot find their Miro account. Add one with `/miro import`.',
}

/** The people of one list; a menu chooses another. Never the person who looks. */
export function peopleListView({ list, people, from, counts }: PeoplePage, now: Date): ModalView {
  const total = counts[list]
  const options = peopleLists.map(each => option(`${names[each]} (${count(counts[each])})`, each))
  return modal(
    peopleIds.modal,
    'People',
    [
      actions([select(peopleIds.list, 'Which people?', { options, chosen: [list] })]),
      ...(total === 0 ? [section(md`${nobody[list]}`)] : rows(list, people, now)),
      total > people.length && context(md`People ${from + 1} to ${from + people.length} of ${total}.`),
      buttonRow([
        from > 0 && button('Back', peopleIds.previous, { value: `${from - peoplePerPage}` }),
        from + people.length < total && button('Next', peopleIds.next, { value: `${from + people.length}` }),
      ]),
      context(md`You are never in these lists yourself.`),
    ],
    { metadata: peopleMetadata(list) },
  )
}

const rows = (list: PeopleList, people: readonly ListedStaff[], now: Date): Blocks => [
  why[list] !== undefined && context({ markup: why[list] }),
  ...people.map(person => section(rowInWords(person, now), personButton(person.id))),
]

/** "*Dana Lee* @dana · Researcher · leaves on 31 Dec 2026, in 31 days · 1 Miro account" */
const rowInWords = (person: ListedStaff, now: Date): Markup =>
  dotted(
    spaced(bold(person.name), person.slackUserId === null ? null : mention(person.slackUserId)),
    person.title === null || person.title === '' ? null : md`${person.title}`,
    listedInWords(person, now),
    person.accounts === 0 ? md`no Miro account known` : md`${counted(person.accounts, 'Miro account')}`,
  )
