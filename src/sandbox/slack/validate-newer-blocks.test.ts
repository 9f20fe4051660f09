import { describe, expect, it, test } from 'vitest'
import { newerBlocks, type Surface } from './limits.ts'
import { blockProblems } from './validate-blocks.ts'

const plain = (text = 'x') => ({ type: 'plain_text', text })
const mrkdwn = (text = 'x') => ({ type: 'mrkdwn', text })
const long = (length: number) => 'x'.repeat(length)
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const section = { type: 'section', text: mrkdwn() }
const button = (id: string, text = 'x') => ({ type: 'button', text: plain(text), action_id: id })
const alert = (more: object = {}) => ({ type: 'alert', text: mrkdwn(), ...more })
const container = (more: object = {}) => ({
  ...{ type: 'container', title: plain(), child_blocks: [section] },
  ...more,
})
const cell = (text = 'x') => ({ type: 'raw_text', text })
const rows = (height: number, width: number) => times(height, () => times(width, () => cell()))
const table = (more: object = {}) => ({ type: 'data_table', caption: 'x', rows: rows(2, 2), ...more })
const card = (more: object = {}) => ({ type: 'card', title: mrkdwn(), ...more })
const richText = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] }

describe('at the limit', () => {
  it.each<[string, object, Surface?]>([
    ['alert', alert({ text: plain(long(200)), level: 'success' }), 'modal'],
    ['alert without a level', alert(), 'modal'],
    [
      'container',
      container({
        title: plain(long(150)),
        subtitle: mrkdwn(long(150)),
        child_blocks: times(10, () => section),
        ...{ is_collapsible: true, default_collapsed: true, width: 'full', has_header_divider: false },
      }),
    ],
    ['container in Home', container(), 'home'],
    ['container with a button', container({ child_blocks: [{ type: 'actions', elements: [button('a')] }] })],
    ['rows', table({ rows: rows(101, 2) })],
    ['columns', table({ rows: rows(2, 20), page_size: 100, row_header_column_index: 19 })],
    ['letters', table({ rows: [[cell()], [cell(long(9999))]] })],
    [
      'cells',
      table({
        rows: [
          [cell(), cell()],
          [{ type: 'raw_number', value: 3, text: '3' }, richText],
        ],
      }),
    ],
    [
      'card',
      card({
        ...{ title: mrkdwn(long(150)), subtitle: mrkdwn(long(150)), body: mrkdwn(long(200)) },
        actions: times(3, at => button(`b${at}`)),
      }),
      'modal',
    ],
    ['carousel', { type: 'carousel', elements: times(10, () => card()) }],
  ])('%s is taken', (_name, block, surface) => {
    expect(blockProblems([block], surface ?? 'message')).toEqual([])
  })
})

describe('beyond it', () => {
  it.each<[string, object, string, Surface?]>([
    ['an alert in a message', alert(), '/blocks/0/type'],
    ['an alert in Home', alert(), '/blocks/0/type', 'home'],
    ['a long alert', alert({ text: mrkdwn(long(201)) }), '/blocks/0/text/text', 'modal'],
    ['an alert of no known level', alert({ level: 'danger' }), '/blocks/0/level', 'modal'],
    ['a container in a modal', container(), '/blocks/0/type', 'modal'],
    ['a container without a title', container({ title: undefined }), '/blocks/0'],
    ['a long title', container({ title: plain(long(151)) }), '/blocks/0/title/text'],
    ['a title in mrkdwn', container({ title: mrkdwn() }), '/blocks/0/title/type'],
    ['an empty container', container({ child_blocks: [] }), '/blocks/0/child_blocks'],
    ['eleven children', container({ child_blocks: times(11, () => section) }), '/blocks/0/child_blocks'],
    ['an alert in a container', container({ child_blocks: [alert()] }), '/blocks/0/child_blocks/0/type'],
    ['a table of data in one', container({ child_blocks: [table()] }), '/blocks/0/child_blocks/0/type'],
    ['a container in one', container({ child_blocks: [container()] }), '/blocks/0/child_blocks/0/type'],
    [
      'a child that is too long',
      container({ child_blocks: [{ type: 'section', text: mrkdwn(long(3001)) }] }),
      '/blocks/0/child_blocks/0/text/text',
    ],
    ['closed, and cannot be opened', container({ default_collapsed: true }), '/blocks/0/default_collapsed'],
    ['an unknown width', container({ width: 'huge' }), '/blocks/0/width'],
    ['an unknown key', container({ colour: 'red' }), '/blocks/0'],
    ['a table in a modal', table(), '/blocks/0/type', 'modal'],
    ['a table without a caption', table({ caption: '' }), '/blocks/0/caption'],
    ['a header alone', table({ rows: rows(1, 2) }), '/blocks/0/rows'],
    ['101 rows and a header', table({ rows: rows(102, 1) }), '/blocks/0/rows'],
    ['21 columns', table({ rows: rows(2, 21) }), '/blocks/0/rows/0'],
    ['a row that is shorter', table({ rows: [[cell(), cell()], [cell()]] }), '/blocks/0/rows/1'],
    ['an empty cell', table({ rows: [[cell()], [cell('')]] }), '/blocks/0/rows/1/0/text'],
    ['rich text in the header', table({ rows: [[richText], [cell()]] }), '/blocks/0/rows/0/0/type'],
    [
      'a number that is none',
      table({ rows: [[cell()], [{ type: 'raw_number', text: '3' }]] }),
      '/blocks/0/rows/1/0/value',
    ],
    ['pages of 101', table({ page_size: 101 }), '/blocks/0/page_size'],
    [
      'a column that is not there',
      table({ row_header_column_index: 2 }),
      '/blocks/0/row_header_column_index',
    ],
    ['too many letters', table({ rows: [[cell()], [cell(long(10_000))]] }), '/blocks/0/rows'],
    ['a card with nothing', { type: 'card' }, '/blocks/0'],
    ['four buttons', card({ actions: times(4, at => button(`b${at}`)) }), '/blocks/0/actions'],
    ['a carousel of sections', { type: 'carousel', elements: [section] }, '/blocks/0/elements/0/type'],
  ])('%s is refused', (_name, block, pointer, surface) => {
    expect(blockProblems([block], surface ?? 'message').map(problem => problem.pointer)).toContain(pointer)
  })

  it('refuses two tables, and one id in a container and outside of it', () => {
    const same = { type: 'divider', block_id: 'same' }
    expect(blockProblems([table(), table()], 'message')).toMatchObject([
      { message: 'only_one_table_allowed' },
    ])
    expect(blockProblems([same, container({ child_blocks: [same] })], 'message')).toMatchObject([
      { pointer: '/blocks/1/child_blocks/0/block_id' },
    ])
  })
})

test('a workspace without newer blocks refuses each of them, and nothing else', () => {
  const all = [container(), table(), card(), { type: 'carousel', elements: [card()] }, section]
  expect(
    blockProblems(all, 'message', '/blocks', { without: newerBlocks }).map(({ pointer }) => pointer),
  ).toEqual([0, 1, 2, 3].map(at => `/blocks/${at}/type`))
})
