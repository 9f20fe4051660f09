import { expect, test } from 'vitest'
import { connectIds } from '../../ids/connection.ts'
import { readPasted } from './pasted-read.ts'

const redirectUrl = 'http://localhost:3000/miro/callback'
const paste = (value: unknown) =>
  readPasted(
    { metadata: '{"o":"7"}', state: { [connectIds.address]: { [connectIds.address]: { value } } } },
    redirectUrl,
  )

test.each([
  ['as Miro sends it', `${redirectUrl}?state=abc-1&code=code_2&client_id=3&team_id=4`],
  ['with spaces around it', `  ${redirectUrl}?code=code_2&state=abc-1\n`],
  ['as a browser shows it, without how it begins', 'localhost:3000/miro/callback?code=code_2&state=abc-1'],
  ['with a fragment', `${redirectUrl}?code=code_2&state=abc-1#`],
])('%s', (_, value) => {
  expect(paste(value)).toEqual({ input: { expectedOrgId: '7', state: 'abc-1', code: 'code_2', begun: null } })
})

test.each([
  ['nothing', null, /Paste the whole address/],
  ['white space', ' \n', /Paste the whole address/],
  ['words', 'what am I to do', /not an address/],
  ['only the code', 'code_2', /another address/],
  ['the page of Miro', 'https://miro.com/oauth/authorize?state=abc-1&code=code_2', /another address/],
  ['another host', 'http://localhost.evil.example:3000/miro/callback?state=a&code=b', /another address/],
  [
    'a host before an @',
    'http://localhost:3000@evil.example/miro/callback?state=a&code=b',
    /another address/,
  ],
  ['another port', 'http://localhost:3001/miro/callback?state=a&code=b', /another address/],
  ['another scheme', 'https://localhost:3000/miro/callback?state=a&code=b', /another address/],
  ['the link of before', 'http://localhost:3000/miro/start?t=abc', /another address/],
  ['no', `${redirectUrl}?error=access_denied&state=abc-1`, /not granted/],
  ['no with a code', `${redirectUrl}?error=access_denied&state=abc-1&code=c`, /not granted/],
  ['no code', `${redirectUrl}?state=abc-1`, /part of the address is missing/],
  ['no state', `${redirectUrl}?code=code_2`, /part of the address is missing/],
  ['an empty state', `${redirectUrl}?code=code_2&state=`, /part of the address is missing/],
  [
    'an invisible character',
    `${redirectUrl}?code=code_2%E2%80%8B&state=abc`,
    /part of the address is missing/,
  ],
  ['far too long', `${redirectUrl}?code=${'c'.repeat(2_001)}&state=abc`, /part of the address is missing/],
  ['a script', 'javascript:alert(1)', /not an address|another address/],
  ['another shape', { toString: 1 }, /Paste the whole address/],
])('%s is said under the input', (_, value, text) => {
  expect(paste(value)).toEqual({ problems: { [connectIds.address]: expect.stringMatching(text) } })
})
