import { describe, expect, it } from 'vitest'
import type { Surface } from './limits.ts'
import { blockProblems, textWeight } from './validate-blocks.ts'

const plain = (text = 'x') => ({ type: 'plain_text', text })
const mrkdwn = (text = 'x') => ({ type: 'mrkdwn', text })
const long = (length: number) => 'x'.repeat(length)
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const option = (value: string | number) => ({ text: plain(`Option ${value}`), value: String(value) })
const section = (more: object) => ({ type: 'section', ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain(), element, ...more })
const button = (more: object = {}) => ({ type: 'button', text: plain(), action_id: 'go', ...more })
const select = (more: object) => ({ type: 'static_select', action_id: 'pick', ...more })

const pointers = (blocks: unknown, surface: Surface = 'message'): string[] =>
  blockProblems(blocks, surface).map(({ pointer }) => pointer)

describe('at the limit', () => {
  it.each<[string, object, Surface?]>([
    ['section text', section({ text: mrkdwn(long(3000)) })],
    ['section of astral characters, counted once each', section({ text: plain('🙂'.repeat(3000)) })],
    ['section fields', section({ fields: times(10, () => mrkdwn(long(2000))) })],
    ['header', { type: 'header', text: plain(long(150)) }],
    ['context', { type: 'context', elements: times(10, () => mrkdwn()) }],
    ['actions', actions(...times(25, index => button({ action_id: `b${index}` })))],
    ['button', actions(button({ text: plain(long(75)), value: long(2000), style: 'danger' }))],
    ['select', actions(select({ options: times(100, option) }))],
    ['option value', actions(select({ options: [{ text: plain(), value: long(150) }] }))],
    ['overflow', section({ text: plain(), accessory: { type: 'overflow', options: times(5, option) } })],
    ['input in a message', input({ type: 'plain_text_input', max_length: 3000 })],
    ['alert in a modal', { type: 'alert', text: plain(long(200)), level: 'warning' }, 'modal'],
    ['markdown', { type: 'markdown', text: long(12_000) }],
    ['table', { type: 'table', rows: times(100, () => times(20, () => ({ type: 'raw_text', text: 'x' }))) }],
    [
      'rich text',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
      },
    ],
  ])('%s is taken', (_name, block, surface) => {
    expect(blockProblems([block], surface ?? 'message')).toEqual([])
  })
})

