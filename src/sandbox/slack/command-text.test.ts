import { expect, test } from 'vitest'
import { escapedText } from './command-text.ts'

const known = {
  users: [{ id: 'U0DANA', realName: 'Dana Lee' }],
  channels: [{ id: 'C0OPS', name: 'it-ops' }],
}

test.each([
  ['whois @dana.lee now', 'whois <@U0DANA|dana.lee> now'],
  ['whois @nobody', 'whois @nobody'],
  ['alerts #it-ops', 'alerts <#C0OPS|it-ops>'],
  ['whois Dana@Acme.com', 'whois <mailto:Dana@Acme.com|Dana@Acme.com>'],
  ['see https://miro.com/x', 'see <https://miro.com/x>'],
  ['whois <@U0DANA>  <b> & @', 'whois <@U0DANA>  <b> & @'],
])('%s', (typed, sent) => {
  expect(escapedText(typed, known)).toBe(sent)
})
