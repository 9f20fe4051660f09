import { expect, test } from 'vitest'
import { readable } from '../../../../test/support/slack-text.ts'
import { helpMessage, memberHelp, unknownMessage } from './view.ts'

const commands = [
  { word: 'connect', does: 'connects a Miro organization' },
  { word: 'help', does: 'shows this' },
]
const many = ['U01', 'U02', 'U03', 'U04', 'U05', 'U06', 'U07']

test('administrators: what the bot does, its commands, who administers it, and where the documentation is', () => {
  const documentation = 'https://docs.example.com/miro'
  expect(readable(helpMessage({ commands, admins: many, documentation }))).toMatchInlineSnapshot(`
    "notification: What the Miro access bot does
    This bot keeps track of who can use Miro. It tells a channel when somebody who left still has access, or when access is not allowed.
    \`/miro connect\` · connects a Miro organization
    \`/miro help\` · shows this
    (Administrators: <@U01>, <@U02>, <@U03>, <@U04>, <@U05> and 2 more.)
    (Documentation: <https://docs.example.com/miro|https://docs.example.com/miro>)
    (Something went wrong? Tell whoever runs this bot the reference that it showed.)"
  `)
  expect(
    readable(helpMessage({ commands, admins: [], documentation: null }))
      .split('\n')
      .slice(-2),
  ).toMatchInlineSnapshot(`
    [
      "(Documentation: README.md, which came with this bot.)",
      "(Something went wrong? Tell whoever runs this bot the reference that it showed.)",
    ]
  `)
})

test('everybody else: two lines', () => {
  expect(
    readable(memberHelp({ admins: ['U01', 'U02'] }))
      .split('\n')
      .slice(1),
  ).toMatchInlineSnapshot(`
    [
      "This bot keeps track of who can use Miro. \`/miro whois\` shows your own access.",
      "Questions? Ask <@U01>, <@U02>.",
    ]
  `)
  expect(
    readable(memberHelp({ admins: [] }))
      .split('\n')
      .slice(1),
  ).toHaveLength(2)
})

test('an unknown word is named back, escaped, with the nearest command and not all of them', () => {
  expect(readable(unknownMessage('<!channel>`', 'connect'))).toMatchInlineSnapshot(`
    "notification: There is no command \`&lt;!channel&gt;'\`.
    There is no command \`&lt;!channel&gt;'\`. Did you mean \`/miro connect\`?
    [Run /miro connect → common.type_again connect]"
  `)
  expect(readable(unknownMessage('xyzzy', null))).toMatchInlineSnapshot(`
    "notification: There is no command \`xyzzy\`. \`/miro help\` says what there is.
    There is no command \`xyzzy\`. \`/miro help\` says what there is."
  `)
})
