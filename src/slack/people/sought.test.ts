import { expect, test } from 'vitest'
import { readOwnId } from '../frame/read-json.ts'
import { plainTyped } from '../frame/typed.ts'
import { readSought } from './sought.ts'

test.each([
  ['', null],
  ['  ', null],
  ['@', null],
  ['<@U0DANA>', { kind: 'slack', slackUserId: 'U0DANA' }],
  ['<@W0DANA|dana.lee> please', { kind: 'slack', slackUserId: 'W0DANA' }],
  ['Dana@Acme.com ', { kind: 'address', address: 'dana@acme.com' }],
  ['<mailto:Dana@Acme.com|Dana@Acme.com>', { kind: 'address', address: 'dana@acme.com' }],
  ['@dana lee', { kind: 'name', text: 'dana lee' }],
  ['Smith &amp; Sons', { kind: 'name', text: 'Smith & Sons' }],
  ['&amp;lt; x', { kind: 'name', text: '&lt; x' }],
  ['<@nobody>', { kind: 'name', text: '<@nobody>' }],
] as const)('/miro whois %s', (text, subject) => {
  expect(readSought(plainTyped(text))).toEqual(subject)
})

test('a very long text is cut', () => {
  expect(readSought('x'.repeat(5_000))).toEqual({ kind: 'name', text: 'x'.repeat(100) })
})

test('a person named by a button', () => {
  expect(readOwnId('0b7c-1')).toBe('0b7c-1')
  expect(readOwnId('<!channel>')).toBeNull()
})
