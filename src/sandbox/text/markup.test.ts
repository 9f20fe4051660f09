import { expect, test } from 'vitest'
import { markup } from './markup.ts'

const names = { user: (id: string) => (id === 'U1' ? 'Ada' : id), channel: () => 'access' }

test.each([
  ['*Bold* and _slanted_ and `code`', 'Bold and slanted and `code`'],
  ['<@U1> in <#C1|access>', '@Ada in #access'],
  ['<!date^1764000000^{date_short_pretty}|24 Nov>', '24 Nov'],
  ['<https://miro.com/x|Admin console>', 'Admin console (https://miro.com/x)'],
  ['a &lt;!channel&gt; &amp; b', 'a <!channel> & b'],
])('%s', (text, plain) => {
  expect(markup(text, names)).toBe(plain)
})