describe('beyond it', () => {
  it.each<[string, object, string, Surface?]>([
    ['an unknown block', { type: 'marquee' }, '/blocks/0/type'],
    ['a block without a type', {}, '/blocks/0'],
    ['a table in a modal', { type: 'table', rows: [] }, '/blocks/0/type', 'modal'],
    ['an alert in a message', { type: 'alert', text: plain() }, '/blocks/0/type'],
    ['a long section', section({ text: mrkdwn(long(3001)) }), '/blocks/0/text/text'],
    ['an empty text', section({ text: mrkdwn('') }), '/blocks/0/text/text'],
    ['a section with nothing', section({}), '/blocks/0'],
    ['a section with no fields', section({ fields: [] }), '/blocks/0'],
    ['a long field', section({ fields: [mrkdwn(long(2001))] }), '/blocks/0/fields/0/text'],
    ['eleven fields', section({ fields: times(11, () => mrkdwn()) }), '/blocks/0/fields'],
    ['a header in mrkdwn', { type: 'header', text: mrkdwn() }, '/blocks/0/text/type'],
    ['a long header', { type: 'header', text: plain(long(151)) }, '/blocks/0/text/text'],
    ['emoji in mrkdwn', section({ text: { ...mrkdwn(), emoji: true } }), '/blocks/0/text'],
    ['an unknown key', section({ text: plain(), colour: 'red' }), '/blocks/0'],
    ['a crowded context', { type: 'context', elements: times(11, () => mrkdwn()) }, '/blocks/0/elements'],
    ['a button in a context', { type: 'context', elements: [button()] }, '/blocks/0/elements/0/type'],
    ['actions without elements', actions(), '/blocks/0/elements'],
    ['two equal action ids', actions(button(), button()), '/blocks/0/elements/1/action_id'],
    ['a long button', actions(button({ text: plain(long(76)) })), '/blocks/0/elements/0/text/text'],
    ['a button in mrkdwn', actions(button({ text: mrkdwn() })), '/blocks/0/elements/0/text/type'],
    ['a long button value', actions(button({ value: long(2001) })), '/blocks/0/elements/0/value'],
    ['a button of no known style', actions(button({ style: 'default' })), '/blocks/0/elements/0/style'],
    ['a link that is none', actions(button({ url: 'nowhere' })), '/blocks/0/elements/0/url'],
    ['an empty select', actions(select({ options: [] })), '/blocks/0/elements/0/options'],
    ['101 options', actions(select({ options: times(101, option) })), '/blocks/0/elements/0/options'],
    [
      'two equal values',
      actions(select({ options: [option(1), option(1)] })),
      '/blocks/0/elements/0/options/1/value',
    ],
    ['a select without options', actions(select({})), '/blocks/0/elements/0'],
    [
      'a first choice that is not offered',
      actions(select({ options: [option(1)], initial_option: option(2) })),
      '/blocks/0/elements/0',
    ],
    [
      'a long placeholder',
      actions(select({ options: [option(1)], placeholder: plain(long(151)) })),
      '/blocks/0/elements/0/placeholder/text',
    ],
    ['a text input outside an input', actions({ type: 'plain_text_input' }), '/blocks/0/elements/0/type'],
    ['a button as an input', input(button()), '/blocks/0/element/type'],
    [
      'a label in mrkdwn',
      { ...input({ type: 'plain_text_input' }), label: mrkdwn() },
      '/blocks/0/label/type',
    ],
    ['an input without an element', { type: 'input', label: plain() }, '/blocks/0/element'],
    ['an upload in a message', input({ type: 'file_input' }), '/blocks/0/element/type'],
    [
      'eleven checkboxes',
      input({ type: 'checkboxes', options: times(11, option) }),
      '/blocks/0/element/options',
    ],
    [
      'a long confirmation',
      actions(
        button({ confirm: { title: plain(long(101)), text: plain(), confirm: plain(), deny: plain() } }),
      ),
      '/blocks/0/elements/0/confirm/title/text',
    ],
    ['a long block id', { type: 'divider', block_id: long(256) }, '/blocks/0/block_id'],
    ['an image without a description', { type: 'image', image_url: 'https://x.test/a.png' }, '/blocks/0'],
    [
      'an empty table cell',
      { type: 'table', rows: [[{ type: 'raw_text', text: '' }]] },
      '/blocks/0/rows/0/0/text',
    ],
  ])('%s is refused', (_name, block, pointer, surface) => {
    expect(pointers([block], surface)).toContain(pointer)
  })

  it('refuses 51 blocks in a message, 101 in a view, none in a view', () => {
    const dividers = (count: number) => times(count, () => ({ type: 'divider' }))
    expect([
      pointers(dividers(50)),
      pointers(dividers(51)),
      pointers(dividers(100), 'modal'),
      pointers(dividers(101), 'home'),
      pointers([], 'home'),
    ]).toEqual([[], ['/blocks'], [], ['/blocks'], ['/blocks']])
  })

  it('refuses two blocks with one id, two tables and too much markdown', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }
    const same = { type: 'divider', block_id: 'same' }
    const markdown = { type: 'markdown', text: long(6001) }
    expect([pointers([same, same]), pointers([table, table]), pointers([markdown, markdown])]).toEqual([
      ['/blocks/1/block_id'],
      ['/blocks'],
      ['/blocks'],
    ])
  })
})

it('weighs all text of a message', () => {
  expect(textWeight([section({ text: plain('12345') }), actions(button({ text: plain('678') }))])).toBe(8)
})
