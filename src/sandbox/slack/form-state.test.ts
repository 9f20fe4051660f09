import { describe, expect, it } from 'vitest'
import { formProblems, stateOf } from './form-state.ts'
import type { Block } from './shapes.ts'

const option = { text: { type: 'plain_text', text: 'One' }, value: '1' }

const blocks: Block[] = [
  {
    type: 'input',
    block_id: 'name',
    element: { type: 'plain_text_input', action_id: 'text', min_length: 3 },
  },
  {
    type: 'actions',
    block_id: 'row',
    elements: [
      { type: 'static_select', action_id: 'pick', options: [option], initial_option: option },
      { type: 'button', action_id: 'go' },
    ],
  },
  { type: 'input', block_id: 'tick', optional: true, element: { type: 'checkboxes', action_id: 'ticks' } },
]

describe('state.values', () => {
  it('holds initial and empty answers of everything but buttons', () => {
    expect(stateOf(blocks)).toEqual({
      name: { text: { type: 'plain_text_input', value: null } },
      row: { pick: { type: 'static_select', selected_option: option } },
      tick: { ticks: { type: 'checkboxes', selected_options: [] } },
    })
  })

  it('keeps an answer only where block, element and type are the same', () => {
    const before = {
      name: { text: { type: 'plain_text_input', value: 'Ada' } },
      row: { pick: { type: 'multi_static_select', selected_options: [option] } },
      gone: { text: { type: 'plain_text_input', value: 'lost' } },
    }
    expect(stateOf(blocks, before)).toEqual({
      name: { text: { type: 'plain_text_input', value: 'Ada' } },
      row: { pick: { type: 'static_select', selected_option: option } },
      tick: { ticks: { type: 'checkboxes', selected_options: [] } },
    })
  })
})

describe('the form', () => {
  it.each([
    ['nothing', null, { name: 'Please complete this required field.' }],
    ['too little', 'ab', { name: 'Must be at least 3 characters.' }],
    ['enough', 'abc', {}],
  ])('with %s', (_name, value, problems) => {
    expect(formProblems(blocks, { name: { text: { type: 'plain_text_input', value } } })).toEqual(problems)
  })
})
