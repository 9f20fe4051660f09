import { expect, test } from 'vitest'
import { connectIds } from '../../ids/connection.ts'
import { readDetails, readExpected } from './read.ts'

const id = '3074457363680401096'
const secret = 'hNw3xkQ9Zr7LmV2aTc8YpB4d'

const submitted = (clientId: unknown, clientSecret: unknown, ticked = true, metadata = '{"o":null}') => ({
  metadata,
  state: {
    [connectIds.acknowledged]: {
      [connectIds.acknowledged]: { selected_options: ticked ? [{ value: 'yes' }] : [] },
    },
    [connectIds.clientId]: { [connectIds.clientId]: { value: clientId } },
    [connectIds.clientSecret]: { [connectIds.clientSecret]: { value: clientSecret } },
  },
})

test('what was pasted, without the spaces around it', () => {
  expect(readDetails(submitted(` ${id}\n`, `\t${secret} `, true, '{"o":"7"}'))).toEqual({
    input: { expectedOrgId: '7', clientId: id, clientSecret: secret, attemptBefore: null },
  })
})

test.each([
  ['blank', submitted('  ', null), { [connectIds.clientId]: /Paste/, [connectIds.clientSecret]: /Paste/ }],
  ['a space inside', submitted('307 445', secret), { [connectIds.clientId]: /a space/ }],
  ['an invisible character', submitted(id, `${secret}\u200b`), { [connectIds.clientSecret]: /invisible/ }],
  [
    'the secret as id',
    submitted(secret, secret),
    {
      [connectIds.clientId]: /looks like the client secret/,
      [connectIds.clientSecret]: /looks like the client ID/,
    },
  ],
  ['the id as secret', submitted(id, id), { [connectIds.clientSecret]: /looks like the client ID/ }],
  ['not acknowledged', submitted(id, secret, false), { [connectIds.acknowledged]: /Tick the box/ }],
])('%s is a problem under its own input', (_, given, expected) => {
  const read = readDetails(given)
  const problems = 'problems' in read ? read.problems : {}
  expect(problems).toEqual(
    Object.fromEntries(Object.entries(expected).map(([key, text]) => [key, expect.stringMatching(text)])),
  )
})

test('a state of another shape is blank, not a crash', () => {
  const read = readDetails({ metadata: 'no json', state: { [connectIds.clientId]: { x: 1 } } })
  expect('problems' in read && Object.keys(read.problems).length).toBe(3)
})

test.each(['', 'null', '{}', '{"o":7}', '{"o":"<!channel>"}', '{"o":null}'])(
  'metadata %j pins nothing',
  text => {
    expect(readExpected(text)).toEqual({ expectedOrgId: null })
  },
)
