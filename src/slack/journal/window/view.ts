import type { ActionsBlock, ModalView } from '@slack/types'
import { type JournalLine, type JournalTopic, journalTopics } from '../../../domain/journal-window.ts'
import type { JournalPage } from '../../../workflows/journal/read-journal.ts'
import { journalValue } from '../../doors/journal.ts'
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
import { externalSelect } from '../../frame/pickers.ts'
import { type Markup, md } from '../../frame/text.ts'
import { journalIds } from '../../ids/journal.ts'
import { lineInWords } from '../../words/told.ts'
import type { Names } from '../../words/told-parts.ts'
import { accountChoice, newerValue, olderValue, type WindowAsked, windowMetadata } from './read.ts'

export const linesPerPage = 12

export const topicNames: Readonly<Record<JournalTopic, string>> = {
  accounts: 'Accounts',
  people: 'People',
  decisions: 'Decisions',
  checks: 'Checks',
  findings: 'Findings',
  rule: 'Rule and settings',
  reads: 'Syncs',
}

type Shown = {
  readonly asked: WindowAsked
  readonly page: JournalPage
  /** What the account that is filtered by is called. */
  readonly account: string | null
}

/** What happened, the newest first, with menus that say of whom, of which account, and of what kind. */
export function journalView({ asked, page, account }: Shown): ModalView {
  const { lines, names } = page
  return modal(
    journalIds.modal,
    'Activity',
    [
      filterRow(asked, page, account),
      asked.filter.batch !== null && context(md`All of one step. *Clear filters* shows everything again.`),
      ...(lines.length === 0 ? [section(nothing(asked))] : lineBlocks(lines, names)),
      buttonRow([
        asked.page > 0 && button('Newer', journalIds.newer, { value: newerValue(asked) }),
        page.older !== null && button('Older', journalIds.older, { value: olderValue(asked, page.older) }),
        isFiltered(asked) && button('Clear filters', journalIds.clear),
      ]),
    ],
    { metadata: windowMetadata(asked) },
  )
}

const isFiltered = ({ filter }: WindowAsked): boolean => Object.values(filter).some(each => each !== null)

function nothing({ filter, page }: WindowAsked): Markup {
  if (page > 0) return md`There is nothing older.`
  return Object.values(filter).some(each => each !== null)
    ? md`Nothing fits this choice.`
    : md`Nothing has happened yet.`
}

const lineBlocks = (lines: readonly JournalLine[], names: Names): Blocks =>
  lines.map(line => {
    const { entry, batch } = line
    const opening = batch && { ...batch, kind: entry.kind, change: entry.change }
    return section(
      lineInWords(line, names),
      opening &&
        button('Show all', journalIds.batch, {
          value: journalValue({ topic: null, personId: null, account: null, batch: opening }),
        }),
    )
  })

const topics = Object.keys(journalTopics).filter(isTopic)

function isTopic(name: string): name is JournalTopic {
  return name in journalTopics
}

/** A raised generation makes Slack forget what the menus hold. */
function filterRow(
  { filter, generation }: WindowAsked,
  { person }: JournalPage,
  account: string | null,
): ActionsBlock {
  const { personId, topic } = filter
  const chosenAccount = filter.account && accountChoice(filter.account)
  return actions(
    [
      externalSelect(journalIds.person, 'Anybody', {
        chosen: personId === null ? null : option(person ?? 'Somebody', personId),
      }),
      externalSelect(journalIds.account, 'Any account', {
        chosen: chosenAccount === null ? null : option(account ?? 'An account', chosenAccount),
      }),
      select(journalIds.topic, 'Everything', {
        options: [option('Everything', 'any'), ...topics.map(name => option(topicNames[name], name))],
        chosen: [topic ?? 'any'],
      }),
    ],
    `${journalIds.filters}.${generation}`,
  )
}
