import { expect, test } from 'vitest'
import { readable } from '../../../../test/support/slack-text.ts'
import { modal } from '../../frame/blocks.ts'
import { checkBlocks, readChecks } from './check-fields.ts'

const id = (key: string): string => `settings.check.licence_used.${key}`
const option = (value: string) => ({ selected_option: { value, text: { text: value } } })
const typed = (value: string | null) => ({ value })
const declared = {
  on: option('off'),
  deadline: option('30 days'),
  days: typed('90'),
  price: typed(null),
  currency: typed('EUR'),
}
const read = (answers: object) =>
  readChecks(
    Object.fromEntries(
      Object.entries({ ...declared, ...answers }).map(([key, value]) => [id(key), { [id(key)]: value }]),
    ),
  )

test('what is as declared is not chosen, also where nothing was sent', () => {
  expect([read({}), readChecks({})]).toEqual([
    { chosen: {}, problems: {} },
    { chosen: {}, problems: {} },
  ])
})

test('only what differs is chosen', () => {
  const answers = {
    on: option('on'),
    deadline: option('5 business_days'),
    days: typed(' 30 '),
    price: typed('7,50'),
  }
  expect(read(answers)).toEqual({
    chosen: {
      licence_used: {
        on: true,
        deadline: { amount: 5, unit: 'business_days' },
        options: { days: 30, price: 7.5 },
      },
    },
    problems: {},
  })
  expect(read({ on: option('on'), currency: typed('US$') }).chosen).toEqual({
    licence_used: { on: true, options: { currency: 'US$' } },
  })
})

test.each([
  ['days', '6'],
  ['days', '731'],
  ['days', '30.5'],
  ['days', 'ninety'],
  ['days', '-30'],
  ['days', '0x20'],
  ['days', '1e2'],
  ['price', '7.555'],
  ['price', '-1'],
  ['price', '1000000'],
  ['currency', 'a very long word'],
])('%s cannot be %s: it is said below the input', (key, text) => {
  const { chosen, problems } = read({ [key]: typed(text) })
  expect(chosen).toEqual({})
  expect(problems[id(key)]).toMatch(/^(A number from|At most) /)
})

test('what was chosen stands in the inputs', () => {
  const chosen = {
    licence_used: { on: true, deadline: { amount: 48, unit: 'hours' }, options: { days: 30, price: 7.5 } },
  } as const
  const blocks = JSON.stringify(checkBlocks(chosen))
  for (const shown of ['"initial_value":"30"', '"initial_value":"7.5"', '"initial_value":"EUR"', '48 hours'])
    expect(blocks).toContain(shown)
  expect(blocks).toMatch(/"initial_option":{[^}]*"text":"On"/)
  expect(readable(modal('x', 'x', checkBlocks({})))).toContain('Miro licence should be used: <radio_buttons>')
})
