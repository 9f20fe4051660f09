import type { ModalView } from '@slack/types'
import { unlistedAtOnce } from '../../../domain/unlisted.ts'
import type { UnlistedAsked, UnlistedResult } from '../../../workflows/people/answer-unlisted.ts'
import {
  type Blocks,
  button,
  buttonRow,
  confirm,
  context,
  form,
  input,
  lineSections,
  modal,
  option,
  section,
  select,
} from '../../frame/blocks.ts'
import { page } from '../../frame/paging.ts'
import { datePicker } from '../../frame/pickers.ts'
import { commas, counted, foreign, md } from '../../frame/text.ts'
import { unlistedIds } from '../../ids/people.ts'
import { resultInWords, unlistedInWords } from '../../words/unlisted.ts'
import { fieldOf, type Shown, sameValue } from './read.ts'

const title = 'Did they leave?'
const short = 40

/** Asks whether people left whom the staff list no longer names, ten to a page. */
export function unlistedView(people: readonly UnlistedAsked[], from = 0): ModalView {
  const { shown, previous, next, total } = page(people, from, unlistedAtOnce)
  if (shown.length === 0)
    return modal(unlistedIds.result, title, [
      section(md`Nobody has to be asked about now: it was answered, or the staff list names them again.`),
    ])
  const metadata: Shown = { p: shown.map(({ id }) => id) }
  return form(unlistedIds.modal, title, { submit: 'Save', metadata }, [
    section(
      md`${counted(total, 'person is', 'people are')} no longer in the staff list but still active in Slack.`,
    ),
    ...shown.flatMap(questionOf),
    buttonRow([
      button(shown.length === 1 ? 'Still here' : `Still here: all ${shown.length}`, unlistedIds.stillHere, {
        confirm: confirm(
          'Are they still here?',
          md`${commas(shown.map(({ name }) => md`${foreign(name, short)}`))}. Nobody is asked again while the list lacks them. The answer is logged.`,
          'Still here',
        ),
      }),
      previous !== null && button('Previous', unlistedIds.previous, { value: String(previous) }),
      next !== null && button('Next', unlistedIds.next, { value: String(next) }),
    ]),
    next !== null && context(md`Save before you go on: what is chosen here is not kept.`),
  ])
}

function questionOf({ name, alike, lastDay, ...person }: UnlistedAsked, at: number): Blocks {
  const who = foreign(name, short)
  return [
    section(md`${unlistedInWords({ name, alike, ...person })}`),
    input(
      `What about ${who}?`,
      select(fieldOf('answer', at), 'Not answered', {
        options: [
          option('They left', 'left'),
          option('Still here', 'still_here'),
          ...(alike === null
            ? []
            : [option(`Same person as ${foreign(alike.name, short)}`, sameValue(alike.id))]),
        ],
      }),
      { optional: true },
    ),
    input('Last day', datePicker(fieldOf('lastDay', at), lastDay), {
      optional: true,
      hint: 'Counts only if they left.',
    }),
  ]
}

/** What came of the answers, and whether others wait. */
export const unlistedAnsweredView = (results: readonly UnlistedResult[], waiting: number): ModalView =>
  modal(unlistedIds.result, title, [
    ...(results.length === 0
      ? [section(md`Nothing was changed.`)]
      : lineSections(results.map(resultInWords))),
    waiting > 0 && section(md`${counted(waiting, 'person waits', 'people wait')} for an answer.`),
    buttonRow([waiting > 0 && button('Go on', unlistedIds.more)]),
  ])
