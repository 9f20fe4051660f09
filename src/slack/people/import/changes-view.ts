import type { ModalView } from '@slack/types'
import {
  type ChangedPerson,
  type ListChange,
  type ListChanges,
  listChanges,
} from '../../../domain/staff-list.ts'
import type { StaffFileStaged } from '../../../workflows/people/staff-file.ts'
import { type ListRef, listValue } from '../../doors/staff-list.ts'
import { type Blocks, button, buttonRow, context, lineSections, modal, section } from '../../frame/blocks.ts'
import { page } from '../../frame/paging.ts'
import { bold, code, count, counted, day, foreign, join, type Markup, md, spaced } from '../../frame/text.ts'
import { importIds } from '../../ids/people.ts'
import { originInWords } from '../../words/staff-list.ts'

/** What a kind of change is called, and what follows from it. */
const kinds: Readonly<Record<ListChange, { readonly called: (many: number) => string; follows?: Markup }>> = {
  leaving: {
    called: many => counted(many, 'person leaves', 'people leave'),
    follows: md`What they can still use in Miro will be reported.`,
  },
  unlisted: {
    called: many =>
      counted(
        many,
        'is no longer in it but still active in Slack',
        'are no longer in it but still active in Slack',
      ),
    follows: md`Administrators are asked whether they left.`,
  },
  returning: {
    called: many => counted(many, 'person who had left is back', 'people who had left are back'),
    follows: md`Findings about their last day close. Whoever did leave needs a last day in the list.`,
  },
  last_day: { called: many => counted(many, 'gets a last day', 'get a last day') },
  last_day_moved: { called: many => counted(many, 'last day moves', 'last days move') },
  last_day_withdrawn: {
    called: many => counted(many, 'last day is withdrawn', 'last days are withdrawn'),
  },
  gone: {
    called: many =>
      counted(many, 'person who had left is marked as gone', 'people who had left are marked as gone'),
  },
  added: { called: many => counted(many, 'new person', 'new people') },
  staff: { called: many => counted(many, 'guest of Slack becomes staff', 'guests of Slack become staff') },
  type: {
    called: many =>
      counted(many, 'changes between employee and contractor', 'change between employee and contractor'),
  },
  name: { called: many => counted(many, 'new name') },
  title: { called: many => counted(many, 'new job title') },
  department: { called: many => counted(many, 'new department') },
  manager: { called: many => counted(many, 'new manager') },
  address: { called: many => counted(many, 'new e-mail address', 'new e-mail addresses') },
  again: { called: many => counted(many, 'person is in it again', 'people are in it again') },
  first_time: {
    called: many =>
      counted(many, 'known person is in it for the first time', 'known people are in it for the first time'),
  },
  start_day: { called: many => counted(many, 'new first day') },
  time_zone: { called: many => counted(many, 'new time zone') },
  employee_id: { called: many => counted(many, 'new employee id') },
  missing: {
    called: many => counted(many, 'is no longer in it', 'are no longer in it'),
    follows: md`Nothing happens to them until another list lacks them too.`,
  },
}

/** People to a kind; a line of them has to fit one text. */
const shown = 10
const short = 40

/** A line of each kind of change, the first people of it by name. */
export const changeBlocks = (id: string, changes: ListChanges): Blocks =>
  listChanges.map(kind => {
    const people = changes[kind]
    const line = lineOf(kind, changes)
    if (people === undefined || line === null) return null
    return section(
      line,
      people.all > Math.min(people.first.length, shown) &&
        button('Show all', importIds.changes, { value: listValue(id, { kind }) }),
    )
  })

/** The same of a list that was imported. */
export const changesInWords = (changes: ListChanges): readonly Markup[] =>
  listChanges.flatMap(kind => lineOf(kind, changes) ?? [])

function lineOf(kind: ListChange, changes: ListChanges): Markup | null {
  const people = changes[kind]
  if (people === undefined) return null
  const some = people.first.slice(0, shown).map(person => personInWords(kind, person))
  const more = people.all - some.length
  const rest = more > 0 ? md` and ${count(more)} more` : md``
  const { called, follows } = kinds[kind]
  // A value has commas of its own beside it.
  const names = join(some, hasValues(kind) ? '; ' : ', ')
  return spaced(md`• ${bold(called(people.all))}: ${names}${rest}${follows ? md`.` : md``}`, follows ?? null)
}

/** "Jon Berg, 31 Dec 2026" */
function personInWords(kind: ListChange, { called, address, from, to }: ChangedPerson): Markup {
  const who = md`${foreign(called, short)}${address === null || address === called ? md`` : md` (${code(address, short)})`}`
  const value = (text: string): Markup => {
    if (kind === 'manager' || kind === 'address') return code(text, short)
    return kind.startsWith('last_day') || kind === 'start_day' || kind === 'leaving' || kind === 'returning'
      ? md`${day(text)}`
      : md`${foreign(text, short)}`
  }
  if (from === null && to === null) return who
  if (kind === 'returning' || kind === 'last_day_withdrawn')
    return md`${who}, ${kind === 'returning' ? 'left' : 'was'} ${value(from ?? '')}`
  if (kind === 'name') return md`${value(from ?? '')} → ${value(to ?? '')}`
  if (from === null) return md`${who}, ${value(to ?? '')}`
  return md`${who}, ${value(from)} → ${to === null ? 'none' : value(to)}`
}

const bare: readonly ListChange[] = [
  'unlisted',
  'gone',
  'added',
  'staff',
  'name',
  'again',
  'first_time',
  'missing',
]
const hasValues = (kind: ListChange): boolean => !bare.includes(kind)

/** People to a page. */
const perPage = 30

type Place = Pick<ListRef, 'id' | 'from' | 'isOnTop'> & { readonly kind: ListChange }

/** Everybody of one kind of change who is kept by name, page by page. */
export function changesView(place: Place, { changes, origin }: StaffFileStaged): ModalView {
  const { id, from, isOnTop, kind } = place
  const { all, first } = changes[kind] ?? { all: 0, first: [] }
  const { shown: some, previous, next, total } = page(first, from, perPage)
  const turn = (to: number) => ({ value: listValue(id, { from: to, isOnTop, kind }) })
  return modal(
    importIds.changesModal,
    'What will change',
    [
      section(md`${bold(originInWords(origin))} · ${kinds[kind].called(all)}`),
      ...lineSections(some.map(person => md`• ${personInWords(kind, person)}`)),
      next === null && all > total && context(md`${all - total} more are not listed.`),
      buttonRow([
        previous !== null && button('Previous', importIds.previous, turn(previous)),
        next !== null && button('Next', importIds.next, turn(next)),
        !isOnTop && button('Back to the preview', importIds.previewAgain, { value: listValue(id) }),
      ]),
    ],
    { close: isOnTop ? 'Back' : 'Close' },
  )
}
