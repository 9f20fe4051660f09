import { expect, test } from 'vitest'
import { findClickable, findInput } from './find-element.ts'
import type { Block } from './shapes.ts'

const button = (text: string, value?: string) => ({
  ...{ type: 'button', action_id: 'open', text: { type: 'plain_text', text } },
  ...(value === undefined ? {} : { value }),
})
const row = (id: string, ...elements: object[]) => ({ type: 'actions', block_id: id, elements }) as Block

const blocks = [row('b1', button('Open', '1')), row('b2', button('Open', '2'))]
const clicked = (by: { value?: string; blockId?: string }) => findClickable(blocks, 'open', by).element.value

test('what is clicked is what was shown, also when an edit gave its block another id meanwhile', () => {
  expect(clicked({ blockId: 'b2' })).toBe('2')
  expect(clicked({ value: '1' })).toBe('1')
  expect(clicked({ blockId: 'b2', value: '2' })).toBe('2')
  expect(clicked({ blockId: 'gone', value: '2' })).toBe('2')
  expect(() => clicked({ blockId: 'gone', value: '3' })).toThrow('nothing called "open"')
  expect(() => clicked({ blockId: 'b1', value: '2' })).toThrow('nothing called "open"')
  // Which of the two was meant nobody can say.
  expect(() => clicked({ blockId: 'gone' })).toThrow('2 things are called "open"')
})

test('of several lists in one block the one with this action is meant', () => {
  const list = (actionId: string) => ({ type: 'external_select', action_id: actionId })
  const several = [row('filters', list('person'), list('account'))]
  expect(findInput(several, 'filters', 'account').element.action_id).toBe('account')
  expect(() => findInput(several, 'filters')).toThrow('2 things are called "filters"')
})
