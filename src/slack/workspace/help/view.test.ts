import { expect, test } from 'vitest'
import { readable } from '../../../../test/support/slack-text.ts'
import { helpMessage } from './view.ts'

const commands = [
  { word: 'connect', does: 'connects a Miro organization', everybody: false },
  { word: 'help', does: 'shows this', everybody: true },
]

test('the help says what the bot does, its commands and who administers it', () => {
  const admins = ['U01', 'U02', 'U03', 'U04', 'U05', 'U06', 'U07']
  expect(readable(helpMessage({ commands, admins, unknown: null }))).toMatchInlineSnapshot(`
    "notification: What the Miro access bot does
    This bot keeps a list of who has access to Miro, and says so in a channel when somebody who left keeps it, or when access is not valid.
    *For everybody*
    \`/miro help\` · shows this
    *Only for the people who administer this bot*
    \`/miro connect\` · connects a Miro organization
    (Administered by <@U01>, <@U02>, <@U03>, <@U04>, <@U05> and 2 more.)
    (Help: ask one of them, or whoever runs this bot. Something went wrong? Tell them the reference it showed.)"
  `)
})

test('an unknown word is named back, escaped, with the nearest command', () => {
  const unknown = { typed: '<!channel>`', nearest: 'connect' }
  expect(
    readable(helpMessage({ commands, admins: [], unknown }))
      .split('\n')
      .slice(0, 3),
  ).toMatchInlineSnapshot(`
    [
      "notification: There is no command \`&lt;!channel&gt;'\`.",
      "There is no command \`&lt;!channel&gt;'\`. Did you mean \`/miro connect\`?",
      "[Run /miro connect → common.type_again connect]",
    ]
  `)
})

test('a word like none of them is only named back', () => {
  const said = readable(helpMessage({ commands, admins: [], unknown: { typed: 'xyzzy', nearest: null } }))
  expect(said.split('\n').slice(0, 2)).toMatchInlineSnapshot(`
    [
      "notification: There is no command \`xyzzy\`.",
      "There is no command \`xyzzy\`.",
    ]
  `)
})
