import { expect, test } from 'vitest'
import { journalEntry } from '../../../../test/support/journal-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { type JournalFilter, wholeJournal } from '../../../domain/journal-window.ts'
import type { JournalPage } from '../../../workflows/journal/read-journal.ts'
import { readBatch, readMenu, readOpening, readTurn, type WindowAsked } from './read.ts'
import { journalView } from './view.ts'

const account = { role: 'organization_internal_user', license: 'full', active: true }
const entries = [
  journalEntry({
    facts: { ...account, role: 'organization_internal_admin' },
    was: { facts: account, part: null },
  }),
  journalEntry({ id: '6', kind: 'run', facts: { source: 'miro', state: 'complete', rows: 342 } }),
]
const batch = { rows: 342, isNew: 342, first: '1', last: '342' }

const page: JournalPage = {
  lines: [
    ...entries.map(entry => ({ entry, batch: null })),
    { entry: journalEntry({ id: '342', facts: account }), batch },
  ],
  ...{ names: new Map(), older: '1', person: 'Dana Lee' },
}
const asked = (filter: Partial<JournalFilter> = {}, more: Partial<WindowAsked> = {}): WindowAsked => ({
  ...{ after: [], page: 0, generation: 0, filter: { ...wholeJournal, ...filter } },
  ...more,
})

const shown = (of: WindowAsked, with_: Partial<JournalPage> = {}) =>
  readable(journalView({ asked: of, page: { ...page, ...with_ }, account: 'dana@acme.com' })).replace(
    /<!date\^\d+\^[^|]*\|([^>]*)>/g,
    '$1',
  )

test('the newest first, what one read wrote as one line, and the way to older ones', () => {
  expect(shown(asked())).toMatchInlineSnapshot(`
    "[external_select → journal.person] [external_select → journal.account] [static_select → journal.topic]
    24 Nov 2026 at 10:00 UTC · \`dana@acme.com\` · role Member → Company Admin
    24 Nov 2026 at 10:00 UTC · Miro synced: 342 accounts, nothing changed
    24 Nov 2026 at 10:00 UTC · 342 accounts seen for the first time
    [Show all → journal.batch {"b":{"f":"1","l":"342","k":"account","c":"5"}}]
    [Older → journal.older {"p":["1"],"n":1}]"
  `)
})

test('filtered, on a later page', () => {
  const filter = { topic: 'people', personId: 'p1' } as const
  expect(shown(asked(filter, { page: 1, after: ['9'] }), { lines: [], older: null })).toMatchInlineSnapshot(`
    "[external_select → journal.person] [external_select → journal.account] [static_select → journal.topic]
    There is nothing older.
    [Newer → journal.newer {"p":[],"n":0}] [Clear filters → journal.clear]"
  `)
  expect(shown(asked(filter), { lines: [], older: null })).toContain('Nothing fits this choice.')
})

const menus = (person: string | null, account: string | null, topic: string) => ({
  metadata: '{"g":3}',
  state: {
    'journal.filters.3': {
      'journal.person': { selected_option: person && { value: person, text: { text: '' } } },
      'journal.account': { selected_option: account && { value: account, text: { text: '' } } },
      'journal.topic': { selected_option: { value: topic, text: { text: '' } } },
    },
  },
})

test('what the menus and buttons say', () => {
  expect(readMenu(menus('p1', null, 'findings'), 'topic')).toEqual(
    asked({ topic: 'findings', personId: 'p1' }, { generation: 3 }),
  )
  // Of a person and an account the last one counts, and the other menu forgets.
  expect(readMenu(menus('p1', '307 9', 'any'), 'account')).toEqual(
    asked({ account: { miroOrgId: '307', accountId: '9' } }, { generation: 4 }),
  )
  expect(readMenu(menus('p1', '307 9', 'any'), 'person')).toEqual(
    asked({ personId: 'p1' }, { generation: 4 }),
  )
  expect(readOpening('not json')).toEqual(asked())
  expect(readOpening('{"t":"nothing","p":"<!channel>"}')).toEqual(asked())
  const opened = { first: '1', last: '9', kind: 'account', change: '5' }
  expect(readBatch('{"b":{"f":"1","l":"9","k":"account","c":"5"}}', menus(null, null, 'any'))).toEqual(
    asked({ batch: opened }, { generation: 4 }),
  )
  expect(readTurn('{"p":["7"],"n":1}', { metadata: '{"t":"reads","g":2}', state: {} })).toEqual(
    asked({ topic: 'reads' }, { after: ['7'], page: 1, generation: 2 }),
  )
})
