import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from './secret.ts'

it('shows a secret only on request', () => {
  const secret = new Secret('xoxb-1')
  expect(secret.reveal()).toBe('xoxb-1')
  const shown = [
    `${secret}`,
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret),
    Object.entries(secret).join(),
  ]
  expect(shown).toEqual([
    '«redacted»',
    '«redacted»',
    '{"secret":"«redacted»"}',
    '{ secret: «redacted» }',
    '«redacted»',
    '',
  ])
})
