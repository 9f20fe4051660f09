import { describe, expect, test } from 'vitest'
import { button, divider, input, message, modal, option, select, textInput } from './blocks.ts'
import { md } from './text.ts'

describe('builders keep to the limits', () => {
  test('a message of 60 blocks is cut to 50 and says so', () => {
    const said = message(md`hello`, Array.from({ length: 60 }, divider))
    expect(said.blocks.length).toBe(50)
    expect(said.blocks.at(-1)).toEqual({
      type: 'context',
      elements: [{ type: 'mrkdwn', text: '11 more parts are not shown here.', verbatim: true }],
    })
  })

  test('a modal with an input has a submit button', () => {
    const view = modal('x.modal', 'A title that is far too long for Slack', [
      input('Name', textInput('x.name')),
    ])
    expect([view.title.text, view.submit?.text]).toEqual(['A title that is far too…', 'Save'])
  })

  test('an initial choice that is not offered is left out', () => {
    const options = [option('One', '1'), option('Two', '2')]
    expect(select('x.pick', 'Pick', { options, chosen: ['3'] })).not.toHaveProperty('initial_option')
    expect(select('x.pick', 'Pick', { options, chosen: ['2'] }).initial_option).toEqual(options[1])
  })

  test('an id too long to send is a mistake of the program', () => {
    expect(() => button('Go', 'x.go', { value: 'v'.repeat(2001) })).toThrow(
      'button value is longer than 2000',
    )
    expect(() => option('One', 'v'.repeat(76))).toThrow('option value is longer than 75')
  })
})
