import { expect, test } from 'vitest'
import { blockProblems } from '../../sandbox/slack/validate-blocks.ts'
import { context, divider, message, section } from './blocks.ts'
import { inForm, written } from './forms.ts'
import { folded, stateLine, table } from './newer-blocks.ts'
import { md } from './text.ts'

const line = stateLine(md`⚠️ *Not saved.* Somebody was faster.`)
const plainLine = section(md`⚠️ *Not saved.* Somebody was faster.`)

test('a state line is an alert in a window, and a line with a mark everywhere else', () => {
  expect(inForm([line], 'newer', 'modal')).toEqual([
    {
      type: 'alert',
      level: 'warning',
      text: { type: 'mrkdwn', text: '*Not saved.* Somebody was faster.', verbatim: true },
    },
  ])
  const elsewhere = [
    inForm([line], 'newer', 'message'),
    inForm([line], 'newer', 'home'),
    inForm([line], 'classic', 'modal'),
  ]
  expect(elsewhere).toEqual([[plainLine], [plainLine], [plainLine]])
})

test.each([
  ['✅ *Saved.*', 'success', '*Saved.*'],
  ['❗ *Still open.*', 'error', '*Still open.*'],
  ['⏳ Working on it', 'info', '⏳ Working on it'],
  ['Closed.', 'info', 'Closed.'],
])('“%s” is of the level %s', (markup, level, text) => {
  expect(inForm([stateLine({ markup })], 'newer', 'modal')).toMatchObject([{ level, text: { text } }])
})

test('a state line that is too long for an alert stays a line', () => {
  expect(inForm([stateLine(md`${{ markup: 'x'.repeat(201) }}`)], 'newer', 'modal')).toMatchObject([
    { type: 'section' },
  ])
})

const steps = [section(md`1. Open Miro.`), context(md`Closes by itself.`)]

test('what is folded is closed at first, and stands under its title where nothing can be folded', () => {
  const part = folded('How to fix', steps)
  expect(inForm([part], 'newer')).toEqual([
    {
      type: 'container',
      title: { type: 'plain_text', text: 'How to fix', emoji: false },
      is_collapsible: true,
      default_collapsed: true,
      child_blocks: steps,
    },
  ])
  expect(inForm([part], 'classic')).toEqual([section(md`*How to fix*`), ...steps])
  expect(inForm([folded('How to fix', steps, [])], 'classic')).toEqual([])
})

test('more than a container takes is not folded', () => {
  const part = folded('How to fix', Array.from({ length: 11 }, divider))
  expect(inForm([part], 'newer')).toHaveLength(12)
})

const rows = (count: number, length = 5) =>
  Array.from({ length: count }, (_, at) => [`${at}`.padEnd(length, 'x'), ''])
const columns = ['Account', 'Why']

test('a list is a table, as long as Slack takes it, and says of how many', () => {
  const tables = [rows(100), rows(101), rows(101, 80).map(([one = '']) => [one, one])].map(all =>
    inForm([table({ caption: 'Failing', columns, rows: all }, [])], 'newer'),
  )
  expect(tables.map(blocks => blockProblems(blocks, 'message'))).toEqual([[], [], []])
  expect(tables.map(([block]) => block?.type === 'data_table' && [block.caption, block.rows.length])).toEqual(
    [
      ['Failing', 101],
      ['Failing (100 of 101)', 101],
      ['Failing (50 of 101)', 51],
    ],
  )
})

test('a second table in a message, and one without rows, stand as lines', () => {
  const one = table({ caption: 'One', columns, rows: rows(1) }, [section(md`One.`)])
  const other = table({ caption: 'Other', columns, rows: rows(1) }, [section(md`Other.`)])
  const empty = table({ caption: 'Empty', columns, rows: [] }, [section(md`Nobody.`)])
  expect(
    inForm([empty, one, other], 'newer').map(block =>
      block.type === 'section' ? block.text?.text : block.type,
    ),
  ).toEqual(['Nobody.', 'data_table', 'Other.'])
})

test('a message and a view are written in one form', () => {
  const said = message(md`Text`, [folded('More', steps)])
  expect(written(said, 'newer').blocks).toMatchObject([{ type: 'container' }])
  expect(written(said, 'classic').blocks).toHaveLength(3)
  const view = { trigger_id: 't', view: { type: 'modal', blocks: [line] } }
  expect(written(view, 'newer')).toMatchObject({ trigger_id: 't', view: { blocks: [{ type: 'alert' }] } })
  expect(written(view, 'classic')).toMatchObject({ view: { blocks: [{ type: 'section' }] } })
})
