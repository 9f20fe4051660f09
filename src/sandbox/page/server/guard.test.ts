import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { refused } from './guard.ts'

const own = { host: '127.0.0.1:4300' }
const json = { 'content-type': 'application/json' }

const asked = (method: string, headers: Record<string, string>): IncomingMessage =>
  ({ method, headers }) as unknown as IncomingMessage

test.each([
  ['the page itself', 'GET', own],
  ['by its other name', 'GET', { host: 'localhost:4300' }],
  [
    'a link from another site',
    'GET',
    { ...own, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  ],
  ['an act of the page', 'POST', { ...own, ...json, origin: 'http://127.0.0.1:4300' }],
])('answers %s', (_, method, headers) => {
  expect(refused(asked(method, headers), 4300)).toBeNull()
})

test.each([
  ['a name made to point here', 'GET', { host: 'evil.example:4300' }],
  ['another port', 'GET', { host: '127.0.0.1:80' }],
  ['no host', 'GET', {}],
  [
    'the stream, by another site',
    'GET',
    { ...own, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
  ],
  ['an act of another site', 'POST', { ...own, ...json, origin: 'http://evil.example' }],
  ['an act of one own name by the other', 'POST', { ...own, ...json, origin: 'http://localhost:4300' }],
  ['an act of nobody', 'POST', { ...own, ...json }],
  ['a form', 'POST', { ...own, origin: 'http://127.0.0.1:4300', 'content-type': 'text/plain' }],
])('refuses %s', (_, method, headers) => {
  expect(refused(asked(method, headers), 4300)).toEqual(expect.any(String))
})
